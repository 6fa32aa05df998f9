package dev.parley.operations;

import jakarta.servlet.annotation.WebServlet;

/** {@code /asyncapi}: what is said over the hub's WebSockets, as an AsyncAPI 3 document. */
@WebServlet("/asyncapi")
public final class AsyncApiServlet extends DocumentServlet {
  private static final long serialVersionUID = 1L;

  /** For the container. */
  public AsyncApiServlet() {
    super("asyncapi");
  }
}
