package dev.parley.door.collaboration;

import dev.parley.delivery.CloseCode;
import dev.parley.delivery.Connection;
import dev.parley.delivery.Dialect;
import dev.parley.delivery.Hub;
import dev.parley.delivery.Opening;
import dev.parley.delivery.Transport;
import dev.parley.door.Conversation;
import dev.parley.door.Entrance;
import dev.parley.door.Gate;
import dev.parley.door.Parameters;
import dev.parley.door.RefusedException;
import dev.parley.door.WebSocketSettings;
import dev.parley.door.WebSocketTransport;
import dev.parley.switchboard.Admission;
import dev.parley.switchboard.Switchboard;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Topic;
import jakarta.websocket.Session;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes conversations of WebSocket sessions. Safe for use by any number of threads.
 *
 * @param dialect what is spoken
 * @param blocking runs what may wait for the network
 * @param timer runs short tasks later, which never block
 * @param nanoTime like {@link System#nanoTime()}
 */
public record CollaborationDoor(
    Gate gate,
    Hub hub,
    Switchboard switchboard,
    Dialect dialect,
    WebSocketSettings settings,
    Executor blocking,
    ScheduledExecutorService timer,
    LongSupplier nanoTime) {
  /** Where the endpoint is. */
  public static final String PATH = "/api/v1/collaboration/ws";

  /** Takes the parameters that a handshake may have, so that their faults are noted. */
  public static void check(Parameters query) {
    query.id("client_id");
    query.flag("batch");
    opening(query);
  }

  /**
   * A session has been opened.
   *
   * @return null where the client was told that it cannot stay
   */
  public @Nullable Conversation open(Session session) {
    Entrance entrance = Entrance.of(session);
    session.setMaxTextMessageBufferSize(settings.maxFrame());
    session.setMaxBinaryMessageBufferSize(settings.maxFrame());
    Parameters query = entrance.query();
    Transport transport = new WebSocketTransport(session, query.flag("batch"), blocking, timer);
    Refusal refusal = entrance.refusal();
    if (refusal != null) {
      refuse(transport, refusal);
      return null;
    }
    try {
      Admission.Lease place = gate.admit(entrance.caller(), entrance.address());
      Connection connection = hub.open(entrance.caller(), dialect, transport, opening(query));
      connection.ended().thenRun(place::close);
      gate.checkAgain(connection);
      return new Conversation(
          connection, List.of(Topic.COLLABORATION), switchboard, gate, settings, nanoTime);
    } catch (RefusedException e) {
      refuse(transport, e.refusal());
      return null;
    }
  }

  private static Opening opening(Parameters query) {
    String clientType = query.optionalId("client_type");
    String epoch = query.optionalId("epoch");
    String deltas = query.optionalWord("status", List.of("delta"), word -> word);
    long since = query.number("since", 0, Long.MAX_VALUE, -1);
    return new Opening(
        List.of(
            new Opening.Subscription(
                Topic.COLLABORATION, since < 0 ? null : new Opening.Since(epoch, since))),
        Filter.ALL,
        clientType == null ? "general" : clientType,
        null,
        deltas != null);
  }

  private void refuse(Transport transport, Refusal refusal) {
    gate.refused(refusal.code());
    CloseCode code = CloseCode.of(refusal.code());
    transport.write(
        List.of(dialect.encode(refusal)),
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
