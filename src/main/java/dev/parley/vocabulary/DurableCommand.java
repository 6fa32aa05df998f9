package dev.parley.vocabulary;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A command that changes something lasting; the journal runs it. */
public sealed interface DurableCommand extends Command
    permits DurableCommand.RecordActivity,
        DurableCommand.CompleteActivity,
        DurableCommand.StartCollaboration,
        DurableCommand.EndCollaboration,
        DurableCommand.RecordMemoryUpdate,
        DurableCommand.ClaimRequest,
        DurableCommand.RecordDecision,
        DurableCommand.RequestDecision,
        DurableCommand.AnswerDecisionRequest,
        DurableCommand.TimeOutDecisionRequests,
        DurableCommand.ExpireActivities,
        DurableCommand.ForgetAgents,
        DurableCommand.CreateApiKey,
        DurableCommand.RevokeApiKey,
        RoomCommand,
        NotificationCommand,
        AgentCommand,
        PresenceCommand,
        ContentCommand {

  /** About how many bytes it takes to hold the command; counts in the bounds of the journal. */
  default int weight() {
    return 512;
  }

  /** An agent begins something. {@code Created} with the activity's id. */
  record RecordActivity(
      String agentId,
      String department,
      ActivityType type,
      Json metadata,
      List<String> relatedAgents)
      implements DurableCommand {
    public RecordActivity {
      relatedAgents = List.copyOf(relatedAgents);
    }

    @Override
    public int weight() {
      return 512 + metadata.text().length() + 32 * relatedAgents.size();
    }
  }

  /**
   * An agent ends something. {@code Done}; the same outcome again is {@code Done} too, another one
   * a conflict.
   */
  record CompleteActivity(String activityId, boolean success) implements DurableCommand {}

  /** Agents begin to work together. {@code Created} with the session's id. */
  record StartCollaboration(List<String> participants, String sessionType)
      implements DurableCommand {
    public StartCollaboration {
      participants = List.copyOf(participants);
    }

    @Override
    public int weight() {
      return 512 + 32 * participants.size();
    }
  }

  /** A session ends. {@code Done}, also when it has ended before. */
  record EndCollaboration(String sessionId) implements DurableCommand {}

  /** An agent tells of its memory. {@code Done}. */
  record RecordMemoryUpdate(MemoryOperation operation, String itemId, String agentId, Json metadata)
      implements DurableCommand {}

  /**
   * Nothing but that its idempotency key belongs to this request: the commands of one request, each
   * with a key of its own, come after it. {@code Done}.
   */
  record ClaimRequest() implements DurableCommand {
    @Override
    public int weight() {
      return 128;
    }
  }

  /**
   * An agent tells what it has decided in a session. {@code Created} with the decision's id.
   *
   * @param confidence 0 to 1, or null
   */
  record RecordDecision(
      String sessionId,
      String agentId,
      String decision,
      @Nullable String rationale,
      List<String> options,
      @Nullable Double confidence)
      implements DurableCommand {
    public RecordDecision {
      options = List.copyOf(options);
    }

    @Override
    public int weight() {
      return 512
          + decision.length()
          + (rationale == null ? 0 : rationale.length())
          + options.stream().mapToInt(option -> 64 + option.length()).sum();
    }
  }

  /**
   * An agent asks people. {@code Created} with the request's id.
   *
   * @param sessionId the session that it belongs to, or null
   * @param timeout how long people have to answer
   * @param assignees ids of the users who may answer; empty for every member
   */
  record RequestDecision(
      String agentId,
      String question,
      List<DecisionRequest.Option> options,
      @Nullable String sessionId,
      Duration timeout,
      List<String> assignees)
      implements DurableCommand {
    public RequestDecision {
      options = List.copyOf(options);
      assignees = List.copyOf(assignees);
    }

    @Override
    public int weight() {
      return 512
          + question.length()
          + options.stream().mapToInt(option -> 64 + option.label().length()).sum()
          + 32 * assignees.size();
    }
  }

  /**
   * A person answers. {@code Done} for the first answer; a conflict for every later one.
   *
   * @param comment in the person's own words, or null
   */
  record AnswerDecisionRequest(String requestId, String optionId, @Nullable String comment)
      implements DurableCommand {
    @Override
    public int weight() {
      return 512 + (comment == null ? 0 : comment.length());
    }
  }

  /** Nobody has answered these in time. The hub's own; {@code Done}. */
  record TimeOutDecisionRequests(List<String> requestIds) implements DurableCommand {
    public TimeOutDecisionRequests {
      requestIds = List.copyOf(requestIds);
    }
  }

  /** Nobody has completed these in time. The hub's own; {@code Done}. */
  record ExpireActivities(List<String> activityIds) implements DurableCommand {
    public ExpireActivities {
      activityIds = List.copyOf(activityIds);
    }
  }

  /**
   * These have not been heard of for long and leave the board. The hub's own; {@code Done}.
   *
   * @param quietSince those that have done something since that stamp stay
   */
  record ForgetAgents(List<String> agentIds, long quietSince) implements DurableCommand {
    public ForgetAgents {
      agentIds = List.copyOf(agentIds);
    }
  }

  /**
   * A key is made. {@code Created} with its id.
   *
   * @param id chosen by whoever made the secret
   * @param secretHash as {@link ApiKey#secretHash()}
   */
  record CreateApiKey(
      String id,
      String secretHash,
      Caller.Kind ownerKind,
      String ownerId,
      Set<Role> roles,
      @Nullable String name,
      @Nullable Instant expiresAt)
      implements DurableCommand {
    public CreateApiKey {
      roles = Set.copyOf(roles);
    }
  }

  /** A key ends. {@code Done}, also when it was revoked before. */
  record RevokeApiKey(String id) implements DurableCommand {}
}
