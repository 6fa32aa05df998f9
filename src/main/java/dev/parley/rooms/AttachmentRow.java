package dev.parley.rooms;

import dev.parley.vocabulary.Attachment;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.RoomCommand.StoreChunk;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A file of a room, from its first part on. */
@Entity
@Table(name = "room_attachment")
class AttachmentRow {
  @Id
  @Column(name = "attachment_id")
  private String attachmentId = "";

  @Column(name = "room_id")
  private String roomId = "";

  @Column(name = "brought_by")
  private String broughtBy = "";

  @Column(name = "chunks")
  private int chunks;

  @Column(name = "content_size")
  private long size;

  @Column(name = "thumbnail")
  private boolean thumbnail;

  @Column(name = "name")
  private String name = "";

  @Column(name = "media_type")
  private String mediaType = "";

  @Column(name = "digest")
  private @Nullable String digest;

  @Column(name = "message_id")
  private @Nullable String messageId;

  @Column(name = "expires_at")
  private long expiresAt;

  protected AttachmentRow() {}

  /**
   * One without parts.
   *
   * @param broughtBy {@link Caller#qualifiedId()}
   * @param expiresAt until when it waits for a message
   */
  AttachmentRow(String attachmentId, String roomId, String broughtBy, Instant expiresAt) {
    this.attachmentId = attachmentId;
    this.roomId = roomId;
    this.broughtBy = broughtBy;
    this.expiresAt = expiresAt.toEpochMilli();
  }

  /** Has one part more. */
  void grow(int index, int bytes) {
    if (index == StoreChunk.THUMBNAIL) {
      thumbnail = true;
    } else {
      chunks++;
      size += bytes;
    }
  }

  /** All parts are there. */
  void complete(Attachment attachment, String newDigest) {
    name = attachment.name();
    mediaType = attachment.mediaType();
    digest = newDigest;
  }

  /** Stands in a message from now on, and goes with it. */
  void attach(String toMessage, Instant until) {
    messageId = toMessage;
    expiresAt = until.toEpochMilli();
  }

  String attachmentId() {
    return attachmentId;
  }

  String roomId() {
    return roomId;
  }

  int chunks() {
    return chunks;
  }

  long size() {
    return size;
  }

  boolean hasThumbnail() {
    return thumbnail;
  }

  boolean isBroughtBy(Caller caller) {
    return broughtBy.equals(caller.qualifiedId());
  }

  boolean isComplete() {
    return digest != null;
  }

  boolean isAttached() {
    return messageId != null;
  }

  boolean isExpired(Instant now) {
    return now.toEpochMilli() >= expiresAt;
  }

  /** Of its content; empty where it is not complete. */
  String digest() {
    return digest == null ? "" : digest;
  }

  /** The file as the hub tells it. */
  Attachment attachment() {
    return new Attachment(attachmentId, name, mediaType, size, thumbnail);
  }
}
