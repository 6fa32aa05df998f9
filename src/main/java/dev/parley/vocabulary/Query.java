package dev.parley.vocabulary;

import org.jspecify.annotations.Nullable;

/** A command that only reads; it never passes through the journal's writer. */
public sealed interface Query extends Command {

  /** Shows the {@link StatusBoard}. */
  record ShowAgentStatus() implements Query {}

  /**
   * Shows the {@link View.ActivityFeed}.
   *
   * @param agentId only this agent's, or null for all
   * @param limit 1 to 500
   */
  record ShowActivityFeed(@Nullable String agentId, int limit) implements Query {}

  /** Shows the {@link View.ActiveSessions}. */
  record ShowActiveCollaborations() implements Query {}

  /** Shows the {@link View.ApiKeys}. */
  record ListApiKeys() implements Query {}

  /** Shows {@link View.Me}. */
  record ShowMe() implements Query {}
}
