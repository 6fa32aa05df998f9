package dev.parley.operations;

import jakarta.servlet.annotation.WebServlet;

/** {@code /openapi}: what the hub answers to over HTTP, as an OpenAPI 3.1 document. */
@WebServlet("/openapi")
public final class OpenApiServlet extends DocumentServlet {
  private static final long serialVersionUID = 1L;

  /** For the container. */
  public OpenApiServlet() {
    super("openapi");
  }
}
