package dev.parley.vocabulary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that concerns the asking connection alone. */
public sealed interface ConnectionCommand extends Command {

  /**
   * From now on only events that the filter admits.
   *
   * @param names the filter in the client's own words, told back to it
   */
  record Subscribe(Filter filter, List<String> names) implements ConnectionCommand {
    public Subscribe {
      names = List.copyOf(names);
    }
  }

  /** From now on everything. */
  record Unsubscribe() implements ConnectionCommand {}

  /**
   * From now on this topic too, for those who may hear it.
   *
   * @param since the last event that the client has seen; null to begin with the state
   * @param epoch the history that it belongs to, or null for the present one
   */
  record Listen(Topic topic, @Nullable Long since, @Nullable String epoch)
      implements ConnectionCommand {}

  /**
   * The caller comes into a room, see {@link RoomCommand.JoinRoom}, and this connection hears it
   * from now on. {@code Shown} with {@link RoomView.OneRoom}: what is heard begins behind it, or
   * behind {@code since}.
   *
   * @param since the last event of the room that the client has seen, and then no messages are
   *     shown; null for none
   * @param epoch the history that {@code since} belongs to, or null for the present one
   */
  record EnterRoom(RoomCommand.JoinRoom join, @Nullable Long since, @Nullable String epoch)
      implements ConnectionCommand {}

  /** This connection hears a room no more. {@code Done}, also where it did not. */
  record LeaveRoom(String roomId) implements ConnectionCommand {}

  /**
   * The caller says something, see {@link RoomCommand.PostMessage}, and this connection hears the
   * room from there on, if it did not before. {@code Posted}.
   */
  record SpeakInRoom(RoomCommand.PostMessage message) implements ConnectionCommand {}

  /** Is anybody there? */
  record Ping() implements ConnectionCommand {}

  /** I am; the answer to {@link Notice.Heartbeat}. */
  record Pong() implements ConnectionCommand {}

  /** The full state again. */
  record GetState() implements ConnectionCommand {}

  /**
   * From now on how it stands with something that is being made, too: the topic of that content,
   * from behind what the answer shows. Shows {@link ContentView.OneContent}, also where nothing has
   * been told of it.
   */
  record WatchContent(String contentId) implements ConnectionCommand {}

  /** No longer. {@code Done}. */
  record UnwatchContent(String contentId) implements ConnectionCommand {}

  /** A newer credential of the same subject. */
  record Renew(String token) implements ConnectionCommand {
    @Override
    public String toString() {
      return "Renew[token=…]";
    }
  }
}
