package dev.parley.engineio;

import dev.parley.engineio.Transport.Farewell;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a WebSocket so that the container lets go of it soon, whatever the peer does: one that has
 * stopped reading takes neither the close frame nor sends its answer.
 */
final class SocketCloser {
  private static final Logger LOG = LoggerFactory.getLogger(SocketCloser.class);

  /** How long a peer may take for its part of the closing handshake, and a close frame to leave. */
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Session socket;
  private final Executor blocking;
  private final ScheduledExecutorService timer;
  private final AtomicBoolean closing = new AtomicBoolean();

  /**
   * @param socket just opened; its own idle time-out is switched off, there are heartbeats
   */
  SocketCloser(Session socket, Executor blocking, ScheduledExecutorService timer) {
    this.socket = socket;
    this.blocking = blocking;
    this.timer = timer;
    socket.setMaxIdleTimeout(0);
  }

  /** Closes it; a second call does nothing. */
  void close(Farewell farewell) {
    if (closing.compareAndSet(false, true)) {
      background(() -> sendClose(farewell));
      try {
        var unused =
            timer.schedule(
                (Runnable) () -> background(this::limitSilence),
                CLOSING.toMillis(),
                TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        LOG.atDebug().setCause(e).log("The application stops; the container closes what is left");
      }
    }
  }

  private void sendClose(Farewell farewell) {
    try {
      socket.getAsyncRemote().setSendTimeout(CLOSING.toMillis());
      socket.close(
          new jakarta.websocket.CloseReason(
              CloseCodes.getCloseCode(farewell.code()), farewell.reason()));
    } catch (IOException | RuntimeException e) {
      LOG.atDebug().setCause(e).log("A WebSocket was gone before it was closed");
    }
  }

  private void limitSilence() {
    try {
      socket.setMaxIdleTimeout(CLOSING.toMillis());
    } catch (RuntimeException e) {
      LOG.atDebug().setCause(e).log("A WebSocket was gone by itself");
    }
  }

  private void background(Runnable task) {
    try {
      blocking.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.atDebug().setCause(e).log("The application stops; the container closes what is left");
    }
  }
}
