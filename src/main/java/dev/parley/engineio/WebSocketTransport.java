package dev.parley.engineio;

import dev.parley.engineio.SendQueue.Chunk;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A WebSocket: each packet is a message, and one is in flight at a time. */
final class WebSocketTransport implements Transport {
  private final Session session;
  private final RemoteEndpoint.Async remote;
  private final SocketCloser closer;
  private boolean sending;
  private boolean closed;

  WebSocketTransport(Session session, jakarta.websocket.Session socket, SocketCloser closer) {
    this.session = session;
    this.remote = socket.getAsyncRemote();
    this.closer = closer;
  }

  @Override
  public boolean isWritable() {
    return !sending && !closed;
  }

  @Override
  public void send(Chunk chunk) {
    sending = true;
    new Sending(chunk, null).next();
  }

  @Override
  public void sendLast(Chunk chunk, Farewell farewell) {
    closed = true;
    new Sending(chunk, farewell).next();
  }

  @Override
  public void close(Farewell farewell) {
    closed = true;
    closer.close(farewell);
  }

  @Override
  public void arrived() {
    sending = false;
  }

  /** With an array of exactly that: Liberty takes what is behind a buffer. */
  private static ByteBuffer plain(ByteBuffer buffer) {
    if (buffer.hasArray()
        && buffer.arrayOffset() == 0
        && buffer.remaining() == buffer.array().length) {
      return buffer.duplicate();
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return ByteBuffer.wrap(copy);
  }

  /**
   * The packets of a chunk one after another, each sent when the one before was accepted. A loop
   * and not a recursion: a container may complete a send before it returns, thousands of times in a
   * row.
   */
  private final class Sending implements SendHandler {
    private final Chunk chunk;
    private final List<Packet> packets;
    private final @Nullable Farewell farewell;
    private final AtomicInteger results = new AtomicInteger();
    private int sent;

    Sending(Chunk chunk, @Nullable Farewell farewell) {
      this.chunk = chunk;
      this.packets = List.copyOf(chunk.packets());
      this.farewell = farewell;
    }

    @Override
    public void onResult(SendResult result) {
      if (result.isOK()) {
        next();
      } else {
        fail(
            Objects.requireNonNullElseGet(
                result.getException(), () -> new IOException("a send failed")));
      }
    }

    /** Whoever raises the count from zero sends; the others only leave word that they were here. */
    void next() {
      if (results.getAndIncrement() > 0) {
        return;
      }
      do {
        if (sent == packets.size()) {
          if (farewell != null) {
            closer.close(farewell);
          }
          session.sent(WebSocketTransport.this, chunk);
          return;
        }
        try {
          send(packets.get(sent++));
        } catch (RuntimeException e) {
          fail(e);
          return;
        }
      } while (results.decrementAndGet() > 0);
    }

    private void send(Packet packet) {
      switch (packet.content()) {
        case Message.Text text -> remote.sendText(packet.type().digit() + text.text(), this);
        case Message.Binary binary -> remote.sendBinary(plain(binary.bytes()), this);
      }
    }

    private void fail(Throwable cause) {
      if (farewell != null) {
        closer.close(farewell);
      }
      session.lost(WebSocketTransport.this, chunk, cause);
    }
  }
}
