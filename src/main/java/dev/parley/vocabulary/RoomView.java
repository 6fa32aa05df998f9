package dev.parley.vocabulary;

import java.nio.ByteBuffer;
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
   * @param members how many belong to it
   * @param unread how many messages of others they have not read; at most {@value #MAX_UNREAD} is
   *     counted
   * @param lastRead the offset up to which they have; 0 for none
   */
  record Overview(Room room, @Nullable RoomRole role, int members, int unread, long lastRead) {
    /** How far unread messages are counted. */
    public static final int MAX_UNREAD = 1_000;
  }

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
   * @param members those who have belonged to it longest, at most {@value #MAX_MEMBERS}
   * @param received how far each of these has received and read
   * @param messages the newest, oldest first
   */
  record OneRoom(
      Overview overview,
      List<Member> members,
      List<Receipt> received,
      List<Shown> messages,
      Position position)
      implements RoomView {
    /** How many members are shown with a room. */
    public static final int MAX_MEMBERS = 500;

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

  /**
   * Members, the newest first.
   *
   * @param next gives the part that follows; null where there is none
   */
  record Members(List<Member> members, @Nullable Long next) implements RoomView {
    public Members {
      members = List.copyOf(members);
    }
  }

  /** One message. */
  record OneMessage(Shown shown) implements RoomView {}

  /** Invitations that have not been answered. */
  record Invitations(List<Invitation> invitations) implements RoomView {
    public Invitations {
      invitations = List.copyOf(invitations);
    }
  }

  /**
   * A file of a room.
   *
   * @param digest of its content, in hexadecimal
   */
  record OneAttachment(Attachment attachment, String digest) implements RoomView {}

  /** A part of a file. */
  record Chunk(ByteBuffer content) implements RoomView {
    public Chunk {
      content = content.asReadOnlyBuffer();
    }
  }
}
