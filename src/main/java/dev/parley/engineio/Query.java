package dev.parley.engineio;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query string, read without the container: asking that for parameters would read the body of a
 * POST where it calls itself a form.
 */
final class Query {
  private Query() {}

  /** Names and values; null where an encoding in it is none. */
  static @Nullable Map<String, List<String>> parse(@Nullable String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (query == null) {
      return parameters;
    }
    try {
      for (String pair : query.split("&", -1)) {
        if (!pair.isEmpty()) {
          int equals = pair.indexOf('=');
          String name = equals < 0 ? pair : pair.substring(0, equals);
          String value = equals < 0 ? "" : pair.substring(equals + 1);
          parameters.computeIfAbsent(decode(name), any -> new ArrayList<>()).add(decode(value));
        }
      }
    } catch (IllegalArgumentException e) {
      return null;
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
