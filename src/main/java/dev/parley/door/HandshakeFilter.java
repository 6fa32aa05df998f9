package dev.parley.door;

import dev.parley.delivery.Opening;
import dev.parley.identity.RequestOrigin;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Refusal.Code;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at WebSocket handshakes before they become connections. What is wrong is answered before
 * the upgrade with 400, 401, 403, 429 or 503. A browser cannot show its page that answer: where the
 * request has an allowed {@code Origin}, it is upgraded and the endpoint tells it. To be registered
 * by {@code addFilter} while the application starts: filters declared otherwise come too late in
 * some containers.
 */
public final class HandshakeFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient Gate gate;
  private final transient Protocol protocol;

  /**
   * @param protocol says who comes in behind this door, and what they may ask for
   */
  HandshakeFilter(Gate gate, Protocol protocol) {
    this.gate = gate;
    this.protocol = protocol;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestOrigin origin = gate.origin(request);
    Map<String, List<String>> parameters = new HashMap<>();
    Caller caller = Caller.ANONYMOUS;
    Refusal refusal = null;
    try {
      gate.checkOrigin(origin);
      if (!isHandshake(request)) {
        throw new RefusedException(
            Code.MALFORMED, "This path takes WebSocket handshakes only, of version 13 (RFC 6455).");
      }
      Refusal unreadable = RequestSyntax.refusal(request);
      if (unreadable != null) {
        throw new RefusedException(unreadable);
      }
      request.getParameterMap().forEach((name, values) -> parameters.put(name, List.of(values)));
      caller = protocol.caller(gate, request);
      Parameters query = new Parameters(name -> parameters.getOrDefault(name, List.of()));
      query.flag(WebSocketDoor.BATCH);
      Opening opening = protocol.opening(caller, query);
      query.check();
      gate.checkListening(caller, opening.topics());
      // Whether there is room is asked again, and the place kept, when the connection opens.
      gate.admit(caller, request.getRemoteAddr()).close();
    } catch (RefusedException e) {
      refusal = e.refusal();
      // A hub that does not serve opens nothing: the client shall come again, or go elsewhere.
      if (refusal.code() == Code.UNAVAILABLE || !mayBeToldLater(refusal.code(), origin, request)) {
        gate.refused(refusal.code());
        Problem.ofHandshake(refusal, request.getRequestURI()).send(request, response);
        return;
      }
    }
    parameters.remove("token");
    Entrance entrance = new Entrance(caller, request.getRemoteAddr(), parameters, refusal);
    chain.doFilter(entrance.carriedBy(request), response);
  }

  private boolean mayBeToldLater(Code code, RequestOrigin origin, HttpServletRequest request) {
    return (origin.origin() != null || protocol.tellsEverybody(code))
        && gate.origins().allows(origin)
        && isHandshake(request);
  }

  /** RFC 6455, section 4.1; what is wrong beyond that the container says. */
  private static boolean isHandshake(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
        && "13".equals(request.getHeader("Sec-WebSocket-Version"))
        && request.getHeader("Sec-WebSocket-Key") != null;
  }
}
