package dev.parley.audit;

import dev.parley.vocabulary.Act;
import dev.parley.vocabulary.AuditEntry;
import dev.parley.vocabulary.Caller;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;

/** An entry, for reading alone: the journal writes them. */
@Entity
@Table(name = "audit_entry")
class AuditRow {
  @Id
  @Column(name = "stamp")
  private long stamp;

  @Column(name = "done_at")
  private long doneAt;

  @Column(name = "actor_kind")
  private String actorKind = "";

  @Column(name = "actor_id")
  private String actorId = "";

  @Column(name = "key_id")
  private String keyId = "";

  @Column(name = "act")
  private String act = "";

  @Column(name = "subject")
  private String subject = "";

  @Column(name = "room_id")
  private String roomId = "";

  @Column(name = "detail")
  private String detail = "";

  protected AuditRow() {}

  long stamp() {
    return stamp;
  }

  /** The entry as the hub tells it. */
  AuditEntry entry() {
    return new AuditEntry(
        "aud_" + stamp,
        Instant.ofEpochMilli(doneAt),
        Caller.Kind.valueOf(actorKind.toUpperCase(Locale.ROOT)),
        actorId,
        keyId,
        new Act(Act.Kind.parse(act).orElseThrow(), subject, roomId, detail));
  }
}
