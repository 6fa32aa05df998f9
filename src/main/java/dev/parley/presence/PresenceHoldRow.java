package dev.parley.presence;

import dev.parley.vocabulary.PresenceStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** What a user has said for all devices. There is none where that is nothing. */
@Entity
@Table(name = "presence_hold")
class PresenceHoldRow {
  @Id
  @Column(name = "user_id")
  private String userId = "";

  @Column(name = "status")
  private String status = "";

  @Column(name = "since")
  private long since;

  protected PresenceHoldRow() {}

  PresenceHoldRow(String userId) {
    this.userId = userId;
  }

  String userId() {
    return userId;
  }

  PresenceStatus status() {
    return PresenceStatus.ofWireName(status).orElseThrow();
  }

  Instant since() {
    return Instant.ofEpochMilli(since);
  }

  /** From then on it is that. */
  void hold(PresenceStatus held, Instant from) {
    status = held.wireName();
    since = from.toEpochMilli();
  }
}
