package dev.parley.vocabulary;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of a room, and kept: on its topic, where nothing else is said. */
public sealed interface RoomEvent extends DurableEvent {

  /** In which room. */
  String roomId();

  /** There is a room; the first event of its feed. */
  record RoomCreated(Room room) implements RoomEvent {
    @Override
    public String roomId() {
      return room.roomId();
    }
  }

  /** Its name or the life time of its messages has changed, or it was archived. */
  record RoomChanged(Room room, String by) implements RoomEvent {
    @Override
    public String roomId() {
      return room.roomId();
    }
  }

  /** Somebody belongs to the room from now on. */
  record MemberAdded(String roomId, Member member, String by) implements RoomEvent {}

  /** A member has another role, was muted, or may write again. */
  record MemberChanged(String roomId, Member member, String by) implements RoomEvent {}

  /** Somebody no longer belongs to the room. */
  record MemberRemoved(String roomId, String userId, String by) implements RoomEvent {}

  /** Somebody has said something. */
  record MessagePosted(Message message) implements RoomEvent {
    @Override
    public String roomId() {
      return message.roomId();
    }

    @Override
    public int weight() {
      return message.weight();
    }
  }

  /**
   * A message reads differently from now on.
   *
   * @param message as it is now
   * @param by who has changed it
   */
  record MessageEdited(Message message, String by) implements RoomEvent {
    @Override
    public String roomId() {
      return message.roomId();
    }

    @Override
    public int weight() {
      return message.weight();
    }
  }

  /**
   * A message is gone, by its sender, a moderator or time; what was said of it is forgotten.
   *
   * @param by who has deleted it; null where it has expired
   * @param takesBack the offsets at which its content was said
   */
  record MessageDeleted(String roomId, String messageId, @Nullable String by, List<Long> takesBack)
      implements RoomEvent {
    public MessageDeleted {
      takesBack = List.copyOf(takesBack);
    }
  }

  /**
   * Somebody has reacted to a message, or has taken a reaction back.
   *
   * @param emoji 1 to 32 characters
   * @param added false where it was taken back
   */
  record ReactionChanged(
      String roomId, String messageId, String userId, String emoji, boolean added, Instant at)
      implements RoomEvent {}

  /** Somebody is asked to come in. Said on the topic of that user. */
  record InvitationSent(Invitation invitation) implements RoomEvent {
    @Override
    public String roomId() {
      return invitation.room().roomId();
    }
  }
}
