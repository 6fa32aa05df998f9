package dev.parley.rooms;

import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Reply;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A sender's own name of a message. */
@Entity
@Table(name = "room_client_message")
class ClientMessageRow {
  @Id
  @Column(name = "client_key")
  private String key = "";

  @Column(name = "message_id")
  private String messageId = "";

  @Column(name = "epoch")
  private String epoch = "";

  @Column(name = "topic_offset")
  private long offset;

  @Column(name = "posted_at")
  private long postedAt;

  protected ClientMessageRow() {}

  ClientMessageRow(String key, Reply.Posted answer) {
    this.key = key;
    this.messageId = answer.id();
    this.epoch = answer.position().epoch();
    this.offset = answer.position().offset();
    this.postedAt = answer.time().toEpochMilli();
  }

  /** What the sender was answered. */
  Reply.Posted answer() {
    return new Reply.Posted(messageId, new Position(epoch, offset), Instant.ofEpochMilli(postedAt));
  }
}
