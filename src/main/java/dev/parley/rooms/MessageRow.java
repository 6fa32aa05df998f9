package dev.parley.rooms;

import dev.parley.vocabulary.Attachment;
import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomCommand.PostMessage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody said; where it was deleted, only that there was something. */
@Entity
@Table(name = "room_message")
class MessageRow {
  @Id
  @Column(name = "message_id")
  private String messageId = "";

  @Column(name = "stamp")
  private long stamp;

  @Column(name = "room_id")
  private String roomId = "";

  @Column(name = "topic_offset")
  private long offset;

  @Column(name = "epoch")
  private String epoch = "";

  @Column(name = "user_id")
  private String userId = "";

  @Column(name = "user_name")
  private String userName = "";

  @Column(name = "posted_by")
  private String postedBy = "";

  @Column(name = "message_type")
  private String type = "";

  @Column(name = "content")
  private String content = "";

  @Column(name = "attachments")
  private String attachments = "";

  @Column(name = "reply_to")
  private @Nullable String replyTo;

  @Column(name = "client_message_id")
  private @Nullable String clientMessageId;

  @Column(name = "posted_at")
  private long postedAt;

  @Column(name = "sent_at")
  private long sentAt;

  @Column(name = "edited_at")
  private @Nullable Long editedAt;

  @Column(name = "expires_at")
  private long expiresAt;

  @Column(name = "said_at")
  private String saidAt = "";

  @Column(name = "replies")
  private int replies;

  @Column(name = "reactions")
  private int reactions;

  @Column(name = "deleted")
  private boolean deleted;

  protected MessageRow() {}

  /**
   * A new message.
   *
   * @param message what is said
   * @param postedBy the id of who said it, in whose name soever
   */
  MessageRow(long stamp, Message message, PostMessage command, String postedBy, Instant now) {
    this.stamp = stamp;
    this.messageId = message.messageId();
    this.roomId = message.roomId();
    this.userId = message.userId();
    this.userName = message.userName();
    this.postedBy = postedBy;
    this.type = message.type().wireName();
    this.content = message.text();
    this.attachments = lines(message.attachments());
    this.replyTo = message.replyTo();
    this.clientMessageId = command.clientMessageId();
    this.postedAt = now.toEpochMilli();
    this.sentAt = message.sentAt().toEpochMilli();
    this.expiresAt = message.expiresAt().toEpochMilli();
  }

  /** It stands there in the room's feed. */
  void place(Position position) {
    epoch = position.epoch();
    offset = position.offset();
    saidAt = Long.toString(position.offset());
  }

  /** It reads differently from now on. */
  void edit(String text, Instant at) {
    content = text;
    editedAt = at.toEpochMilli();
  }

  /** Its content was said there, too. */
  void saidAgain(Position position) {
    saidAt += "," + position.offset();
  }

  /** From now on there is nothing of it but that there was something. */
  void delete() {
    deleted = true;
    userName = "";
    content = "";
    attachments = "";
    saidAt = "";
  }

  void addReplies(int more) {
    replies = Math.max(0, replies + more);
  }

  void addReactions(int more) {
    reactions = Math.max(0, reactions + more);
  }

  String messageId() {
    return messageId;
  }

  long stamp() {
    return stamp;
  }

  String roomId() {
    return roomId;
  }

  long offset() {
    return offset;
  }

  String userId() {
    return userId;
  }

  String text() {
    return content;
  }

  @Nullable String replyTo() {
    return replyTo;
  }

  int replies() {
    return replies;
  }

  int reactions() {
    return reactions;
  }

  List<Attachment> attachments() {
    return attachments(attachments);
  }

  boolean isDeleted() {
    return deleted;
  }

  boolean isExpired(Instant now) {
    return now.toEpochMilli() >= expiresAt;
  }

  /** Whether that caller said it, in whose name soever. */
  boolean isOf(String callerId) {
    return userId.equals(callerId) || postedBy.equals(callerId);
  }

  /** The key of the sender's own name for it; null where the sender gave none. */
  @Nullable String clientKey() {
    return clientMessageId == null ? null : RowKeys.clientMessage(roomId, userId, clientMessageId);
  }

  /** The offsets at which its content was said. */
  List<Long> saidAt() {
    return saidAt.isEmpty()
        ? List.of()
        : Arrays.stream(saidAt.split(",", -1)).map(Long::valueOf).toList();
  }

  /** What its sender was answered. */
  Reply.Posted answer() {
    return new Reply.Posted(messageId, new Position(epoch, offset), Instant.ofEpochMilli(postedAt));
  }

  /** The message as the hub tells it. */
  Message message() {
    return new Message(
        messageId,
        roomId,
        userId,
        userName,
        content,
        Message.Type.parse(type).orElseThrow(),
        attachments(attachments),
        replyTo,
        Instant.ofEpochMilli(sentAt),
        Instant.ofEpochMilli(expiresAt),
        editedAt == null ? null : Instant.ofEpochMilli(editedAt));
  }

  private static String lines(List<Attachment> attachments) {
    List<String> lines = new ArrayList<>();
    for (Attachment attachment : attachments) {
      lines.add(attachment.attachmentId());
      lines.add(attachment.name());
      lines.add(attachment.mediaType());
      lines.add(Long.toString(attachment.size()));
      lines.add(Boolean.toString(attachment.thumbnail()));
    }
    return String.join("\n", lines);
  }

  private static List<Attachment> attachments(String text) {
    List<Attachment> attachments = new ArrayList<>();
    if (!text.isEmpty()) {
      String[] lines = text.split("\n", -1);
      for (int i = 0; i + 4 < lines.length; i += 5) {
        attachments.add(
            new Attachment(
                lines[i],
                lines[i + 1],
                lines[i + 2],
                Long.parseLong(lines[i + 3]),
                Boolean.parseBoolean(lines[i + 4])));
      }
    }
    return attachments;
  }
}
