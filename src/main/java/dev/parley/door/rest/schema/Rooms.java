package dev.parley.door.rest.schema;

import dev.parley.door.Members;
import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.IdText;
import dev.parley.door.rest.schema.Texts.Time;
import dev.parley.vocabulary.Emoji;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomType;
import dev.parley.vocabulary.RoomView;
import dev.parley.vocabulary.Slice;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where people and agents talk, and who belongs there. */
public final class Rooms {
  /** Ten years. */
  public static final int MAX_TTL_SECONDS = 10 * 365 * 24 * 60 * 60;

  /** {@link Texts#PRINTABLE}, without what means something in a path. */
  private static final String IN_PATH =
      "^(?!\\.+$)(?!.*[/\\\\%]) *[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}][ \\p{L}\\p{M}\\p{N}\\p{P}\\p{S}]*$";

  /** What JavaScript can count. */
  public static final long MAX_OFFSET = dev.parley.vocabulary.Position.MAX_OFFSET;

  private Rooms() {}

  /** What a room is called by programs. */
  @Schema(
      name = "RoomId",
      type = SchemaType.STRING,
      minLength = 1,
      maxLength = Id.MAX_LENGTH,
      pattern = Texts.PRINTABLE,
      description = "Names a room; whoever makes it may choose the name.",
      examples = "design")
  public static final class RoomId {
    private RoomId() {}
  }

  /** What a room is called in a path. */
  @Schema(
      name = "RoomInPath",
      type = SchemaType.STRING,
      minLength = 1,
      maxLength = Id.MAX_LENGTH,
      pattern = IN_PATH,
      description =
          "Names a room. One with a slash, a backslash or a percent sign cannot be asked for in a"
              + " path: servers do not let them through.",
      examples = "design")
  public static final class RoomInPath {
    private RoomInPath() {}
  }

  /** What something else is called in a path. */
  @Schema(
      name = "IdInPath",
      type = SchemaType.STRING,
      minLength = 1,
      maxLength = Id.MAX_LENGTH,
      pattern = IN_PATH,
      description = "Names something, without a slash, a backslash or a percent sign.",
      examples = "researcher")
  public static final class IdInPath {
    private IdInPath() {}
  }

  /** What one reacts with. */
  @Schema(
      name = "Emoji",
      type = SchemaType.STRING,
      minLength = 1,
      maxLength = Emoji.MAX_LENGTH,
      pattern =
          "^(?!.*[/\\\\%])[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}][\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\u200D]*$",
      description = "What one reacts with: a few printable signs without a blank.",
      examples = "+1")
  public static final class EmojiText {
    private EmojiText() {}
  }

  /** What the hub calls an invitation. */
  @Schema(
      name = "InvitationId",
      type = SchemaType.STRING,
      pattern = "^inv_[1-9][0-9]{0,17}$",
      description = "What the hub calls an invitation.",
      examples = "inv_1769774400123000")
  public static final class InvitationId {
    private InvitationId() {}
  }

  /** A place in a room's feed. */
  @Schema(
      name = "Offset",
      type = SchemaType.INTEGER,
      format = "int64",
      minimum = "0",
      maximum = "" + MAX_OFFSET,
      description = "A place in a room's feed: 1 for its first event; 0 is the place before it.",
      examples = "42")
  public static final class Offset {
    private Offset() {}
  }

  /** A room to be made. */
  @Schema(
      description = "A room to be made; the caller is its owner.",
      examples =
          """
          {"roomType":"team","name":"Design","messageTtl":604800,"members":["researcher"]}\
          """)
  public record NewRoom(
      @Schema(description = "Without one the hub makes one.") @Nullable RoomId roomId,
      @Schema(description = "Who may come in; team where it is missing.")
          @Nullable RoomType roomType,
      @Schema(minLength = 1, maxLength = Id.MAX_LENGTH, pattern = Texts.PRINTABLE)
          @Nullable String name,
      @Schema(
              minimum = "0",
              maximum = "" + MAX_TTL_SECONDS,
              description = "How many seconds messages are kept; 0: as long as the hub does.")
          @Nullable Integer messageTtl,
      @Schema(maxItems = Members.MAX_IDS, description = "Who belongs to it from the beginning.")
          @Nullable List<IdText> members) {}

  /** A room that was made. */
  @Schema(
      description = "The room that was made.",
      examples =
          """
          {"roomId":"design"}\
          """)
  public record MadeRoom(RoomId roomId) {}

  /** What of a room changes. */
  @Schema(
      description = "What changes; what is missing stays.",
      examples =
          """
          {"name":"Design and more","messageTtl":0}\
          """)
  public record RoomChange(
      @Schema(minLength = 1, maxLength = Id.MAX_LENGTH, pattern = Texts.PRINTABLE)
          @Nullable String name,
      @Schema(
              minimum = "0",
              maximum = "" + MAX_TTL_SECONDS,
              description =
                  "How many seconds the messages are kept that are posted from now on; 0: as long"
                      + " as the hub does.")
          @Nullable Integer messageTtl) {}

