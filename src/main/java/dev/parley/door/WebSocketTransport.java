package dev.parley.door;

import dev.parley.delivery.CloseCode;
import dev.parley.delivery.Frame;
import dev.parley.delivery.Transport;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket session as the hub writes to it, by the standard API alone: one message in flight at
 * a time, because some containers fail on a second.
 */
public final class WebSocketTransport implements Transport {
  private static final Logger LOG = LoggerFactory.getLogger(WebSocketTransport.class);

  /** How long a peer may take for its part of the closing handshake, and a close frame to leave. */
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Session session;
  private final RemoteEndpoint.Async remote;
  private final boolean arrays;
  private final Executor blocking;
  private final AtomicBoolean closing = new AtomicBoolean();

  /**
   * @param session just opened; its own idle time-out is switched off, the hub has heartbeats
   * @param arrays whether the client takes several frames in one message, as a JSON array
   * @param blocking runs what may wait for the network
   */
  public WebSocketTransport(Session session, boolean arrays, Executor blocking) {
    this.session = session;
    this.remote = session.getAsyncRemote();
    this.arrays = arrays;
    this.blocking = blocking;
    session.setMaxIdleTimeout(0);
  }

  @Override
  public void write(List<Frame> frames, Completion completion) {
    if (arrays && frames.size() > 1) {
      String array = frames.stream().map(Frame::text).collect(Collectors.joining(",", "[", "]"));
      new Sending(List.of(Frame.of(array, "")), completion).next();
    } else {
      new Sending(frames, completion).next();
    }
  }

  @Override
  public void ping() {
    background(
        () -> {
          try {
            remote.sendPing(ByteBuffer.allocate(0));
          } catch (IOException | RuntimeException e) {
            LOG.atDebug().setCause(e).log("A ping could not be sent");
          }
        });
  }

  /**
   * Before the close frame both time-outs become short: a peer that has stopped reading takes
   * neither the frame nor the wait for its answer, and only a time-out makes the container let go
   * of it.
   */
  @Override
  public void close(CloseCode code) {
    if (closing.compareAndSet(false, true)) {
      background(
          () -> {
            try {
              remote.setSendTimeout(CLOSING.toMillis());
              session.setMaxIdleTimeout(CLOSING.toMillis());
              session.close(
                  new CloseReason(
                      CloseReason.CloseCodes.getCloseCode(code.number()), code.reason()));
            } catch (IOException | RuntimeException e) {
              LOG.atDebug().setCause(e).log("A connection was gone before it was closed");
            }
          });
    }
  }

  private void background(Runnable task) {
    try {
      blocking.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.atDebug().setCause(e).log("The hub stops; the container closes what is left");
    }
  }

  /**
   * One write: its frames one after another, each sent when the one before was accepted. A loop and
   * not a recursion: a container may complete a send before it returns, thousands of times in a
   * row.
   */
  private final class Sending implements SendHandler {
    private final List<Frame> frames;
    private final Completion completion;
    private final AtomicInteger results = new AtomicInteger();
    private int sent;

    Sending(List<Frame> frames, Completion completion) {
      this.frames = frames;
      this.completion = completion;
    }

    @Override
    public void onResult(SendResult result) {
      if (!result.isOK()) {
        completion.failed(
            Objects.requireNonNullElseGet(
                result.getException(), () -> new IOException("a send failed")));
        return;
      }
      next();
    }

    /** Whoever raises the count from zero sends; the others only leave word that they were here. */
    void next() {
      if (results.getAndIncrement() > 0) {
        return;
      }
      do {
        if (sent == frames.size()) {
          completion.done();
          return;
        }
        if (sent > 0) {
          completion.progressed();
        }
        try {
          remote.sendText(frames.get(sent++).text(), this);
        } catch (RuntimeException e) {
          completion.failed(e);
          return;
        }
      } while (results.decrementAndGet() > 0);
    }
  }
}
