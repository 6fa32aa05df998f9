package dev.parley.identity;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, as far as identity cares. Immutable.
 *
 * @param peerAddress the IP address of the other end of the TCP connection, as text; empty where it
 *     is not known, which never counts as loopback
 * @param forwarded whether the request has a {@code Forwarded} (RFC 7239) or an {@code
 *     X-Forwarded-*} field, that is, whether it came through a proxy
 * @param host the {@code Host} field, or null where there was none
 * @param origin the {@code Origin} field (RFC 6454), or null where there was none
 * @param secure whether it came by TLS, as the server sees it
 */
public record RequestOrigin(
    String peerAddress,
    boolean forwarded,
    @Nullable String host,
    @Nullable String origin,
    boolean secure) {

  /**
   * Reads the fields of a request.
   *
   * @param headers all fields; names in any case
   * @param peerAddress the address of the TCP peer, or null where the container does not tell
   * @param secure whether the request came by TLS
   */
  public static RequestOrigin of(
      Map<String, List<String>> headers, @Nullable String peerAddress, boolean secure) {
    boolean forwarded =
        headers.keySet().stream()
            .filter(name -> name != null)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .anyMatch(name -> name.equals("forwarded") || name.startsWith("x-forwarded-"));
    return new RequestOrigin(
        peerAddress == null ? "" : peerAddress,
        forwarded,
        Headers.value(headers, "Host"),
        Headers.value(headers, "Origin"),
        secure);
  }
}
