package dev.parley.identity;

import dev.parley.vocabulary.Refusal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may talk to the hub: REST and server-sent events by CORS (Fetch standard), and
 * the {@code Origin} of every WebSocket handshake, which CORS does not cover. Immutable.
 *
 * <p>A request without {@code Origin} is not from a foreign page and is accepted. A page of the
 * hub's own origin is always accepted. Others are accepted if they are configured; where nothing is
 * configured and the server listens on loopback alone, every loopback origin is. The opaque origin
 * {@code null} (sandboxed frames, files) never is, because anybody can have it.
 */
public final class OriginPolicy {

  private static final String EXPOSED =
      "Location, Retry-After, RateLimit, RateLimit-Policy, WWW-Authenticate";
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
  private static final String HEADERS =
      "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-API-Key";
  private static final String MAX_AGE_SECONDS = "7200";

  private final boolean every;
  private final Set<WebAddress> configured = new HashSet<>();
  private final boolean loopback;

  /**
   * A policy by configuration.
   *
   * @param allowedOrigins as {@link IdentitySettings#allowedOrigins()}
   * @param boundToLoopback as {@link IdentitySettings#boundToLoopback()}
   * @throws IllegalArgumentException for something that is not an origin, with a message for the
   *     operator
   */
  public OriginPolicy(Set<String> allowedOrigins, boolean boundToLoopback) {
    every = allowedOrigins.contains("*");
    loopback = allowedOrigins.isEmpty() && boundToLoopback;
    for (String origin : allowedOrigins) {
      if (!origin.equals("*")) {
        WebAddress address = WebAddress.ofOrigin(origin);
        if (address == null) {
          throw new IllegalArgumentException(
              "parley.cors.allowed-origins has '"
                  + origin
                  + "'; an origin looks like https://app.example.com, without a path.");
        }
        configured.add(address);
      }
    }
  }

  /** Whether the request's {@code Origin}, if it has one, may talk to the hub. */
  public boolean allows(RequestOrigin request) {
    String origin = request.origin();
    if (origin == null) {
      return true;
    }
    WebAddress address = WebAddress.ofOrigin(origin);
    return address != null
        && (every
            || isSame(address, request)
            || configured.contains(address)
            || (loopback && LoopbackRule.isLoopbackOrigin(origin)));
  }

  private static boolean isSame(WebAddress origin, RequestOrigin request) {
    return request.host() != null
        && origin.equals(WebAddress.ofHost(request.host(), request.secure()));
  }

  /** The refusal of a request whose origin may not talk to the hub, or null where it may. */
  public @Nullable Refusal refusal(RequestOrigin request) {
    return allows(request)
        ? null
        : Refusal.of(
            Refusal.Code.FORBIDDEN,
            "Pages of this origin may not use the hub; parley.cors.allowed-origins names those that"
                + " may.");
  }

  /**
   * The fields that let the page see an answer; to be set on every answer, refusals included.
   *
   * @return field names and values; at least {@code Vary}
   */
  public Map<String, String> responseHeaders(RequestOrigin request) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Vary", "Origin");
    String origin = request.origin();
    if (origin != null && allows(request)) {
      fields.put("Access-Control-Allow-Origin", origin);
      fields.put("Access-Control-Expose-Headers", EXPOSED);
    }
    return fields;
  }

  /**
   * The fields that answer a preflight, that is, an {@code OPTIONS} request with {@code Origin} and
   * {@code Access-Control-Request-Method}. Without leave there is only {@code Vary}, and the
   * browser then sends nothing more.
   */
  public Map<String, String> preflightHeaders(RequestOrigin request) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
    String origin = request.origin();
    if (origin != null && allows(request)) {
      fields.put("Access-Control-Allow-Origin", origin);
      fields.put("Access-Control-Allow-Methods", METHODS);
      fields.put("Access-Control-Allow-Headers", HEADERS);
      fields.put("Access-Control-Max-Age", MAX_AGE_SECONDS);
    }
    return fields;
  }
}
