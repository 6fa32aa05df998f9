package dev.parley.door;

import dev.parley.delivery.CloseCode;
import dev.parley.delivery.Connection;
import dev.parley.delivery.Dialect;
import dev.parley.delivery.Frame;
import dev.parley.switchboard.Switchboard;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What a client says over its WebSocket, frame by frame: decoded, carried out, answered. Frames are
 * given to it one after another, as the container reads them; it keeps none.
 */
public final class Conversation {
  /** Bytes that a char of a text becomes at most. */
  private static final int MAX_UTF8_BYTES = 3;

  private final Connection connection;
  private final List<Topic> topics;
  private final Switchboard switchboard;
  private final Gate gate;
  private final FrameBudget budget;
  private final Duration pause;
  private final int maxFrame;

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
    this.maxFrame = settings.maxFrame();
  }

  /** The connection that this is about. */
  public Connection connection() {
    return connection;
  }

  /** A frame came in. Never throws. */
  public void heard(String frame) {
    connection.heard();
    if (isTooLarge(frame)) {
      connection.close(CloseCode.FRAME_TOO_LARGE);
      return;
    }
    if (!budget.take()) {
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
      return;
    }
    switch (connection.dialect().decode(frame)) {
      case Dialect.Unreadable unreadable -> refuse(unreadable.refusal());
      case Dialect.Request request ->
          switchboard
              .handle(request.command(), connection.caller(), null)
              .thenAccept(reply -> answer(request, reply));
    }
  }

  /** Most containers have refused it before; Undertow does not always. */
  private boolean isTooLarge(String frame) {
    return frame.length() > maxFrame
        || (frame.length() > maxFrame / MAX_UTF8_BYTES
            && frame.getBytes(StandardCharsets.UTF_8).length > maxFrame);
  }

  /** Something came in that is no frame of any dialect. */
  public void refuse(Refusal refusal) {
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
