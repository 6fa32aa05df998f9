package dev.parley.collaboration;

import dev.parley.vocabulary.AgentCommand.PutAgent;
import dev.parley.vocabulary.AgentProfile;
import dev.parley.vocabulary.AgentState;
import dev.parley.vocabulary.AgentStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An agent that has done something, has told something of itself, or is in the directory. */
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

  @Column(name = "registered_at")
  private long registeredAt;

  @Column(name = "display_name")
  private @Nullable String name;

  @Column(name = "home_department")
  private @Nullable String homeDepartment;

  @Column(name = "description")
  private @Nullable String description;

  /** Null until it has told what it is up to. */
  @Column(name = "told_state")
  private @Nullable String toldState;

  @Column(name = "told_task")
  private @Nullable String toldTask;

  @Column(name = "told_progress")
  private @Nullable Integer toldProgress;

  @Column(name = "told_at")
  private long toldAt;

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

  /**
   * The directory has it so from now on.
   *
   * @return false where it had it so before
   */
  boolean register(PutAgent command, Instant now) {
    if (registeredAt > 0
        && !forgotten
        && Objects.equals(name, command.name())
        && Objects.equals(homeDepartment, command.department())
        && Objects.equals(description, command.description())) {
      return false;
    }
    registeredAt = now.toEpochMilli();
    name = command.name();
    homeDepartment = command.department();
    description = command.description();
    forgotten = false;
    return true;
  }

  /** Whether it is in the directory. */
  boolean isRegistered() {
    return registeredAt > 0;
  }

  /** What the directory has of it. */
  AgentProfile profile() {
    return new AgentProfile(
        agentId,
        name == null ? agentId : name,
        homeDepartment,
        description,
        Instant.ofEpochMilli(registeredAt));
  }

  /** It has told that. */
  void tell(AgentStatus status, Instant now) {
    progress(status);
    toldAt = now.toEpochMilli();
    forgotten = false;
  }

  /** It has told that, which is no more than a step of its progress. */
  void progress(AgentStatus status) {
    toldState = status.state().wireName();
    toldTask = status.currentTask();
    toldProgress = status.progress();
  }

  /** What it has told of itself, or null. */
  @Nullable AgentStatus told() {
    return toldState == null
        ? null
        : new AgentStatus(
            agentId, AgentState.ofWireName(toldState).orElseThrow(), toldTask, toldProgress);
  }

  /** When it was last heard of otherwise than by an activity, as a stamp; 0 for never. */
  long mentionedStamp() {
    return Ids.stamp(Math.max(registeredAt, toldAt));
  }

  /** When it was last heard of at all, as a stamp. */
  long heardStamp() {
    return Math.max(lastActivityStamp, mentionedStamp());
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
