package dev.parley.engineio;

import dev.parley.engineio.Transport.Farewell;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of a session from long-polling to a WebSocket: the client asks on the new one whether it
 * works, ends its polls, and says that it moves. All is called under the session's lock.
 */
final class Upgrade {
  /**
   * How long a poll is held that comes in the middle of it: the client may say at once that it has
   * moved, and then that poll was none of a client that waits for its polls.
   */
  private static final Duration HOLD = Duration.ofMillis(50);

  private static final String PROBE = "probe";

  private final PollingTransport polling;
  private final EngineSettings settings;
  private final Consumer<Runnable> locked;
  private final Deadline timeout;
  private final Deadline hold;
  private @Nullable WebSocketTransport probing;
  private boolean probed;

  /**
   * @param locked runs something under the session's lock
   */
  Upgrade(
      PollingTransport polling,
      EngineSettings settings,
      ScheduledExecutorService timer,
      Consumer<Runnable> locked) {
    this.polling = polling;
    this.settings = settings;
    this.locked = locked;
    this.timeout = new Deadline(timer);
    this.hold = new Deadline(timer);
  }

  /** A WebSocket wants to take over; tells whether it is the only one. */
  boolean begin(WebSocketTransport socket) {
    if (probing != null) {
      return false;
    }
    probing = socket;
    timeout.set(settings.upgradeTimeout(), () -> locked.accept(this::end));
    return true;
  }

  /** Whether there is one. */
  boolean isUnderWay() {
    return probing != null;
  }

  /** Whether that transport is the one that wants to take over. */
  boolean isBy(Transport transport) {
    return transport == probing;
  }

  /** A packet came in on it; tells whether the session is to move there. */
  boolean isComplete(Packet packet) {
    WebSocketTransport socket = probing;
    if (socket == null) {
      return false;
    }
    if (packet.is(PacketType.PING, PROBE) && !probed) {
      probed = true;
      SendQueue.Chunk answer = new SendQueue.Chunk();
      answer.add(Packet.of(PacketType.PONG, PROBE));
      socket.send(answer);
      polling.answer(PacketType.NOOP);
      return false;
    }
    if (probed && packet.type() == PacketType.UPGRADE) {
      probing = null;
      forget();
      return true;
    }
    end();
    return false;
  }

  /** Another poll has begun. */
  void polled() {
    if (probed) {
      hold.set(HOLD, () -> locked.accept(this::release));
    }
  }

  private void release() {
    if (probed) {
      polling.answer(PacketType.NOOP);
    }
  }

  /** Gives up; the session stays where it is. */
  void end() {
    WebSocketTransport socket = probing;
    probing = null;
    forget();
    if (socket != null) {
      socket.close(Farewell.of(CloseReason.SERVER));
    }
  }

  private void forget() {
    probed = false;
    timeout.clear();
    hold.clear();
  }
}
