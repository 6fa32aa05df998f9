package dev.parley.door.rest.schema;

import dev.parley.door.rest.schema.Texts.ActivityId;
import dev.parley.door.rest.schema.Texts.IdText;
import dev.parley.door.rest.schema.Texts.Time;
import dev.parley.vocabulary.AgentState;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Agents: what they are, and what they are up to. */
public final class Agents {
  /** Characters of a name, a department or a task. */
  public static final int MAX_TEXT = 500;

  /** Characters of a description. */
  public static final int MAX_DESCRIPTION = 4_000;

  private Agents() {}

  /** What an agent is. */
  @Schema(
      description = "What an agent is.",
      examples =
          """
          {"name":"Researcher","department":"lab","description":"Reads papers."}\
          """)
  public record NewAgent(
      @Schema(minLength = 1, maxLength = MAX_TEXT, pattern = Texts.PRINTABLE) @Nullable String name,
      @Schema(minLength = 1, maxLength = MAX_TEXT, pattern = Texts.PRINTABLE)
          @Nullable String department,
      @Schema(minLength = 1, maxLength = MAX_DESCRIPTION, pattern = Texts.NOT_BLANK)
          @Nullable String description) {}

  /** What an agent is up to. */
  @Schema(
      description = "What an agent is up to.",
      examples =
          """
          {"state":"working","currentTask":"Processing webhook event","progress":45}\
          """)
  public record NewAgentStatus(
      AgentState state,
      @Schema(minLength = 1, maxLength = MAX_TEXT, pattern = Texts.PRINTABLE)
          @Nullable String currentTask,
      @Schema(minimum = "0", maximum = "100") @Nullable Integer progress) {}

  /** What an agent is up to. */
  @Schema(description = "What an agent is up to: what it tells, and what it does.")
  public record CurrentAgentStatus(
      IdText agentName,
      AgentState state,
      @Nullable String currentTask,
      @Schema(minimum = "0", maximum = "100") @Nullable Integer progress) {}

  /** The agents. */
  @Schema(description = "The agents of the status board, in its order.")
  public record CurrentAgentStatuses(
      List<CurrentAgentStatus> agents,
      @Schema(minimum = "0", description = "How many agents are known.") int total) {}

  /** One agent. */
  @Schema(description = "One agent, with all that is known of it.")
  public record Agent(
      IdText agentName,
      AgentState state,
      @Nullable String currentTask,
      @Schema(minimum = "0", maximum = "100") @Nullable Integer progress,
      IdText agentId,
      String name,
      @Nullable String department,
      @Nullable String description,
      @Nullable Time registeredAt,
      boolean active,
      @Nullable ActivityId currentActivity,
      @Nullable ActivityId lastActivity,
      @Schema(minimum = "0", description = "How many active sessions it is in.")
          int collaborationCount) {}
}
