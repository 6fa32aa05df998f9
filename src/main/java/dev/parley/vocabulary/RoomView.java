package dev.parley.vocabulary;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is shown of rooms. */
public sealed interface RoomView extends View {

  /**
   * A room as one of its members finds it.
   *
   * @param role the caller's; null where they do not belong to it
   * @param unread how many messages of others they have not read
   * @param lastRead the offset up to which they have; 0 for none
   */
  record Overview(Room room, @Nullable RoomRole role, int unread, long lastRead) {}

  /** Rooms; null where no part follows. */
  record Rooms(List<Overview> rooms, @Nullable Long next) implements RoomView {
    public Rooms {
      rooms = List.copyOf(rooms);
    }
  }

  /**
   * A message with what others have made of it.
   *
   * @param offset where it stands in the room's feed
   * @param reactions who has reacted, by emoji
   * @param replies how many messages answer it
   */
  record Shown(Message message, long offset, Map<String, Set<String>> reactions, int replies) {
    public Shown {
      reactions = Map.copyOf(reactions);
    }
  }

  /**
   * A room at one position of its feed.
   *
   * @param messages the newest, oldest first
   * @param received how far each member has received and read
   */
  record OneRoom(
      Overview overview,
      List<Member> members,
      List<Receipt> received,
      List<Shown> messages,
      Position position)
      implements RoomView {
    public OneRoom {
      members = List.copyOf(members);
      received = List.copyOf(received);
      messages = List.copyOf(messages);
    }
  }

  /** How far somebody has come in a room's feed. */
  record Receipt(String userId, long received, long read) {}

  /**
   * Messages.
   *
   * @param next gives the part that follows; null where there is none
   */
  record Messages(List<Shown> messages, @Nullable Long next) implements RoomView {
    public Messages {
      messages = List.copyOf(messages);
    }
  }

  /** One message. */
  record OneMessage(Shown message) implements RoomView {}

  /** Somebody is asked to come into a room. */
  record Invitation(
      String invitationId, Room room, RoomRole role, String invitedBy, Instant invitedAt) {}

  /** Invitations that have not been answered. */
  record Invitations(List<Invitation> invitations) implements RoomView {
    public Invitations {
      invitations = List.copyOf(invitations);
    }
  }

  /** What is known of a file; its content is read where it is sent. */
  record File(Attachment attachment) implements RoomView {}
}
