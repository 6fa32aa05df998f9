package dev.parley.rooms;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Somebody's reaction to a message. */
@Entity
@Table(name = "room_reaction")
class ReactionRow {
  @Id
  @Column(name = "reaction_key")
  private String key = "";

  @Column(name = "message_id")
  private String messageId = "";

  @Column(name = "user_id")
  private String userId = "";

  @Column(name = "emoji")
  private String emoji = "";

  @Column(name = "reacted_at")
  private long reactedAt;

  @Column(name = "shown")
  private boolean shown;

  protected ReactionRow() {}

  /** One that is not shown yet. */
  ReactionRow(String messageId, String userId, String emoji) {
    this.key = RowKeys.reaction(messageId, userId, emoji);
    this.messageId = messageId;
    this.userId = userId;
    this.emoji = emoji;
  }

  /** From now on it is there, or is taken back. */
  void show(boolean there, Instant at) {
    shown = there;
    reactedAt = at.toEpochMilli();
  }

  boolean isShown() {
    return shown;
  }

  String key() {
    return key;
  }

  String messageId() {
    return messageId;
  }

  String userId() {
    return userId;
  }

  String emoji() {
    return emoji;
  }
}
