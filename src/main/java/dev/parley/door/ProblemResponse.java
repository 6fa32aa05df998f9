package dev.parley.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * A response whose errors are problem details at once, whoever sends them. A container would ask
 * the error page, and some do not for every method.
 */
final class ProblemResponse extends HttpServletResponseWrapper {
  private final HttpServletRequest request;
  private final Gate gate;

  ProblemResponse(HttpServletRequest request, HttpServletResponse response, Gate gate) {
    super(response);
    this.request = request;
    this.gate = gate;
  }

  @Override
  public void sendError(int status) throws IOException {
    if (isCommitted()) {
      throw new IllegalStateException("the response has begun");
    }
    Problem problem = Problem.ofStatus(status, request.getRequestURI());
    gate.refused(problem.code());
    problem.send(request, (HttpServletResponse) getResponse());
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    sendError(status);
  }
}
