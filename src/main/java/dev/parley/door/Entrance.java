package dev.parley.door;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.websocket.Session;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a WebSocket came in: what its endpoint needs of the handshake, and cannot ask for there by
 * the standard. It travels as the user principal of the request, which every container hands on to
 * the session.
 *
 * @param caller who has connected; nobody where it is refused
 * @param address the peer's
 * @param parameters the query, decoded
 * @param refusal why the connection is to be told so and closed; null where it may stay
 */
public record Entrance(
    Caller caller, String address, Map<String, List<String>> parameters, @Nullable Refusal refusal)
    implements Principal {

  public Entrance {
    parameters = Map.copyOf(parameters);
  }

  /**
   * The entrance of a session whose handshake went through {@link HandshakeFilter}.
   *
   * @throws IllegalStateException for any other
   */
  public static Entrance of(Session session) {
    if (session.getUserPrincipal() instanceof Entrance entrance) {
      return entrance;
    }
    throw new IllegalStateException("a WebSocket came in without passing the gate");
  }

  /** The entrance of a handshake that was let through; null for any other request. */
  static @Nullable Entrance of(HttpServletRequest request) {
    return request.getUserPrincipal() instanceof Entrance entrance ? entrance : null;
  }

  /** The query parameters. */
  public Parameters query() {
    return new Parameters(name -> parameters.getOrDefault(name, List.of()));
  }

  @Override
  public String getName() {
    return caller.qualifiedId();
  }

  /** The names of the query's parameters alone: one of them may be a token. */
  @Override
  public String toString() {
    return "Entrance[" + getName() + ", " + parameters.keySet() + "]";
  }

  /** The request as the endpoint's session will see it. */
  HttpServletRequest carriedBy(HttpServletRequest request) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public Principal getUserPrincipal() {
        return Entrance.this;
      }
    };
  }
}
