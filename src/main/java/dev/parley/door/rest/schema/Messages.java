package dev.parley.door.rest.schema;

import dev.parley.door.rest.schema.Attachments.AttachmentId;
import dev.parley.door.rest.schema.Rooms.Offset;
import dev.parley.door.rest.schema.Rooms.RoomId;
import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.IdText;
import dev.parley.door.rest.schema.Texts.Time;
import dev.parley.vocabulary.Slice;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is said in rooms. */
public final class Messages {
  /** Characters of a message. */
  public static final int MAX_TEXT = dev.parley.vocabulary.Message.MAX_TEXT;

  /** Files with a message. */
  public static final int MAX_ATTACHMENTS = dev.parley.vocabulary.Message.MAX_ATTACHMENTS;

  /** Characters of a question to the search. */
  public static final int MAX_SEARCH = 500;

  private Messages() {}

  /** What a message is called by programs. */
  @Schema(
      name = "MessageId",
      type = SchemaType.STRING,
      minLength = 1,
      maxLength = 128,
      pattern = Texts.PRINTABLE,
      description = "Names a message; its sender may have chosen it.",
      examples = "msg_1769774400123000")
  public static final class MessageId {
    private MessageId() {}
  }

  /** What is looked for. */
  @Schema(
      name = "SearchText",
      type = SchemaType.STRING,
      minLength = 1,
      maxLength = MAX_SEARCH,
      pattern = Texts.NOT_BLANK,
      description = "Words that all have to occur, the last one also as the beginning of a word.",
      examples = "second draft")
  public static final class SearchText {
    private SearchText() {}
  }

  /** Something to be said in a room. */
  @Schema(
      description = "What is to be said.",
      examples =
          """
          {"message":"Use the second draft.","messageType":"text"}\
          """)
  public record NewMessage(
      @Schema(
              minLength = 1,
              maxLength = MAX_TEXT,
              pattern = Texts.NOT_BLANK,
              description = "May be missing where there are attachments.")
          @Nullable String message,
      @Schema(description = "What it mostly is; text where it is missing.")
          dev.parley.vocabulary.Message.@Nullable Type messageType,
      @Schema(
              maxItems = MAX_ATTACHMENTS,
              description = "Ids of files that the caller has brought to this room.")
          @Nullable List<IdText> attachments,
      @Schema(description = "The message that it answers.") @Nullable MessageId replyTo,
      @Schema(
              description =
                  "The sender's own name for it: a repeated one of the same sender and room gives"
                      + " the first answer.")
          @Nullable IdText clientMessageId,
      @Schema(
              description =
                  "Chosen by the sender and unique in the hub, and then also as clientMessageId;"
                      + " else the hub makes one.")
          @Nullable MessageId messageId,
      @Schema(description = "In whose name; another than the caller needs the role agent.")
          @Nullable IdText sender,
      @Schema(
              format = "date-time",
              description = "When it was said, ISO 8601 with an offset; now where it is missing.")
          @Nullable String timestamp) {}

  /** Something to be said in a conversation. */
  @Schema(
      description = "What is to be said.",
      examples =
          """
          {"content":"Use the second draft.","sender":"researcher"}\
          """)
  public record NewChatMessage(
      @Schema(minLength = 1, maxLength = MAX_TEXT, pattern = Texts.NOT_BLANK) String content,
      @Schema(description = "In whose name; another than the caller needs the role agent.")
          @Nullable IdText sender,
      @Schema(description = "Chosen by the sender and unique in the hub.")
          @Nullable MessageId messageId,
      @Schema(
              format = "date-time",
              description = "When it was said, ISO 8601 with an offset; now where it is missing.")
          @Nullable String timestamp,
      @Schema(description = "The sender's own name for it.") @Nullable IdText clientMessageId) {}

  /** Something was said. */
  @Schema(
      description = "What was said, and where it stands in the room's feed.",
      examples =
          """
          {"roomId":"design","messageId":"msg_1769774400123000","offset":42,
           "epoch":"5f0c3a9be1d24c77","timestamp":"2026-01-30T12:00:00.123Z"}\
          """)
  public record PostedMessage(
      RoomId roomId,
      MessageId messageId,
      Offset offset,
      @Schema(description = "The history that the offset belongs to.") String epoch,
      Time timestamp) {}

  /** A message is to read differently. */
  @Schema(
      description = "How the message reads from now on.",
      examples =
          """
          {"message":"Use the third draft."}\
          """)
  public record MessageChange(
      @Schema(minLength = 1, maxLength = MAX_TEXT, pattern = Texts.NOT_BLANK) String message) {}

  /** A file with a message. */
  @Schema(name = "Attachment", description = "A file that belongs to a room.")
  public record AttachmentInfo(
      AttachmentId attachmentId,
      String name,
      @Schema(description = "As found by looking at the content.") String mediaType,
      @Schema(minimum = "0", description = "In bytes.") long size,
      @Schema(description = "Where it is fetched.") String url,
      @Schema(description = "Where a small picture of it is fetched; null where there is none.")
          @Nullable String thumbnailUrl) {}

  /** A message. */
  @Schema(description = "What somebody said, with what others have made of it.")
  public record Message(
      MessageId messageId,
      RoomId roomId,
      IdText userId,
      String userName,
      String message,
      dev.parley.vocabulary.Message.Type messageType,
      List<AttachmentInfo> attachments,
      @Nullable MessageId replyTo,
      Time timestamp,
      Offset offset,
      @Schema(description = "When it will be gone from everywhere.") Time expiresAt,
      @Nullable Time editedAt,
      @Schema(description = "Ids of those who have reacted, by emoji.")
          Map<String, List<String>> reactions,
      @Schema(minimum = "0", description = "How many messages answer it.") int replies) {}

  /** A page of messages. */
  @Schema(description = "Messages, newest first.")
  public record MessagePage(
      @Schema(maxItems = Slice.MAX_LIMIT) List<Message> messages,
      @Schema(
              description =
                  "Where the next page begins; null at the end. What a search finds may be a short"
                      + " page although another follows.")
          @Nullable Cursor nextCursor) {}
}
