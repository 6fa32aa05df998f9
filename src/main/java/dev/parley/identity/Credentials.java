package dev.parley.identity;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a door found of credentials, in the order in which they count: the first that is present
 * decides, and a bad one never gives way to the next or to anonymity. Immutable; {@link
 * #toString()} holds no secret.
 *
 * @param authorization the whole {@code Authorization} field, or null
 * @param apiKey the {@code X-API-Key} field, or null
 * @param connectToken the {@code token} of a Socket.IO CONNECT payload, or null
 * @param queryToken the query parameter {@code token}, decoded, or null
 * @param subprotocols the whole {@code Sec-WebSocket-Protocol} field, or null; counts if it names
 *     the pair {@code bearer, <token>}
 * @param origin where the request comes from
 */
public record Credentials(
    @Nullable String authorization,
    @Nullable String apiKey,
    @Nullable String connectToken,
    @Nullable String queryToken,
    @Nullable String subprotocols,
    RequestOrigin origin) {

  /** The subprotocol that a server selects where the token came beside it. */
  public static final String BEARER_SUBPROTOCOL = "bearer";

  /**
   * Collects the credentials of an HTTP request or a WebSocket handshake.
   *
   * @param headers all fields; names in any case
   * @param queryToken the query parameter {@code token}, decoded, or null
   * @param origin where the request comes from
   */
  public static Credentials of(
      Map<String, List<String>> headers, @Nullable String queryToken, RequestOrigin origin) {
    return new Credentials(
        Headers.value(headers, "Authorization"),
        Headers.value(headers, "X-API-Key"),
        null,
        queryToken,
        Headers.value(headers, "Sec-WebSocket-Protocol"),
        origin);
  }

  /** Whether there is none, not even a bad one. */
  public boolean isNone() {
    return authorization == null
        && apiKey == null
        && connectToken == null
        && queryToken == null
        && subprotocols == null;
  }

  @Override
  public String toString() {
    return "Credentials[origin=" + origin + "]";
  }
}
