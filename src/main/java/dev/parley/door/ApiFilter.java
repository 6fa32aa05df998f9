package dev.parley.door;

import dev.parley.identity.RequestOrigin;
import dev.parley.vocabulary.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What all answers under {@code /api} have in common: they are not stored (but for files), not
 * sniffed, and pages of foreign origins neither ask for nor see them (Fetch standard, CORS).
 * Answers preflights itself. Handshakes of WebSockets have been looked at by {@link
 * HandshakeFilter}.
 */
public final class ApiFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** Methods whose bodies nobody reads, whatever the answer is. */
  private static final Set<String> NEVER_READ = Set.of("GET", "HEAD", "DELETE", "OPTIONS");

  private static final Pattern FILE =
      Pattern.compile("/api/v1/rooms/[^/]++/attachments/[^/]++(?:/thumbnail)?+");

  private final transient Gate gate;

  /** A filter by that gate's rule of web origins. */
  public ApiFilter(Gate gate) {
    this.gate = gate;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (Entrance.of(request) != null) {
      chain.doFilter(request, response);
      return;
    }
    RequestOrigin origin = gate.origin(request);
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (!isFile(request)) {
      response.setHeader("Cache-Control", "no-store");
    }
    if (NEVER_READ.contains(request.getMethod()) && UnreadBody.in(request)) {
      response.setHeader("Connection", "close");
    }
    if (isPreflight(request)) {
      gate.origins().preflightHeaders(origin).forEach(response::setHeader);
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    gate.origins().responseHeaders(origin).forEach(response::setHeader);
    Refusal refusal = gate.origins().refusal(origin);
    if (refusal == null) {
      refusal = RequestSyntax.refusal(request);
    }
    if (refusal == null) {
      chain.doFilter(request, new ProblemResponse(request, response, gate));
    } else {
      gate.refused(refusal.code());
      Problem.of(refusal, request.getRequestURI()).send(request, response);
    }
  }

  /** Of a file its resource says who may keep it. */
  private static boolean isFile(HttpServletRequest request) {
    return FILE.matcher(request.getRequestURI()).matches();
  }

  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Origin") != null
        && request.getHeader("Access-Control-Request-Method") != null;
  }
}
