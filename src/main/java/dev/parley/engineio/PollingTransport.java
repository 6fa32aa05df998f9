package dev.parley.engineio;

import dev.parley.engineio.SendQueue.Chunk;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Long-polling: what is sent is the answer to a request that waits for it. */
final class PollingTransport implements Transport {
  static final String TEXT = "text/plain; charset=UTF-8";

  private final Session session;
  private @Nullable Exchange poll;
  private boolean posting;

  PollingTransport(Session session) {
    this.session = session;
  }

  /** A request that waits; there is none yet. */
  void begin(Exchange exchange) {
    poll = exchange;
  }

  /** Takes the request that waits away, so that nothing is sent with it. */
  @Nullable Exchange take() {
    Exchange waiting = poll;
    poll = null;
    return waiting;
  }

  boolean isPolled() {
    return poll != null;
  }

  /** Whether that request is the one that waits. */
  boolean isPolledBy(Exchange exchange) {
    return poll == exchange;
  }

  /** Whether a body is being received. */
  boolean isPosting() {
    return posting;
  }

  void setPosting(boolean receiving) {
    posting = receiving;
  }

  @Override
  public boolean isWritable() {
    return poll != null;
  }

  @Override
  public void send(Chunk chunk) {
    Exchange waiting = take();
    if (waiting == null) {
      throw new IllegalStateException("nobody polls");
    }
    waiting.respond(
        HttpServletResponse.SC_OK,
        TEXT,
        Payload.encode(chunk.packets()).getBytes(StandardCharsets.UTF_8),
        () -> session.sent(this, chunk),
        () -> session.lost(this, chunk, new IOException("a poll was given up")));
  }

  @Override
  public void arrived() {}

  @Override
  public void sendLast(Chunk chunk, Farewell farewell) {
    chunk.add(Packet.of(farewell.packet()));
    send(chunk);
  }

  @Override
  public void close(Farewell farewell) {
    answer(farewell.packet());
  }

  /** Ends the poll, if there is one, with that alone. */
  void answer(PacketType type) {
    Exchange waiting = take();
    if (waiting != null) {
      answer(waiting, Packet.of(type));
    }
  }

  /** Answers a request with one packet about which nobody asks. */
  static void answer(Exchange exchange, Packet packet) {
    exchange.respond(
        HttpServletResponse.SC_OK,
        TEXT,
        Payload.encode(List.of(packet)).getBytes(StandardCharsets.UTF_8),
        () -> {},
        () -> {});
  }
}
