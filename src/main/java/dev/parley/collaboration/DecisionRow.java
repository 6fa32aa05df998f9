package dev.parley.collaboration;

import dev.parley.vocabulary.Decision;
import dev.parley.vocabulary.DurableCommand.RecordDecision;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an agent has decided in a session; kept as history. */
@Entity
@Table(name = "decision")
class DecisionRow {
  @Id
  @Column(name = "stamp")
  private Long stamp = 0L;

  @Column(name = "session_stamp")
  private long sessionStamp;

  @Column(name = "agent_id")
  private String agentId = "";

  @Column(name = "decision")
  private String decision = "";

  @Column(name = "rationale")
  private @Nullable String rationale;

  @Column(name = "options")
  private String options = "";

  @Column(name = "confidence")
  private @Nullable Double confidence;

  @Column(name = "recorded_at")
  private long recordedAt;

  protected DecisionRow() {}

  DecisionRow(long stamp, long sessionStamp, RecordDecision command, Instant recordedAt) {
    this.stamp = stamp;
    this.sessionStamp = sessionStamp;
    this.agentId = command.agentId();
    this.decision = command.decision();
    this.rationale = command.rationale();
    this.options = Lines.join(command.options());
    this.confidence = command.confidence();
    this.recordedAt = recordedAt.toEpochMilli();
  }

  long stamp() {
    return stamp;
  }

  /** The decision as the hub tells it. */
  Decision decision() {
    return new Decision(
        Ids.decision(stamp),
        Ids.session(sessionStamp),
        agentId,
        decision,
        rationale,
        Lines.split(options),
        confidence,
        Instant.ofEpochMilli(recordedAt));
  }
}
