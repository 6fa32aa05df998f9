package dev.parley.door.rest.schema;

import dev.parley.door.Members;
import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.IdText;
import dev.parley.door.rest.schema.Texts.SessionId;
import dev.parley.door.rest.schema.Texts.Time;
import dev.parley.vocabulary.Slice;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Agents that work together. */
public final class Sessions {
  private Sessions() {}

  /** Agents begin to work together. */
  @Schema(
      description = "Agents begin to work together.",
      examples =
          """
          {"participants":["researcher","writer"],"session_type":"review"}\
          """)
  public record NewSession(
      @Schema(
              minItems = 1,
              maxItems = Members.MAX_IDS,
              description = "Who is named twice counts once.")
          List<IdText> participants,
      @Schema(name = "session_type", defaultValue = "general") @Nullable IdText sessionType) {}

  /** The answer to a session that has begun or ended. */
  @Schema(
      examples =
          """
          {"success":true,"session_id":"collab_1769774400123000"}\
          """)
  public record SessionChanged(
      Outcomes.Success success, @Schema(name = "session_id") SessionId sessionId) {}

  /** A session ends. */
  @Schema(
      description = "A session ends.",
      examples =
          """
          {"session_id":"collab_1769774400123000"}\
          """)
  public record SessionEnd(@Schema(name = "session_id") IdText sessionId) {}

  /** A session that is active. */
  @Schema(
      description = "A session that has not ended.",
      examples =
          """
          {"session_id":"collab_1769774400123000","participants":["researcher","writer"],
           "session_type":"review","started_at":"2026-01-30T12:00:00.123Z","activity_count":3,
           "decision_count":1}\
          """)
  public record ActiveSession(
      @Schema(name = "session_id") SessionId sessionId,
      @Schema(minItems = 1, maxItems = Members.MAX_IDS) List<IdText> participants,
      @Schema(name = "session_type") IdText sessionType,
      @Schema(name = "started_at") Time startedAt,
      @Schema(
              name = "activity_count",
              minimum = "0",
              description = "What its participants did while it was active.")
          long activityCount,
      @Schema(name = "decision_count", minimum = "0") long decisionCount) {}

  /** The sessions that have not ended. */
  @Schema(description = "The sessions that have not ended, oldest first.")
  public record ActiveSessions(
      List<ActiveSession> collaborations,
      @Schema(minimum = "0", description = "How many these are.") int total) {}

  /** A session, active or ended. */
  @Schema(description = "A session, active or ended.")
  public record Session(
      @Schema(name = "session_id") SessionId sessionId,
      @Schema(minItems = 1, maxItems = Members.MAX_IDS) List<IdText> participants,
      @Schema(name = "session_type") IdText sessionType,
      @Schema(name = "started_at") Time startedAt,
      @Schema(name = "activity_count", minimum = "0") long activityCount,
      @Schema(name = "decision_count", minimum = "0") long decisionCount,
      @Schema(name = "ended_at") @Nullable Time endedAt,
      @Schema(enumeration = {"active", "ended"}) String status) {}

  /** A page of sessions. */
  @Schema(description = "Sessions, newest first.")
  public record SessionPage(
      @Schema(maxItems = Slice.MAX_LIMIT) List<Session> collaborations,
      @Schema(minimum = "0", description = "How many these are.") int total,
      @Schema(name = "next_cursor", description = "Where the next page begins; null at the end.")
          @Nullable Cursor nextCursor) {}

  /** A session with what was done in it. */
  @Schema(description = "A session with the newest of what was done and decided in it.")
  public record SessionDetail(
      @Schema(name = "session_id") SessionId sessionId,
      @Schema(minItems = 1, maxItems = Members.MAX_IDS) List<IdText> participants,
      @Schema(name = "session_type") IdText sessionType,
      @Schema(name = "started_at") Time startedAt,
      @Schema(name = "activity_count", minimum = "0") long activityCount,
      @Schema(name = "decision_count", minimum = "0") long decisionCount,
      @Schema(name = "ended_at") @Nullable Time endedAt,
      @Schema(enumeration = {"active", "ended"}) String status,
      @Schema(maxItems = Slice.MAX_LIMIT) List<Activities.Activity> activities,
      @Schema(maxItems = Slice.MAX_LIMIT) List<Decisions.Decision> decisions,
      @Schema(name = "decision_requests", maxItems = Slice.MAX_LIMIT)
          List<Decisions.DecisionRequest> decisionRequests) {}
}
