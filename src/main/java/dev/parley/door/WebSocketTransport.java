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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

  /** In UTF-8; a pair of surrogates has four for two. */
  private static final int MOST_BYTES_OF_A_CHAR = 3;

  private final Session session;
  private final RemoteEndpoint.Async remote;
  private final boolean arrays;
  private final Executor blocking;
  private final ScheduledExecutorService timer;

  /** Null, {@link Ping#UNDER_WAY}, or the write that waits for the ping to be gone. */
  private final AtomicReference<@Nullable Runnable> turn = new AtomicReference<>();

  private final AtomicBoolean closing = new AtomicBoolean();

  /**
   * @param session just opened; its own idle time-out is switched off, the hub has heartbeats
   * @param arrays whether the client takes several frames in one message, as a JSON array
   * @param blocking runs what may wait for the network
   * @param timer runs short tasks later, which never block
   */
  public WebSocketTransport(
      Session session, boolean arrays, Executor blocking, ScheduledExecutorService timer) {
    this.session = session;
    this.remote = session.getAsyncRemote();
    this.arrays = arrays;
    this.blocking = blocking;
    this.timer = timer;
    session.setMaxIdleTimeout(0);
  }

  @Override
  public void write(List<Frame> frames, Completion completion) {
    start(new Sending(arrays ? gathered(frames) : frames, completion));
  }

  /** As few messages as may be; a list that would be too large for one is told in several. */
  private static List<Frame> gathered(List<Frame> frames) {
    List<Frame> messages = new ArrayList<>();
    int first = 0;
    long size = 0;
    for (int i = 0; i < frames.size(); i++) {
      long bytes = frames.get(i).text().length() * (long) MOST_BYTES_OF_A_CHAR + 1;
      if (i > first && size + bytes >= Frame.MAX_BYTES) {
        messages.add(array(frames.subList(first, i)));
        first = i;
        size = 0;
      }
      size += bytes;
    }
    messages.add(array(frames.subList(first, frames.size())));
    return messages;
  }

  private static Frame array(List<Frame> frames) {
    return frames.size() == 1
        ? frames.getFirst()
        : Frame.of(frames.stream().map(Frame::text).collect(Collectors.joining(",", "[", "]")), "");
  }

  private void start(Sending sending) {
    if (turn.get() == null || !turn.compareAndSet(Ping.UNDER_WAY, sending::next)) {
      sending.next();
    }
  }

  /** Waits for the network, so it is sent elsewhere; a write that comes meanwhile follows it. */
  @Override
  public void ping() {
    if (turn.compareAndSet(null, Ping.UNDER_WAY) && !background(this::sendPing)) {
      pinged();
    }
  }

  private void sendPing() {
    try {
      remote.sendPing(ByteBuffer.allocate(0));
    } catch (IOException | RuntimeException e) {
      LOG.atDebug().setCause(e).log("A ping could not be sent");
    } finally {
      pinged();
    }
  }

  private void pinged() {
    Runnable waiting = turn.getAndSet(null);
    if (waiting != null) {
      waiting.run();
    }
  }

  /**
   * A peer that has stopped reading takes neither the close frame nor sends its answer: only a
   * time-out makes the container let go of it. The one for sending is set before the frame is sent.
   * The one for silence counts from when there was silence first, so it is not set before a peer
   * that reads again has had its time to find the close frame.
   */
  @Override
  public void close(CloseCode code) {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    if (code == CloseCode.GOING_AWAY) {
      // Whatever comes later does not come any more.
      background(
          () -> {
            sendClose(code);
            limitSilence();
          });
    } else {
      background(() -> sendClose(code));
      limitSilenceLater();
    }
  }

  /** The container says that the session has ended; it may still wait for its peer's word. */
  void ended() {
    if (closing.compareAndSet(false, true)) {
      limitSilenceLater();
    }
  }

  private void limitSilenceLater() {
    later(
        () -> {
          limitSilence();
          later(this::abort);
        });
  }

  private void later(Runnable task) {
    try {
      var unused =
          timer.schedule(
              (Runnable) () -> background(task), CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.atDebug().setCause(e).log("The hub stops; the container closes what is left");
    }
  }

  private void sendClose(CloseCode code) {
    try {
      remote.setSendTimeout(CLOSING.toMillis());
      session.close(
          new CloseReason(CloseReason.CloseCodes.getCloseCode(code.number()), code.reason()));
    } catch (IOException | RuntimeException e) {
      LOG.atDebug().setCause(e).log("A connection was gone before it was closed");
    }
  }

  private void limitSilence() {
    try {
      session.setMaxIdleTimeout(CLOSING.toMillis());
    } catch (RuntimeException e) {
      LOG.atDebug().setCause(e).log("A connection was gone by itself");
    }
  }

  /**
   * The standard has no word for it. Undertow (WildFly) has, and needs it: the time-out for silence
   * does not run there while nothing is read, which is so when it has refused a message.
   */
  private void abort() {
    try {
      if (session.isOpen()) {
        session.getClass().getMethod("forceClose").invoke(session);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.atTrace().setCause(e).log("A connection is left to its time-out");
    }
  }

  private boolean background(Runnable task) {
    try {
      blocking.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      LOG.atDebug().setCause(e).log("The hub stops; the container closes what is left");
      return false;
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

  /** A ping that is being sent while no write waits for its end. */
  private enum Ping implements Runnable {
    UNDER_WAY;

    @Override
    public void run() {}
  }
}
