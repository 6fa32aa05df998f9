package dev.parley.door;

import dev.parley.delivery.CloseCode;
import dev.parley.delivery.Connection;
import dev.parley.delivery.Dialect;
import dev.parley.delivery.Hub;
import dev.parley.delivery.Opening;
import dev.parley.delivery.Transport;
import dev.parley.switchboard.Admission;
import dev.parley.switchboard.Switchboard;
import dev.parley.vocabulary.Refusal;
import jakarta.websocket.Session;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes conversations of WebSocket sessions, in whatever protocol. Safe for use by any number of
 * threads.
 *
 * @param protocol what this door has of its own
 */
public record WebSocketDoor(Means means, Protocol protocol) {
  /** The query parameter of clients that take several frames in one message. */
  static final String BATCH = "batch";

  /**
   * What all doors share.
   *
   * @param blocking runs what may wait for the network
   * @param timer runs short tasks later, which never block
   * @param nanoTime like {@link System#nanoTime()}
   */
  public record Means(
      Gate gate,
      Hub hub,
      Switchboard switchboard,
      WebSocketSettings settings,
      Executor blocking,
      ScheduledExecutorService timer,
      LongSupplier nanoTime) {}

  /** What looks at the handshakes of this door. */
  public HandshakeFilter handshakes() {
    return new HandshakeFilter(means.gate(), protocol);
  }

  /**
   * A session has been opened.
   *
   * @return null where the client was told that it cannot stay
   */
  public @Nullable Conversation open(Session session) {
    Entrance entrance = Entrance.of(session);
    session.setMaxTextMessageBufferSize(means.settings().maxFrame());
    session.setMaxBinaryMessageBufferSize(means.settings().maxFrame());
    Parameters query = entrance.query();
    WebSocketTransport transport =
        new WebSocketTransport(session, query.flag(BATCH), means.blocking(), means.timer());
    Refusal refusal = entrance.refusal();
    if (refusal != null) {
      refuse(transport, refusal);
      return null;
    }
    try {
      Admission.Lease place = means.gate().admit(entrance.caller(), entrance.address());
      Dialect dialect = protocol.dialect();
      Opening opening = protocol.opening(entrance.caller(), query);
      Connection connection = means.hub().open(entrance.caller(), dialect, transport, opening);
      connection.ended().thenRun(place::close);
      means.gate().checkAgain(connection);
      return new Conversation(connection, transport, opening.topics(), means);
    } catch (RefusedException e) {
      refuse(transport, e.refusal());
      return null;
    }
  }

  private void refuse(Transport transport, Refusal refusal) {
    means.gate().refused(refusal.code());
    CloseCode code = CloseCode.of(refusal.code());
    transport.write(
        List.of(protocol.farewell(refusal)),
        new Transport.Completion() {
          @Override
          public void done() {
            transport.close(code);
          }

          @Override
          public void failed(Throwable cause) {
            transport.close(code);
          }
        });
  }
}
