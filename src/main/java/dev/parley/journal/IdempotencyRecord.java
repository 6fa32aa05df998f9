package dev.parley.journal;

import dev.parley.vocabulary.Reply;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer that was given to a request with an idempotency key. Only work that was done is kept.
 */
@Entity
@Table(name = "idempotency")
class IdempotencyRecord {
  @Id
  @Column(name = "request_key")
  private String key = "";

  @Column(name = "fingerprint")
  private String fingerprint = "";

  @Column(name = "created_id")
  private @Nullable String createdId;

  @Column(name = "answered_at")
  private long answeredAt;

  protected IdempotencyRecord() {}

  IdempotencyRecord(String key) {
    this.key = key;
  }

  /** Keeps the answer, in place of one that is too old to count. */
  void keep(Idempotency request, Reply reply, Instant now) {
    fingerprint = request.fingerprint();
    createdId = reply instanceof Reply.Created created ? created.id() : null;
    answeredAt = now.toEpochMilli();
  }

  boolean matches(Idempotency request) {
    return fingerprint.equals(request.fingerprint());
  }

  boolean isOlderThan(Instant limit) {
    return answeredAt < limit.toEpochMilli();
  }

  Reply reply() {
    return createdId == null ? Reply.done() : Reply.created(createdId);
  }
}
