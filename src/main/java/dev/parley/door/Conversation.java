package dev.parley.door;

import dev.parley.delivery.CloseCode;
import dev.parley.delivery.Connection;
import dev.parley.delivery.Dialect;
import dev.parley.delivery.Frame;
import dev.parley.switchboard.Switchboard;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.EphemeralCommand;
import dev.parley.vocabulary.OperatorCommand;
import dev.parley.vocabulary.PresenceCommand;
import dev.parley.vocabulary.PresenceStatus;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client says over its WebSocket, frame by frame: decoded, carried out, answered. Frames, or
 * the parts of one, are given to it one after another, as the container reads them, and carried out
 * one after another, too: what was asked for first is so when the next is looked at.
 */
public final class Conversation {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  private final Connection connection;
  private final WebSocketTransport transport;
  private final List<Topic> topics;
  private final Switchboard switchboard;
  private final Gate gate;
  private final FrameBudget budget;
  private final Duration pause;
  private final PartedMessage message;
  private final Turns turns;
  private final Visits visits;

  /**
   * @param topics what the connection hears from the beginning, and has to be let hear
   */
  Conversation(
      Connection connection,
      WebSocketTransport transport,
      List<Topic> topics,
      WebSocketDoor.Means means) {
    WebSocketSettings settings = means.settings();
    this.connection = connection;
    this.transport = transport;
    this.topics = topics;
    this.switchboard = means.switchboard();
    this.gate = means.gate();
    this.budget = new FrameBudget(settings, means.nanoTime());
    this.pause = Duration.ofSeconds(1).dividedBy(settings.framesPerSecond());
    this.message = new PartedMessage(settings.maxFrame());
    this.turns = new Turns(settings.frameBurst());
    this.visits = new Visits(connection, switchboard);
  }

  /** The connection that this is about. */
  public Connection connection() {
    return connection;
  }

  /** The session has ended, whoever wanted that. Never throws. */
  void end() {
    connection.transportClosed();
    transport.ended();
  }

  /**
   * A part of a text came in, or all of it. Counted while it is read, because some containers read
   * a message of any length. Never throws.
   *
   * @param last whether the message ends with it
   */
  public void heard(String part, boolean last) {
    connection.heard();
    if (!message.add(part)) {
      connection.close(CloseCode.FRAME_TOO_LARGE);
    } else if (last) {
      String frame = message.take();
      if (isWithinBudget()) {
        handle(frame);
      }
    }
  }

  /** The same of bytes, for which no dialect has a use. Never throws. */
  public void heard(ByteBuffer part, boolean last) {
    connection.heard();
    if (!message.skip(part.remaining())) {
      connection.close(CloseCode.FRAME_TOO_LARGE);
    } else if (last) {
      message.take();
      if (isWithinBudget()) {
        refuse(Refusal.of(Refusal.Code.MALFORMED, "Frames have to be text; this one was binary."));
      }
    }
  }

  private boolean isWithinBudget() {
    if (budget.take()) {
      return true;
    }
    if (budget.isAbused()) {
      connection.close(CloseCode.ABUSE);
    } else {
      refuse(tooFast());
    }
    return false;
  }

  private Refusal tooFast() {
    return new Refusal(
        Refusal.Code.RATE_LIMITED,
        "Frames come faster than they are served; this one was not looked at.",
        pause,
        List.of(),
        null);
  }

  private void handle(String frame) {
    switch (connection.dialect().decode(frame)) {
      case Dialect.Unreadable unreadable -> refuse(unreadable.refusal(), unreadable.requestId());
      case Dialect.Request request -> {
        if (!turns.add(() -> carryOut(request))) {
          refuse(tooFast(), request.requestId());
        }
      }
    }
  }

  private CompletionStage<?> carryOut(Dialect.Request request) {
    Command command = request.command();
    return (Visits.isMeant(command)
            ? visits.carryOut(command)
            : switchboard.handle(command, connection.caller(), null))
        .thenCompose(done -> answer(request, done))
        .exceptionally(
            failure -> {
              LOG.atError().setCause(failure).log("A frame could not be answered");
              connection.close(CloseCode.INTERNAL);
              return null;
            });
  }

  private void refuse(Refusal refusal) {
    refuse(refusal, null);
  }

  private void refuse(Refusal refusal, @Nullable String requestId) {
    switchboard.refused(refusal.code());
    connection.reply(connection.dialect().encode(refusal, requestId));
  }

  private CompletionStage<@Nullable Void> answer(Dialect.Request request, Reply reply) {
    Reply told = reply;
    if (reply instanceof Reply.Done) {
      switch (request.command()) {
        case ConnectionCommand.Subscribe subscribe -> connection.subscribe(subscribe.filter());
        case ConnectionCommand.Unsubscribe unsubscribe ->
            connection.subscribe(dev.parley.vocabulary.Filter.ALL);
        case ConnectionCommand.GetState getState -> connection.sendState();
        case ConnectionCommand.Renew renew -> {
          Refusal refusal = renew(renew.token());
          told = refusal == null ? reply : new Reply.Refused(refusal);
        }
        case ConnectionCommand.Ping ping -> {}
        case ConnectionCommand.Pong pong -> {}
        case ConnectionCommand.Listen listen -> {}
        case ConnectionCommand.EnterRoom enter -> {}
        case ConnectionCommand.LeaveRoom leave -> {}
        case ConnectionCommand.WatchContent watch -> {}
        case ConnectionCommand.UnwatchContent unwatch -> {}
        case ConnectionCommand.SpeakInRoom speak -> {}
        case PresenceCommand.SetPresence set -> present(set.status());
        case DurableCommand durable -> {}
        case EphemeralCommand passing -> {}
        case Query query -> {}
        case OperatorCommand operation -> {}
      }
    }
    Frame frame = connection.dialect().encode(request, told);
    visits.answered(request.command(), told);
    Visits.Heard heard = Visits.heard(request.command(), told);
    if (heard != null) {
      return connection.reply(
          frame,
          heard.from(),
          heard.anew(),
          topic -> switchboard.refusalToListen(connection.caller(), topic) == null);
    }
    if (frame != null) {
      connection.reply(frame);
    }
    return CompletableFuture.completedStage(null);
  }

  /** What holds on all devices is kept by then; the others are this device's own. */
  private void present(PresenceStatus status) {
    if (!status.isHeld()) {
      connection.idle(status == PresenceStatus.AWAY);
    }
  }

  /** Why the newer credential is not taken; null where it is. */
  private @Nullable Refusal renew(String token) {
    try {
      Caller newer = gate.renewed(connection.caller(), token, topics);
      connection.renew(newer);
      connection.unlistenBut(topic -> switchboard.refusalToListen(newer, topic) == null);
      gate.checkAgain(connection);
      return null;
    } catch (RefusedException e) {
      switchboard.refused(e.refusal().code());
      return e.refusal();
    }
  }
}