  /** A room as its reader finds it. */
  @Schema(name = "Room", description = "A room as the caller finds it.")
  public record Room(
      RoomId roomId,
      RoomType roomType,
      String name,
      IdText createdBy,
      Time createdAt,
      @Schema(minimum = "0", maximum = "" + MAX_TTL_SECONDS, description = "Seconds.")
          @Nullable Integer messageTtl,
      @Schema(description = "Since when nobody can write in it.") @Nullable Time archivedAt,
      @Schema(description = "The caller's; null where the caller does not belong to it.")
          @Nullable RoomRole role,
      @Schema(minimum = "0") int memberCount,
      @Schema(
              minimum = "0",
              maximum = "" + RoomView.Overview.MAX_UNREAD,
              description = "How many messages of others the caller has not read, as far as that.")
          int unread,
      @Schema(description = "Up to where the caller has read.") Offset lastRead) {}

  /** A page of rooms. */
  @Schema(description = "The rooms that the caller may read, newest first.")
  public record RoomPage(
      @Schema(maxItems = Slice.MAX_LIMIT) List<Room> rooms,
      @Schema(description = "Where the next page begins; null at the end.")
          @Nullable Cursor nextCursor) {}

  /** Somebody who belongs to a room. */
  @Schema(description = "Somebody who belongs to a room.")
  public record RoomMember(
      IdText userId,
      RoomRole role,
      Time since,
      @Schema(description = "Until when they cannot write.") @Nullable Time mutedUntil) {}

  /** A page of members. */
  @Schema(description = "Those who belong to a room, the newest first.")
  public record MemberPage(
      @Schema(maxItems = Slice.MAX_LIMIT) List<RoomMember> members,
      @Schema(description = "Where the next page begins; null at the end.")
          @Nullable Cursor nextCursor) {}

  /** As what somebody belongs to a room. */
  @Schema(
      description = "As what somebody belongs to a room.",
      examples =
          """
          {"role":"member"}\
          """)
  public record Membership(@Schema(description = "What they may do there.") RoomRole role) {}

  /** How long somebody cannot write. */
  @Schema(
      description = "How long somebody cannot write.",
      examples =
          """
          {"until":"2099-01-01T00:00:00Z"}\
          """)
  public record Mute(
      @Schema(format = "date-time", description = "ISO 8601 with an offset.") String until) {}

  /** How far somebody has come. */
  @Schema(description = "How far somebody has come in the room's feed.")
  public record Receipt(IdText userId, Offset received, Offset read) {}

  /** Up to where. */
  @Schema(
      description = "Up to where.",
      examples =
          """
          {"offset":1}\
          """)
  public record Mark(Offset offset) {}

  /** A room with its members and messages. */
  @Schema(description = "A room with its members and newest messages, as of one place of its feed.")
  public record OneRoom(
      RoomId roomId,
      RoomType roomType,
      String name,
      IdText createdBy,
      Time createdAt,
      @Schema(minimum = "0", maximum = "" + MAX_TTL_SECONDS, description = "Seconds.")
          @Nullable Integer messageTtl,
      @Nullable Time archivedAt,
      @Nullable RoomRole role,
      @Schema(minimum = "0") int memberCount,
      @Schema(minimum = "0", maximum = "" + RoomView.Overview.MAX_UNREAD) int unread,
      Offset lastRead,
      @Schema(
              maxItems = RoomView.OneRoom.MAX_MEMBERS,
              description = "Those who have belonged to it longest.")
          List<RoomMember> members,
      @Schema(maxItems = RoomView.OneRoom.MAX_MEMBERS) List<Receipt> receipts,
      @Schema(maxItems = Slice.MAX_LIMIT, description = "The newest, oldest first.")
          List<Messages.Message> messages,
      Offset offset,
      @Schema(description = "The history that the offset belongs to.") String epoch) {}

  /** Somebody is to be asked. */
  @Schema(
      description = "Who is asked to come in.",
      examples =
          """
          {"userId":"bob","role":"member"}\
          """)
  public record NewInvitation(
      IdText userId,
      @Schema(description = "Their role when they have come in; member where it is missing.")
          @Nullable RoomRole role) {}

  /** Somebody was asked. */
  @Schema(
      description = "Who was asked to come in.",
      examples =
          """
          {"invitationId":"inv_1769774400123000","roomId":"design"}\
          """)
  public record MadeInvitation(InvitationId invitationId, RoomId roomId) {}

  /** What an invitation says of its room. */
  @Schema(description = "The room of an invitation.")
  public record InvitedRoom(
      RoomId roomId,
      RoomType roomType,
      String name,
      IdText createdBy,
      Time createdAt,
      @Schema(minimum = "0", maximum = "" + MAX_TTL_SECONDS) @Nullable Integer messageTtl,
      @Nullable Time archivedAt) {}

  /** An invitation. */
  @Schema(description = "The caller is asked to come in.")
  public record Invitation(
      InvitationId invitationId,
      InvitedRoom room,
      IdText userId,
      RoomRole role,
      IdText invitedBy,
      Time invitedAt) {}

  /** Invitations. */
  @Schema(description = "What the caller has not answered, newest first.")
  public record Invitations(@Schema(maxItems = 500) List<Invitation> invitations) {}

  /** What somebody says to an invitation. */
  @Schema(
      description = "Whether the caller comes in.",
      examples =
          """
          {"accepted":true}\
          """)
  public record InvitationAnswer(boolean accepted) {}
}
