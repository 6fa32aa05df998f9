package dev.parley.door;

import dev.parley.delivery.Connection;
import dev.parley.delivery.Opening;
import dev.parley.switchboard.Switchboard;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.ConnectionCommand.EnterRoom;
import dev.parley.vocabulary.ConnectionCommand.LeaveRoom;
import dev.parley.vocabulary.ConnectionCommand.Listen;
import dev.parley.vocabulary.ConnectionCommand.SpeakInRoom;
import dev.parley.vocabulary.ConnectionCommand.UnwatchContent;
import dev.parley.vocabulary.ConnectionCommand.WatchContent;
import dev.parley.vocabulary.ContentQuery.ShowContent;
import dev.parley.vocabulary.ContentView;
import dev.parley.vocabulary.EphemeralCommand.SetView;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomQuery.ShowRoom;
import dev.parley.vocabulary.RoomView;
import dev.parley.vocabulary.Topic;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What one connection hears besides what it was opened with, above all the rooms into which it
 * looks. To come in is to ask for several things, each of which the switchboard permits; what is
 * heard begins behind what the answer tells.
 */
final class Visits {
  /** How many messages one is shown who comes in. */
  private static final int MESSAGES = 50;

  /** How many rooms one connection may look into. */
  private static final int MAX_ROOMS = 1_000;

  private final Connection connection;
  private final Switchboard switchboard;
  private final Set<String> rooms = ConcurrentHashMap.newKeySet(2);
  private volatile boolean ended;

  Visits(Connection connection, Switchboard switchboard) {
    this.connection = connection;
    this.switchboard = switchboard;
    connection.ended().thenRun(this::end);
  }

  /** Whether a command is carried out here. */
  static boolean isMeant(Command command) {
    return command instanceof EnterRoom
        || command instanceof LeaveRoom
        || command instanceof SpeakInRoom
        || command instanceof WatchContent
        || command instanceof UnwatchContent;
  }

  /** Does what has to be done before it is answered. Like {@link Switchboard#handle}. */
  CompletionStage<Reply> carryOut(Command command) {
    String roomId = entered(command);
    if (roomId != null && rooms.size() >= MAX_ROOMS && !rooms.contains(roomId)) {
      return CompletableFuture.completedStage(
          Reply.refused(
              Refusal.Code.CONFLICT,
              "A connection looks into at most " + MAX_ROOMS + " rooms; leave one."));
    }
    return switch (command) {
      case EnterRoom enter ->
          ask(enter.join())
              .thenCompose(
                  reply ->
                      reply instanceof Reply.Refused
                          ? CompletableFuture.completedStage(reply)
                          : ask(
                              new ShowRoom(
                                  enter.join().roomId(), enter.since() == null ? MESSAGES : 0)));
      case SpeakInRoom speak -> ask(speak.message());
      case WatchContent watch -> ask(new ShowContent(watch.contentId(), false));
      case UnwatchContent unwatch -> {
        connection.unlisten(Topic.ofContent(unwatch.contentId()));
        yield CompletableFuture.completedStage(Reply.done());
      }
      case LeaveRoom leave -> {
        connection.unlisten(Room.topic(leave.roomId()));
        rooms.remove(leave.roomId());
        yield ask(new SetView(leave.roomId(), connection.id(), false));
      }
      default -> throw new IllegalArgumentException("not meant: " + command);
    };
  }

  /** The room that is looked into from then on; null where it is none. */
  private static @Nullable String entered(Command command) {
    return switch (command) {
      case EnterRoom enter -> enter.join().roomId();
      case SpeakInRoom speak -> speak.message().roomId();
      default -> null;
    };
  }

  /** That was answered: others are told who looks in. */
  void answered(Command command, Reply reply) {
    String roomId = reply instanceof Reply.Refused ? null : entered(command);
    if (roomId != null && rooms.add(roomId)) {
      tell(roomId, true);
      if (ended) {
        tell(roomId, false);
      }
    }
  }

  private void end() {
    ended = true;
    rooms.forEach(roomId -> tell(roomId, false));
  }

  private void tell(String roomId, boolean here) {
    var unused = ask(new SetView(roomId, connection.id(), here));
  }

  /**
   * What is heard from an answer on.
   *
   * @param anew also where the topic is heard already
   */
  record Heard(Opening.Subscription from, boolean anew) {}

  /** What is heard behind that answer that was not heard before; null for nothing. */
  static @Nullable Heard heard(Command command, Reply reply) {
    if (command instanceof EnterRoom enter
        && reply instanceof Reply.Shown shown
        && shown.view() instanceof RoomView.OneRoom room) {
      Long since = enter.since();
      return heard(
          Room.topic(enter.join().roomId()),
          since == null ? after(room.position()) : new Opening.Since(enter.epoch(), since),
          true);
    }
    if (command instanceof Listen wanted && reply instanceof Reply.Done) {
      Long since = wanted.since();
      return heard(
          wanted.topic(), since == null ? null : new Opening.Since(wanted.epoch(), since), true);
    }
    if (command instanceof WatchContent watch
        && reply instanceof Reply.Shown shown
        && shown.view() instanceof ContentView.OneContent content) {
      return heard(Topic.ofContent(watch.contentId()), after(content.position()), true);
    }
    if (command instanceof SpeakInRoom speak && reply instanceof Reply.Posted posted) {
      Position said = posted.position();
      return heard(
          Room.topic(speak.message().roomId()),
          new Opening.Since(said.epoch(), said.offset() - 1),
          false);
    }
    return null;
  }

  private static Heard heard(Topic topic, Opening.@Nullable Since from, boolean anew) {
    return new Heard(new Opening.Subscription(topic, from), anew);
  }

  private static Opening.Since after(Position position) {
    return new Opening.Since(position.epoch(), position.offset());
  }

  private CompletionStage<Reply> ask(Command command) {
    return switchboard.handle(command, connection.caller(), null);
  }
}
