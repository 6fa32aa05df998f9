package dev.parley.door;

import dev.parley.vocabulary.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Refuses whatever does not only read, where there is nothing else to do. Else a servlet answers
 * unknown methods with 501, TRACE with what it was sent, and some containers ask no error page for
 * them.
 */
public final class ReadOnlyFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (READING.contains(request.getMethod())) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader("Allow", "GET, HEAD, OPTIONS");
    Problem.of(
            Refusal.of(Refusal.Code.METHOD_NOT_ALLOWED, "This path is for reading only."),
            request.getRequestURI())
        .send(request, response);
  }
}
