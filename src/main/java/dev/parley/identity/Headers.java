package dev.parley.identity;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads fields of a request whatever the case of their names. */
final class Headers {
  private Headers() {}

  /**
   * The value of a field. Several lines of one field are joined by a comma (RFC 9110, section 5.3);
   * no field read here may hold a list, so that what follows refuses them.
   *
   * @return null where there is no such field
   */
  static @Nullable String value(Map<String, List<String>> headers, String name) {
    List<String> values =
        headers.entrySet().stream()
            .filter(entry -> name.equalsIgnoreCase(entry.getKey()))
            .flatMap(entry -> entry.getValue().stream())
            .toList();
    return values.isEmpty() ? null : String.join(", ", values);
  }
}
