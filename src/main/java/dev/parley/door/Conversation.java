package dev.parley.door;

import dev.parley.delivery.CloseCode;
import dev.parley.delivery.Connection;
import dev.parley.delivery.Dialect;
import dev.parley.delivery.Frame;
import dev.parley.switchboard.Switchboard;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.OperatorCommand;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What a client says over its WebSocket, frame by frame: decoded, carried out, answered. Frames, or
 * the parts of one, are given to it one after another, as the container reads them.
 */
public final class Conversation {
  private final Connection connection;
  private final List<Topic> topics;
  private final Switchboard switchboard;
  private final Gate gate;
  private final FrameBudget budget;
  private final Duration pause;
  private final PartedMessage message;

  /**
   * @param topics what the connection hears
   * @param nanoTime like {@link System#nanoTime()}
   */
  public Conversation(
      Connection connection,
      List<Topic> topics,
      Switchboard switchboard,
      Gate gate,
      WebSocketSettings settings,
      LongSupplier nanoTime) {
    this.connection = connection;
    this.topics = topics;
    this.switchboard = switchboard;
    this.gate = gate;
    this.budget = new FrameBudget(settings, nanoTime);
    this.pause = Duration.ofSeconds(1).dividedBy(settings.framesPerSecond());
    this.message = new PartedMessage(settings.maxFrame());
  }

  /** The connection that this is about. */
  public Connection connection() {
    return connection;
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
      refuse(
          new Refusal(
              Refusal.Code.RATE_LIMITED,
              "Frames come faster than they are served; this one was not looked at.",
              pause,
              List.of(),
              null));
    }
    return false;
  }

  private void handle(String frame) {
    switch (connection.dialect().decode(frame)) {
      case Dialect.Unreadable unreadable -> refuse(unreadable.refusal());
      case Dialect.Request request ->
          switchboard
              .handle(request.command(), connection.caller(), null)
              .thenAccept(reply -> answer(request, reply));
    }
  }

  private void refuse(Refusal refusal) {
    switchboard.refused(refusal.code());
    connection.reply(connection.dialect().encode(refusal));
  }

  private void answer(Dialect.Request request, Reply reply) {
    if (reply instanceof Reply.Done) {
      switch (request.command()) {
        case ConnectionCommand.Subscribe subscribe -> connection.subscribe(subscribe.filter());
        case ConnectionCommand.Unsubscribe unsubscribe ->
            connection.subscribe(dev.parley.vocabulary.Filter.ALL);
        case ConnectionCommand.GetState getState -> connection.sendState();
        case ConnectionCommand.Renew renew -> renew(renew.token());
        case ConnectionCommand.Ping ping -> {}
        case DurableCommand durable -> {}
        case Query query -> {}
        case OperatorCommand operation -> {}
      }
    }
    Frame frame = connection.dialect().encode(request, reply);
    if (frame != null) {
      connection.reply(frame);
    }
  }

  private void renew(String token) {
    try {
      connection.renew(gate.renewed(connection.caller(), token, topics));
      gate.checkAgain(connection);
    } catch (RefusedException e) {
      refuse(e.refusal());
    }
  }
}
