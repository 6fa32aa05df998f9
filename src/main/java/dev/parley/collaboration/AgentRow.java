package dev.parley.collaboration;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An agent that has done something. */
@Entity
@Table(name = "agent")
class AgentRow {
  @Id
  @Column(name = "agent_id")
  private String agentId = "";

  @Column(name = "department")
  private String department = "";

  @Column(name = "first_seen_at")
  private long firstSeenAt;

  @Column(name = "last_activity_at")
  private long lastActivityAt;

  @Column(name = "last_activity_stamp")
  private long lastActivityStamp;

  @Column(name = "activity_total")
  private long activityTotal;

  @Column(name = "decision_total")
  private long decisionTotal;

  @Column(name = "forgotten")
  private boolean forgotten;

  protected AgentRow() {}

  AgentRow(String agentId, Instant firstSeenAt) {
    this.agentId = agentId;
    this.firstSeenAt = firstSeenAt.toEpochMilli();
  }

  /** The agent did something, its newest thing. */
  void did(ActivityRow activity) {
    department = activity.department();
    lastActivityAt = activity.recordedAt();
    lastActivityStamp = activity.stamp();
    forgotten = false;
    activityTotal++;
    if (activity.isDecision()) {
      decisionTotal++;
    }
  }

  /** It leaves the board until it does something again. */
  void forget() {
    forgotten = true;
  }

  boolean isForgotten() {
    return forgotten;
  }

  String agentId() {
    return agentId;
  }

  long lastActivityStamp() {
    return lastActivityStamp;
  }

  /** What it ever did. */
  Totals totals() {
    return new Totals(activityTotal, decisionTotal);
  }
}
