package dev.parley.journal;

import dev.parley.vocabulary.Position;
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

  @Column(name = "said_epoch")
  private @Nullable String saidEpoch;

  @Column(name = "said_offset")
  private @Nullable Long saidOffset;

  @Column(name = "said_at")
  private @Nullable Long saidAt;

  @Column(name = "answered_at")
  private long answeredAt;

  protected IdempotencyRecord() {}

  IdempotencyRecord(String key) {
    this.key = key;
  }

  /** Keeps the answer, in place of one that is too old to count. */
  void keep(Idempotency request, Reply reply, Instant now) {
    fingerprint = request.fingerprint();
    createdId = null;
    saidEpoch = null;
    saidOffset = null;
    saidAt = null;
    switch (reply) {
      case Reply.Created created -> createdId = created.id();
      case Reply.Posted posted -> {
        createdId = posted.id();
        saidEpoch = posted.position().epoch();
        saidOffset = posted.position().offset();
        saidAt = posted.time().toEpochMilli();
      }
      case Reply.Done done -> {
        // There is nothing to keep of it.
      }
      case Reply.Shown shown -> throw new IllegalArgumentException("a view is no answer to work");
      case Reply.Refused refused -> throw new IllegalArgumentException("only work is kept");
    }
    answeredAt = now.toEpochMilli();
  }

  boolean matches(Idempotency request) {
    return fingerprint.equals(request.fingerprint());
  }

  boolean isOlderThan(Instant limit) {
    return answeredAt < limit.toEpochMilli();
  }

  Reply reply() {
    if (createdId == null) {
      return Reply.done();
    }
    return saidEpoch == null || saidOffset == null || saidAt == null
        ? Reply.created(createdId)
        : new Reply.Posted(
            createdId, new Position(saidEpoch, saidOffset), Instant.ofEpochMilli(saidAt));
  }
}
