package dev.parley.vocabulary;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A command that only reads; it never passes through the journal's writer. */
public sealed interface Query extends Command
    permits Query.ShowAgentStatus,
        Query.ShowActivityFeed,
        Query.ShowActiveCollaborations,
        Query.ListCollaborations,
        Query.ShowCollaboration,
        Query.ListMemoryUpdates,
        Query.ListDecisionRequests,
        Query.ShowDecisionRequest,
        Query.ListApiKeys,
        Query.ListAudit,
        Query.ShowMe,
        RoomQuery,
        NotificationQuery,
        AgentQuery,
        PresenceQuery,
        ContentQuery {

  /** Shows the {@link StatusBoard}. */
  record ShowAgentStatus() implements Query {}

  /** Shows the {@link View.ActivityFeed}. */
  record ShowActivityFeed(ActivitySearch search, Slice slice) implements Query {

    /** The newest; of all agents with null. */
    public static ShowActivityFeed newest(@Nullable String agentId, int limit) {
      return new ShowActivityFeed(ActivitySearch.ofAgent(agentId), new Slice(limit, null));
    }
  }

  /** Shows the {@link View.ActiveSessions}. */
  record ShowActiveCollaborations() implements Query {}

  /**
   * Shows {@link View.Sessions}.
   *
   * @param active only those that have not ended, or only those that have; null for all
   */
  record ListCollaborations(@Nullable Boolean active, Slice slice) implements Query {}

  /** Shows the {@link View.SessionDetail}. */
  record ShowCollaboration(String sessionId) implements Query {}

  /** Shows {@link View.MemoryUpdates}; null is any item, or any agent. */
  record ListMemoryUpdates(@Nullable String itemId, @Nullable String agentId, Slice slice)
      implements Query {}

  /** Shows {@link View.DecisionRequests}; null is any status. */
  record ListDecisionRequests(DecisionRequest.@Nullable Status status, Slice slice)
      implements Query {}

  /**
   * Shows {@link View.OneDecisionRequest}.
   *
   * @param patience how long the answer may wait for the request to be resolved; zero for not at
   *     all
   */
  record ShowDecisionRequest(String requestId, Duration patience) implements Query {}

  /** Shows the {@link View.ApiKeys}. */
  record ListApiKeys() implements Query {}

  /** Shows {@link View.Audit}, the newest first. */
  record ListAudit(AuditSearch search, Slice slice) implements Query {}

  /** Shows {@link View.Me}. */
  record ShowMe() implements Query {}
}
