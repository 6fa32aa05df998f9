package dev.parley.door.rest.schema;

import dev.parley.door.Members;
import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.DecisionId;
import dev.parley.door.rest.schema.Texts.IdText;
import dev.parley.door.rest.schema.Texts.RequestId;
import dev.parley.door.rest.schema.Texts.SessionId;
import dev.parley.door.rest.schema.Texts.Time;
import dev.parley.vocabulary.DecisionRequest.Status;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Slice;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What agents decide, and what they let people decide. */
public final class Decisions {
  /** Characters of a decision, a question or a comment. */
  public static final int MAX_PROSE = 8_000;

  /** Characters of an option. */
  public static final int MAX_OPTION = 500;

  /** How many options there may be. */
  public static final int MAX_OPTIONS = 50;

  /** 30 days. */
  public static final int MAX_TIMEOUT_SECONDS = 30 * 24 * 60 * 60;

  /** Below what proxies and containers take for a dead connection. */
  public static final int MAX_WAIT_SECONDS = 50;

  private Decisions() {}

  /** An agent tells what it has decided. */
  @Schema(
      description = "A participant of a session tells what it has decided.",
      examples =
          """
          {"session_id":"collab_1769774400123000","agent_id":"researcher",
           "decision":"Use the second draft.","rationale":"It cites its sources.",
           "options":["first draft","second draft"],"confidence":0.8}\
          """)
  public record NewDecision(
      @Schema(name = "session_id") IdText sessionId,
      @Schema(name = "agent_id") IdText agentId,
      @Schema(minLength = 1, maxLength = MAX_PROSE, pattern = Texts.NOT_BLANK) String decision,
      @Schema(minLength = 1, maxLength = MAX_PROSE, pattern = Texts.NOT_BLANK)
          @Nullable String rationale,
      @Schema(maxItems = MAX_OPTIONS) @Nullable List<OptionText> options,
      @Schema(minimum = "0", maximum = "1") @Nullable Double confidence) {}

  /** Something that was to choose. */
  @Schema(
      name = "OptionText",
      type = SchemaType.STRING,
      minLength = 1,
      maxLength = MAX_OPTION,
      pattern = Texts.PRINTABLE)
  public static final class OptionText {
    private OptionText() {}
  }

  /** The answer to a decision. */
  @Schema(
      examples =
          """
          {"success":true,"decision_id":"dec_1769774400124000"}\
          """)
  public record DecisionRecorded(
      Outcomes.Success success, @Schema(name = "decision_id") DecisionId decisionId) {}

  /** A decision. */
  @Schema(description = "What an agent decided in a session.")
  public record Decision(
      @Schema(name = "decision_id") DecisionId decisionId,
      @Schema(name = "session_id") SessionId sessionId,
      @Schema(name = "agent_id") IdText agentId,
      String decision,
      @Nullable String rationale,
      List<String> options,
      @Schema(minimum = "0", maximum = "1") @Nullable Double confidence,
      @Schema(name = "recorded_at") Time recordedAt) {}

  /** An agent asks people. */
  @Schema(
      description = "An agent asks people.",
      examples =
          """
          {"agent_id":"researcher","question":"Ship 2.1?","options":[{"id":"yes","label":"Ship it"},
           {"id":"no","label":"Wait"}],"timeout_seconds":3600,"assignees":["alice"]}\
          """)
  public record NewDecisionRequest(
      @Schema(name = "agent_id") IdText agentId,
      @Schema(minLength = 1, maxLength = MAX_PROSE, pattern = Texts.NOT_BLANK) String question,
      @Schema(minItems = 2, maxItems = MAX_OPTIONS, description = "No two with the same id.")
          List<Option> options,
      @Schema(
              name = "session_id",
              minLength = 1,
              maxLength = Id.MAX_LENGTH,
              pattern = Texts.PRINTABLE)
          @Nullable String sessionId,
      @Schema(
              name = "timeout_seconds",
              minimum = "1",
              maximum = "" + MAX_TIMEOUT_SECONDS,
              defaultValue = "604800")
          @Nullable Integer timeoutSeconds,
      @Schema(
              maxItems = Members.MAX_IDS,
              description = "Ids of the users who may answer; none: every member may.")
          @Nullable List<IdText> assignees) {}

  /** Something to choose. */
  @Schema(description = "Something to choose.")
  public record Option(
      IdText id,
      @Schema(minLength = 1, maxLength = MAX_OPTION, pattern = Texts.PRINTABLE) String label) {}

  /** The answer to a request that was made or answered. */
  @Schema(
      examples =
          """
          {"success":true,"request_id":"req_1769774400123000"}\
          """)
  public record DecisionRequestChanged(
      Outcomes.Success success, @Schema(name = "request_id") RequestId requestId) {}

  /** A person answers. */
  @Schema(
      description = "A person answers.",
      examples =
          """
          {"option_id":"yes","comment":"Go ahead."}\
          """)
  public record DecisionAnswer(
      @Schema(name = "option_id", description = "One of the options.") IdText optionId,
      @Schema(minLength = 1, maxLength = MAX_PROSE, pattern = Texts.NOT_BLANK)
          @Nullable String comment) {}

  /** A request, with its answer once there is one. */
  @Schema(description = "What an agent asks, with the answer once there is one.")
  public record DecisionRequest(
      @Schema(name = "request_id") RequestId requestId,
      @Schema(name = "agent_id") IdText agentId,
      String question,
      @Schema(minItems = 2, maxItems = MAX_OPTIONS) List<Option> options,
      @Schema(name = "session_id") @Nullable SessionId sessionId,
      @Schema(maxItems = Members.MAX_IDS) List<IdText> assignees,
      @Schema(name = "asked_at") Time askedAt,
      @Schema(name = "expires_at") Time expiresAt,
      Status status,
      @Schema(name = "option_id") @Nullable IdText optionId,
      @Nullable String comment,
      @Schema(name = "answered_by") @Nullable IdText answeredBy,
      @Schema(name = "answered_at") @Nullable Time answeredAt) {}

  /** A page of requests. */
  @Schema(description = "Decision requests, newest first.")
  public record DecisionRequests(
      @Schema(name = "decision_requests", maxItems = Slice.MAX_LIMIT)
          List<DecisionRequest> decisionRequests,
      @Schema(minimum = "0", description = "How many these are.") int total,
      @Schema(name = "next_cursor", description = "Where the next page begins; null at the end.")
          @Nullable Cursor nextCursor) {}
}
