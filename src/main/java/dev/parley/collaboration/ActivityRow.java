package dev.parley.collaboration;

import dev.parley.vocabulary.Activity;
import dev.parley.vocabulary.ActivityStatus;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.DurableCommand.RecordActivity;
import dev.parley.vocabulary.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An activity. */
@Entity
@Table(name = "activity")
class ActivityRow {
  @Id
  @Column(name = "stamp")
  private Long stamp = 0L;

  @Column(name = "agent_id")
  private String agentId = "";

  @Column(name = "department")
  private String department = "";

  @Column(name = "activity_type")
  private String type = "";

  @Column(name = "status")
  private String status = "";

  @Column(name = "recorded_at")
  private long recordedAt;

  @Column(name = "ended_at")
  private @Nullable Long endedAt;

  @Column(name = "metadata")
  private String metadata = "";

  @Column(name = "related_agents")
  private String relatedAgents = "";

  protected ActivityRow() {}

  /** A new activity, which is active. */
  ActivityRow(long stamp, RecordActivity command, Instant recordedAt) {
    this.stamp = stamp;
    this.agentId = command.agentId();
    this.department = command.department();
    this.type = command.type().wireName();
    this.status = ActivityStatus.ACTIVE.wireName();
    this.recordedAt = recordedAt.toEpochMilli();
    this.metadata = command.metadata().text();
    this.relatedAgents = Lines.join(command.relatedAgents());
  }

  /** From now on it is over, in that way. */
  void end(ActivityStatus outcome, Instant at) {
    status = outcome.wireName();
    endedAt = at.toEpochMilli();
  }

  long stamp() {
    return stamp;
  }

  String agentId() {
    return agentId;
  }

  String department() {
    return department;
  }

  long recordedAt() {
    return recordedAt;
  }

  ActivityType type() {
    return ActivityType.ofWireName(type).orElseThrow();
  }

  ActivityStatus status() {
    return ActivityStatus.ofWireName(status).orElseThrow();
  }

  boolean isDecision() {
    return type() == ActivityType.DECISION_MADE;
  }

  /** When it ended, or null while it is active. */
  @Nullable Instant endedAt() {
    return endedAt == null ? null : Instant.ofEpochMilli(endedAt);
  }

  /** The activity as the hub tells it. */
  Activity activity() {
    return activity(status());
  }

  /** The activity as the hub tells it, with another status. */
  Activity activity(ActivityStatus told) {
    return new Activity(
        Ids.activity(stamp, agentId),
        agentId,
        department,
        type(),
        Instant.ofEpochMilli(recordedAt),
        new Json(metadata),
        Lines.split(relatedAgents),
        told);
  }
}
