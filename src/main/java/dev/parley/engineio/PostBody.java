package dev.parley.engineio;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A body with packets, received as the network brings it. */
final class PostBody implements ReadListener {
  private static final byte[] OK = "ok".getBytes(StandardCharsets.US_ASCII);
  private static final int FIRST = 4 * 1024;

  private final ServletInputStream in;
  private final Exchange exchange;
  private final Session session;
  private final int limit;
  private byte[] bytes = new byte[FIRST];
  private int length;
  private boolean tooLarge;

  private PostBody(ServletInputStream in, Exchange exchange, Session session, int limit) {
    this.in = in;
    this.exchange = exchange;
    this.session = session;
    this.limit = limit;
  }

  /** Receives a body of at most that many bytes for a session. */
  static void receive(HttpServletRequest request, Exchange exchange, Session session, int limit)
      throws IOException {
    exchange.whenLost(() -> session.postFailed(CloseReason.TRANSPORT));
    PostBody body = new PostBody(request.getInputStream(), exchange, session, limit);
    if (request.getContentLengthLong() > limit) {
      exchange.listen();
      body.refuse();
    } else {
      body.in.setReadListener(body);
    }
  }

  @Override
  public void onDataAvailable() throws IOException {
    while (!tooLarge && in.isReady()) {
      if (length == bytes.length) {
        // One more than it may have: so it is known when there are too many.
        bytes = Arrays.copyOf(bytes, (int) Math.min(limit + 1L, length * 2L));
      }
      int read = in.read(bytes, length, bytes.length - length);
      if (read < 0) {
        return;
      }
      length += read;
      if (length > limit) {
        tooLarge = true;
        exchange.listen();
        refuse();
      }
    }
  }

  @Override
  public void onAllDataRead() {
    if (tooLarge) {
      return;
    }
    boolean understood;
    try {
      understood = session.post(new Payload(Utf8.decode(bytes, length)));
    } catch (MalformedPacketException e) {
      session.postFailed(CloseReason.PROTOCOL);
      understood = false;
    }
    exchange.listen();
    if (understood) {
      exchange.respond(HttpServletResponse.SC_OK, PollingTransport.TEXT, OK, () -> {}, () -> {});
    } else {
      exchange.refuse(EngineError.BAD_REQUEST);
    }
  }

  @Override
  public void onError(Throwable failure) {
    session.postFailed(CloseReason.TRANSPORT);
    exchange.onError(failure);
  }

  /** The session goes on: the client may have something smaller to say. */
  private void refuse() {
    session.postRefused();
    exchange.respond(
        HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
        EngineError.JSON,
        EngineError.BAD_REQUEST.body("Payload too large"),
        () -> {},
        () -> {});
  }
}
