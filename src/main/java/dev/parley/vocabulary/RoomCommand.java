package dev.parley.vocabulary;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one can ask of a room. Who may is said by the caller's role and, in the room, by its role as
 * a member. A private room that the caller is not a member of is {@code not_found}.
 */
public sealed interface RoomCommand extends DurableCommand {

  /** In which room. */
  String roomId();

  /**
   * A room is made; the caller is its owner. {@code Created} with its id; a conflict where there is
   * one of that id.
   *
   * @param members ids of those who belong to it from the beginning, beside the owner
   */
  record CreateRoom(
      String roomId,
      RoomType type,
      @Nullable String name,
      @Nullable Duration messageTtl,
      List<String> members)
      implements RoomCommand {
    public CreateRoom {
      members = List.copyOf(members);
    }
  }

  /**
   * Null is unchanged. {@code Done}. For moderators.
   *
   * @param messageTtl of the messages that are posted from now on; zero for as long as the
   *     deployment says
   */
  record ChangeRoom(String roomId, @Nullable String name, @Nullable Duration messageTtl)
      implements RoomCommand {}

  /** Nobody can write any more. {@code Done}, also when it was archived before. For owners. */
  record ArchiveRoom(String roomId) implements RoomCommand {}

  /**
   * The caller comes in: into a team room as a member from the first time on, into others as they
   * belong to it. {@code Done}.
   *
   * @param type of the room where there is none of that id yet and rooms are made by themselves
   */
  record JoinRoom(String roomId, RoomType type) implements RoomCommand {}

  /**
   * Somebody belongs to the room with that role, whether they did before or not. {@code Done}. For
   * moderators; only owners make owners and moderators, or touch them.
   */
  record PutMember(String roomId, String userId, RoomRole role) implements RoomCommand {}

  /** Somebody no longer belongs to it. {@code Done}. For moderators, and for oneself. */
  record RemoveMember(String roomId, String userId) implements RoomCommand {}

  /**
   * A member cannot write until then, also if it leaves and comes back. {@code Done}. For
   * moderators.
   *
   * @param until null: may write again
   */
  record MuteMember(String roomId, String userId, @Nullable Instant until) implements RoomCommand {}

  /**
   * Somebody is asked to come in. {@code Created} with the invitation's id; they are told on their
   * topic. For moderators.
   */
  record Invite(String roomId, String userId, RoomRole role) implements RoomCommand {}

  /** The caller takes an invitation, or turns it down. {@code Done}. */
  record AnswerInvitation(String roomId, String invitationId, boolean accepted)
      implements RoomCommand {}

  /**
   * Somebody says something. {@code Posted} with the message's id. Makes the room where there is
   * none and rooms are made by themselves; in a team room makes the sender a member.
   *
   * @param messageId chosen by the sender, and then a repeated one gives the first answer; null for
   *     one of the hub's
   * @param clientMessageId the sender's own name for it: a repeated one of the same sender in the
   *     same room gives the first answer; or null
   * @param sender in whose name, and then the sender's membership counts; null for the caller's own
   * @param sentAt null for now, and never later than now
   * @param attachmentIds of files of this room that the caller has brought
   * @param newRoomType the type of a room that is made by this
   */
  record PostMessage(
      String roomId,
      String text,
      Message.Type type,
      List<String> attachmentIds,
      @Nullable String replyTo,
      @Nullable String messageId,
      @Nullable String clientMessageId,
      @Nullable String sender,
      @Nullable Instant sentAt,
      RoomType newRoomType)
      implements RoomCommand {
    public PostMessage {
      attachmentIds = List.copyOf(attachmentIds);
    }

    @Override
    public int weight() {
      return 768 + text.length() + 64 * attachmentIds.size();
    }
  }

  /** A message reads differently from now on. {@code Posted}. For its sender. */
  record EditMessage(String roomId, String messageId, String text) implements RoomCommand {
    @Override
    public int weight() {
      return 512 + text.length();
    }
  }

  /** A message goes. {@code Done}, also when it was gone. For its sender and for moderators. */
  record DeleteMessage(String roomId, String messageId) implements RoomCommand {}

  /**
   * The caller reacts to a message, or takes a reaction back. {@code Done}, also when it is so
   * already.
   */
  record React(String roomId, String messageId, String emoji, boolean added)
      implements RoomCommand {}

  /**
   * The caller has received, or read, everything up to that offset; smaller ones than before change
   * nothing. {@code Done}.
   */
  record MarkReceived(String roomId, long offset, boolean read) implements RoomCommand {}

  /**
   * A part of a file that is being brought to a room. The first one begins it, the others follow in
   * order; until {@link AddAttachment} the file is nowhere to be seen. {@code Done}.
   *
   * @param attachmentId chosen by the door, so that nobody can guess it
   * @param index 0 for the first part; {@link #THUMBNAIL} for the small picture of it, after the
   *     first part
   * @param content 1 to {@value #MAX_BYTES} bytes
   */
  record StoreChunk(String roomId, String attachmentId, int index, ByteBuffer content)
      implements RoomCommand {
    /** How many bytes a part has, the last one apart. */
    public static final int MAX_BYTES = 256 * 1024;

    /** The index of the small picture. */
    public static final int THUMBNAIL = -1;

    public StoreChunk {
      content = content.asReadOnlyBuffer();
    }

    @Override
    public int weight() {
      return 512 + content.remaining();
    }
  }

  /**
   * All parts of a file are there: from now on its bringer may say something with it. {@code
   * Created} with its id.
   *
   * @param digest of the content, in hexadecimal
   */
  record AddAttachment(String roomId, Attachment attachment, String digest)
      implements RoomCommand {}

  /** A file that nobody needs any more before it stood in a message. {@code Done}. */
  record DropAttachment(String roomId, String attachmentId) implements RoomCommand {}

  /** The time of these is over. The hub's own; {@code Done}. */
  record ExpireMessages(String roomId, List<String> messageIds) implements RoomCommand {
    public ExpireMessages {
      messageIds = List.copyOf(messageIds);
    }
  }
}
