package dev.parley.collaboration;

import dev.parley.vocabulary.Session;
import dev.parley.vocabulary.SessionRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session. */
@Entity
@Table(name = "collaboration_session")
class SessionRow {
  @Id
  @Column(name = "stamp")
  private Long stamp = 0L;

  @Column(name = "participants")
  private String participants = "";

  @Column(name = "session_type")
  private String sessionType = "";

  @Column(name = "started_at")
  private long startedAt;

  @Column(name = "ended_at")
  private @Nullable Long endedAt;

  @Column(name = "active")
  private boolean active;

  @Column(name = "activities_before")
  private long activitiesBefore;

  @Column(name = "decisions_before")
  private long decisionsBefore;

  @Column(name = "activity_count")
  private long activityCount;

  @Column(name = "decision_count")
  private long decisionCount;

  @Column(name = "recorded_decisions")
  private long recordedDecisions;

  protected SessionRow() {}

  /**
   * A new session, which is active.
   *
   * @param before what the participants together ever did until now
   */
  SessionRow(
      long stamp, List<String> participants, String sessionType, Instant startedAt, Totals before) {
    this.stamp = stamp;
    this.participants = Lines.join(participants);
    this.sessionType = sessionType;
    this.startedAt = startedAt.toEpochMilli();
    this.active = true;
    this.activitiesBefore = before.activities();
    this.decisionsBefore = before.decisions();
  }

  /**
   * From now on it is over.
   *
   * @param now what the participants together ever did until now
   */
  void end(Instant at, Totals now) {
    Totals counts = countsWith(now);
    active = false;
    endedAt = at.toEpochMilli();
    activityCount = counts.activities();
    decisionCount = counts.decisions();
  }

  /** A decision was recorded in it. */
  void decided() {
    recordedDecisions++;
  }

  long stamp() {
    return stamp;
  }

  String sessionId() {
    return Ids.session(stamp);
  }

  boolean isActive() {
    return active;
  }

  List<String> participants() {
    return Lines.split(participants);
  }

  /** No activity with a greater stamp was recorded while it was active. */
  long endStamp() {
    return endedAt == null ? Long.MAX_VALUE : (endedAt + 1) * 1_000 - 1;
  }

  /** When it ended, or null while it is active. */
  @Nullable Instant endedAt() {
    return endedAt == null ? null : Instant.ofEpochMilli(endedAt);
  }

  /**
   * The session as the hub tells it.
   *
   * @param now what the participants together ever did until now; for an ended one of no matter
   */
  Session session(Totals now) {
    Totals counts = active ? countsWith(now) : new Totals(activityCount, decisionCount);
    return new Session(
        sessionId(),
        participants(),
        sessionType,
        Instant.ofEpochMilli(startedAt),
        counts.activities(),
        counts.decisions() + recordedDecisions);
  }

  /** The session as history tells it. */
  SessionRecord record(Totals now) {
    return new SessionRecord(session(now), endedAt());
  }

  private Totals countsWith(Totals now) {
    return now.minus(new Totals(activitiesBefore, decisionsBefore));
  }
}
