package dev.parley.vocabulary;

import org.jspecify.annotations.Nullable;

/**
 * What an agent is up to, for people.
 *
 * @param agentName the agent's id
 * @param currentTask in words, or null
 * @param progress 0 to 100, or null where nobody knows
 */
public record AgentStatus(
    String agentName, AgentState state, @Nullable String currentTask, @Nullable Integer progress) {

  /** Whether only the progress differs. */
  public boolean differsInProgressAlone(AgentStatus other) {
    return !equals(other) && equals(other.withProgress(progress));
  }

  private AgentStatus withProgress(@Nullable Integer other) {
    return new AgentStatus(agentName, state, currentTask, other);
  }
}
