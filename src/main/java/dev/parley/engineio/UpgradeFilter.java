package dev.parley.engineio;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;

/**
 * Stands before WebSockets: a client that cannot stay is told so before the upgrade. What comes in
 * otherwise is none of its business.
 */
final class UpgradeFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient Engine engine;

  UpgradeFilter(Engine engine) {
    this.engine = engine;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      chain.doFilter(request, response);
      return;
    }
    Map<String, List<String>> query = Query.parse(request.getQueryString());
    EngineError fault = engine.fault(request.getMethod(), query, true);
    if (fault != null || query == null) {
      (fault == null ? EngineError.BAD_REQUEST : fault).send(response);
      return;
    }
    Handshake handshake = Handshake.of(request, query);
    if (handshake.parameter("sid") == null) {
      switch (engine.admit(handshake)) {
        case Application.Refused refused -> {
          EngineError.FORBIDDEN.send(response, refused.message());
          return;
        }
        // Whether there is room is asked again when the WebSocket opens, if it ever does.
        case Application.Admitted admitted -> admitted.release().run();
      }
    }
    chain.doFilter(carrying(handshake, request), response);
  }

  private static HttpServletRequest carrying(Handshake handshake, HttpServletRequest request) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public Principal getUserPrincipal() {
        return handshake;
      }
    };
  }
}
