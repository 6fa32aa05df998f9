package dev.parley.door.rest.schema;

import dev.parley.door.Members;
import dev.parley.door.rest.schema.Texts.ActivityId;
import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.EpochSeconds;
import dev.parley.door.rest.schema.Texts.IdText;
import dev.parley.door.rest.schema.Texts.Metadata;
import dev.parley.vocabulary.ActivityStatus;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.MemoryOperation;
import dev.parley.vocabulary.Slice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What agents do, and what they remember. */
public final class Activities {
  /** An id of ours holds an agent's, with digits before it. */
  public static final int MAX_ACTIVITY_ID = 2 * Id.MAX_LENGTH;

  private Activities() {}

  /** An agent begins something. */
  @Schema(
      description = "An agent begins something.",
      examples =
          """
          {"agent_id":"researcher","department":"science","activity_type":"task_assigned",
           "metadata":{"task":"read the paper"},"related_agents":["writer"]}\
          """)
  public record NewActivity(
      @Schema(name = "agent_id", description = "Who does it.") IdText agentId,
      @Schema(description = "Where that agent belongs.") IdText department,
      @Schema(name = "activity_type") ActivityType activityType,
      @Nullable Metadata metadata,
      @Schema(
              name = "related_agents",
              maxItems = Members.MAX_IDS,
              description = "Other agents that it concerns; who is named twice counts once.")
          @Nullable List<IdText> relatedAgents) {}

  /** What agents begin, each by itself. */
  @Schema(
      description = "What agents begin, each answered by itself.",
      examples =
          """
          {"activities":[
            {"agent_id":"researcher","department":"science","activity_type":"memory_read"},
            {"agent_id":"writer","department":"editorial","activity_type":"memory_write"}]}\
          """)
  public record NewActivities(
      @Schema(
              minItems = 1,
              maxItems = Slice.MAX_LIMIT,
              description = "One that is not acceptable is refused by itself.")
          List<NewActivity> activities) {}

  /** The answer to one that was recorded. */
  @Schema(
      examples =
          """
          {"success":true,"activity_id":"act_1769774400123000_researcher"}\
          """)
  public record ActivityRecorded(
      Outcomes.Success success, @Schema(name = "activity_id") ActivityId activityId) {}

  /** The answers to those of a batch. */
  @Schema(
      description = "The results in the order of the activities.",
      examples =
          """
          {"results":[{"success":true,"activity_id":"act_1769774400123000_researcher"},
            {"success":false,"error":{"code":"rate_limited",
             "message":"The agent records too often.","retryAfterMs":100}}]}\
          """)
  public record BatchResults(
      @Schema(minItems = 1, maxItems = Slice.MAX_LIMIT) List<BatchResult> results) {}

  /** The answer to one of a batch. */
  @Schema(description = "The id of what was recorded, or why it was not.")
  public record BatchResult(
      boolean success,
      @Schema(name = "activity_id") Optional<ActivityId> activityId,
      Optional<Outcomes.ItemError> error) {}

  /** An agent ends something. */
  @Schema(
      description = "An agent ends something.",
      examples =
          """
          {"activity_id":"act_1769774400123000_researcher","success":true}\
          """)
  public record Completion(
      @Schema(
              name = "activity_id",
              minLength = 1,
              maxLength = MAX_ACTIVITY_ID,
              pattern = Texts.PRINTABLE,
              description = "The id that the hub gave.")
          String activityId,
      @Schema(description = "Whether it went well.") boolean success) {}

  /** Something that an agent does or did. */
  @Schema(
      description = "Something that an agent does or did.",
      examples =
          """
          {"activity_id":"act_1769774400123000_researcher","agent_id":"researcher",
           "department":"science","activity_type":"task_assigned","timestamp":1769774400.123,
           "metadata":{"task":"read the paper"},"related_agents":["writer"],"status":"active"}\
          """)
  public record Activity(
      @Schema(name = "activity_id") ActivityId activityId,
      @Schema(name = "agent_id") IdText agentId,
      IdText department,
      @Schema(name = "activity_type") ActivityType activityType,
      EpochSeconds timestamp,
      Metadata metadata,
      @Schema(name = "related_agents", maxItems = Members.MAX_IDS) List<IdText> relatedAgents,
      ActivityStatus status) {}

  /** A page of activities. */
  @Schema(description = "Activities, newest first.")
  public record ActivityFeed(
      @Schema(maxItems = Slice.MAX_LIMIT) List<Activity> activities,
      @Schema(minimum = "0", description = "How many these are.") int total,
      @Schema(name = "agent_id", description = "The agent that was asked for, or null.")
          @Nullable IdText agentId,
      @Schema(name = "next_cursor", description = "Where the next page begins; null at the end.")
          @Nullable Cursor nextCursor) {}

  /** The status board. */
  @Schema(
      description = "All agents that are known, and what they do.",
      examples =
          """
          {"total_agents":1,"active_agents":1,"idle_agents":0,"active_activities":1,
           "active_collaborations":1,"agents":{"researcher":{"status":"active",
           "current_activity":"act_1769774400123000_researcher","collaboration_count":1}}}\
          """)
  public record AgentStatus(
      @Schema(name = "total_agents", minimum = "0") int totalAgents,
      @Schema(name = "active_agents", minimum = "0") int activeAgents,
      @Schema(name = "idle_agents", minimum = "0") int idleAgents,
      @Schema(name = "active_activities", minimum = "0") int activeActivities,
      @Schema(name = "active_collaborations", minimum = "0") int activeCollaborations,
      @Schema(description = "By their ids, those that are active first.")
          Map<String, AgentStanding> agents) {}

  /** One agent on the board. */
  @Schema(description = "What one agent does.")
  public record AgentStanding(
      @Schema(enumeration = {"active", "idle"}) String status,
      @Schema(name = "current_activity") @Nullable ActivityId currentActivity,
      @Schema(name = "collaboration_count", minimum = "0") int collaborationCount) {}

  /** An agent tells of its memory. */
  @Schema(
      description = "An agent tells what it does with its memory.",
      examples =
          """
          {"operation":"write","item_id":"draft-7","agent_id":"writer",
           "metadata":{"size_bytes":1024}}\
          """)
  public record NewMemoryUpdate(
      MemoryOperation operation,
      @Schema(name = "item_id") IdText itemId,
      @Schema(name = "agent_id") IdText agentId,
      @Nullable Metadata metadata) {}

  /** What an agent told of its memory. */
  @Schema(description = "What an agent did with its memory.")
  public record MemoryUpdate(
      MemoryOperation operation,
      @Schema(name = "item_id") IdText itemId,
      @Schema(name = "agent_id") IdText agentId,
      EpochSeconds timestamp,
      Metadata metadata) {}

  /** A page of memory updates. */
  @Schema(description = "Memory updates, newest first.")
  public record MemoryUpdates(
      @Schema(name = "memory_updates", maxItems = Slice.MAX_LIMIT) List<MemoryUpdate> memoryUpdates,
      @Schema(minimum = "0", description = "How many these are.") int total,
      @Schema(name = "next_cursor", description = "Where the next page begins; null at the end.")
          @Nullable Cursor nextCursor) {}
}
