package dev.parley.launcher.embedded;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Says what a proxy's {@code Forwarded} field (RFC 7239) says in the {@code X-Forwarded-*} fields
 * that are older: Jetty reads both, but takes a host without a port in this one for a host at the
 * port that the hub listens on. Where a proxy sends the older ones, only these count.
 */
final class ForwardedField implements HttpConfiguration.Customizer {
  /** One pair of the first element, which is the proxy's that the client has reached. */
  private static final Pattern PAIR =
      Pattern.compile("\\G[\\s;]*([A-Za-z]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s;,\"]*))");

  private static final Map<String, HttpHeader> NAMES =
      Map.of(
          "for", HttpHeader.X_FORWARDED_FOR,
          "host", HttpHeader.X_FORWARDED_HOST,
          "proto", HttpHeader.X_FORWARDED_PROTO);

  @Override
  public Request customize(Request request, HttpFields.Mutable responseFields) {
    HttpFields fields = request.getHeaders();
    String forwarded = fields.get(HttpHeader.FORWARDED);
    if (forwarded == null || NAMES.values().stream().anyMatch(fields::contains)) {
      return request;
    }
    HttpFields.Mutable more = HttpFields.build(fields);
    values(forwarded).forEach(more::put);
    HttpFields all = more.asImmutable();
    return new Request.Wrapper(request) {
      @Override
      public HttpFields getHeaders() {
        return all;
      }
    };
  }

  private static Map<HttpHeader, String> values(String forwarded) {
    Map<HttpHeader, String> values = new HashMap<>();
    Matcher pair = PAIR.matcher(forwarded);
    while (pair.find()) {
      HttpHeader name = NAMES.get(pair.group(1).toLowerCase(Locale.ROOT));
      if (name != null) {
        String quoted = pair.group(2);
        values.putIfAbsent(
            name, quoted == null ? pair.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
      }
    }
    values.values().removeIf(String::isEmpty);
    return values;
  }
}
