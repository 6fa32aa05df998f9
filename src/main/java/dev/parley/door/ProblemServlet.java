package dev.parley.door;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The application's error page: what the container refuses or fails at is answered with problem
 * details too. Asked for directly, it is not there.
 */
@WebServlet(urlPatterns = ProblemServlet.PATH, asyncSupported = true)
public final class ProblemServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Where {@code web.xml} sends errors. */
  static final String PATH = "/.problem";

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    Problem.ofStatus(
            status instanceof Integer number ? number : HttpServletResponse.SC_NOT_FOUND,
            // Some containers do not say what was asked for where it must not be asked for.
            path == null || status == null ? "/" : path.toString())
        .send(request, response);
  }
}
