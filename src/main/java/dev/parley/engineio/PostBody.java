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
  static final byte[] OK = "ok".getBytes(StandardCharsets.US_ASCII);
  private static final int FIRST = 4 * 1024;

  private final ServletInputStream in;
  private final Exchange exchange;
  private final PollingRequests requests;
  private final int limit;
  private byte[] bytes = new byte[FIRST];
  private int length;
  private boolean tooLarge;

  private PostBody(ServletInputStream in, Exchange exchange, PollingRequests requests, int limit) {
    this.in = in;
    this.exchange = exchange;
    this.requests = requests;
    this.limit = limit;
  }

  /** Whether all of a body, of at most that many bytes, can be read without waiting for it. */
  static boolean isThere(HttpServletRequest request, int limit) throws IOException {
    long length = request.getContentLengthLong();
    return length >= 0 && length <= limit && request.getInputStream().available() >= length;
  }

  /** Reads a body that is there; tells whether it was understood. */
  static boolean read(HttpServletRequest request, PollingRequests requests) throws IOException {
    byte[] body = request.getInputStream().readNBytes((int) request.getContentLengthLong());
    return understood(body, body.length, requests);
  }

  private static boolean understood(byte[] bytes, int length, PollingRequests requests) {
    try {
      return requests.received(new Payload(Utf8.decode(bytes, length)));
    } catch (MalformedPacketException e) {
      requests.failed(CloseReason.PROTOCOL);
      return false;
    }
  }

  /** Receives a body of at most that many bytes for a requests. */
  static void receive(
      HttpServletRequest request, Exchange exchange, PollingRequests requests, int limit)
      throws IOException {
    exchange.whenLost(() -> requests.failed(CloseReason.TRANSPORT));
    PostBody body = new PostBody(request.getInputStream(), exchange, requests, limit);
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
    boolean understood = understood(bytes, length, requests);
    exchange.listen();
    if (understood) {
      exchange.respond(HttpServletResponse.SC_OK, PollingTransport.TEXT, OK, () -> {}, () -> {});
    } else {
      exchange.refuse(EngineError.BAD_REQUEST);
    }
  }

  @Override
  public void onError(Throwable failure) {
    requests.failed(CloseReason.TRANSPORT);
    exchange.onError(failure);
  }

  private void refuse() {
    requests.refused();
    exchange.respond(
        HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
        EngineError.JSON,
        EngineError.BAD_REQUEST.body("Payload too large"),
        () -> {},
        () -> {});
  }
}
