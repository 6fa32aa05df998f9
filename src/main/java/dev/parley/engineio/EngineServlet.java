package dev.parley.engineio;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** Long-polling: handshakes, polls, and bodies with packets. */
final class EngineServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Engine engine;
  private final transient Cors cors;
  private final transient Executor blocking;

  /**
   * @param blocking runs what may wait for the container
   */
  EngineServlet(Engine engine, Cors cors, Executor blocking) {
    this.engine = engine;
    this.cors = cors;
    this.blocking = blocking;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean preflight = request.getMethod().equals("OPTIONS");
    cors.headers(request, preflight).forEach(response::setHeader);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (preflight) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    String path = request.getPathInfo();
    if (path != null && !path.equals("/")) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Map<String, List<String>> query = Query.parse(request.getQueryString());
    EngineError fault = engine.fault(request.getMethod(), query, false);
    if (fault != null || query == null) {
      refuse(fault == null ? EngineError.BAD_REQUEST : fault, request, response);
    } else if (query.containsKey("sid")) {
      serve(query.get("sid").getFirst(), request, response);
    } else {
      handshake(Handshake.of(request, query), response);
    }
  }

  /** A body that nobody reads must not be taken for the next request. */
  private static void refuse(
      EngineError fault, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("GET")) {
      response.setHeader("Connection", "close");
    }
    fault.send(response);
  }

  private void handshake(Handshake handshake, HttpServletResponse response) throws IOException {
    switch (engine.admit(handshake)) {
      case Application.Refused refused -> EngineError.FORBIDDEN.send(response, refused.message());
      case Application.Admitted admitted -> answer(engine.open(handshake, admitted), response);
    }
  }

  private void serve(String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Session session = engine.session(id);
    if (session == null) {
      refuse(EngineError.UNKNOWN_SID, request, response);
      return;
    }
    switch (request.getMethod()) {
      case "GET" -> {
        Exchange exchange = Exchange.begin(request, response, blocking);
        exchange.listen();
        session.requests().poll(exchange);
      }
      case "POST" -> {
        String type = request.getContentType();
        if (!session.requests().begin()) {
          refuse(EngineError.BAD_REQUEST, request, response);
        } else if (type != null && type.startsWith("application/octet-stream")) {
          // That was how bytes came in revision 3.
          session.requests().failed(CloseReason.PROTOCOL);
          refuse(EngineError.BAD_REQUEST, request, response);
        } else {
          receive(session.requests(), request, response);
        }
      }
      default -> refuse(EngineError.BAD_REQUEST, request, response);
    }
  }

  private void receive(
      PollingRequests requests, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int limit = engine.settings().maxPayload();
    if (PostBody.isThere(request, limit)) {
      if (PostBody.read(request, requests)) {
        answer(PostBody.OK, response);
      } else {
        EngineError.BAD_REQUEST.send(response);
      }
      return;
    }
    PostBody.receive(request, Exchange.begin(request, response, blocking), requests, limit);
  }

  /** So little is taken by any container at once. */
  private static void answer(byte[] body, HttpServletResponse response) throws IOException {
    response.setContentType(PollingTransport.TEXT);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
