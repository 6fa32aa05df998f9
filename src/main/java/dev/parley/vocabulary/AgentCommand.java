package dev.parley.vocabulary;

import org.jspecify.annotations.Nullable;

/** What one can ask for about an agent, in its name. */
public sealed interface AgentCommand extends DurableCommand {

  /** Which agent. */
  String agentId();

  /**
   * The agent is known from now on, and described so. {@code Done}.
   *
   * @param name null for its id
   */
  record PutAgent(
      String agentId,
      @Nullable String name,
      @Nullable String department,
      @Nullable String description)
      implements AgentCommand {
    @Override
    public int weight() {
      return 768 + (description == null ? 0 : description.length());
    }
  }

  /**
   * The agent tells what it is up to, and is known from now on. {@code Done}. An active activity
   * makes it work whatever it tells.
   *
   * @param progress 0 to 100, or null
   */
  record PutAgentStatus(
      String agentId, AgentState state, @Nullable String currentTask, @Nullable Integer progress)
      implements AgentCommand {}
}
