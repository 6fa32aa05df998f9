package dev.parley.vocabulary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is shown of agents. */
public sealed interface AgentView extends View {

  /**
   * What the agents are up to, in the order of the status board.
   *
   * @param total all known agents, also those that there is no room for
   * @param agents at most {@code parley.agents.board-size}
   */
  record Agents(int total, List<AgentStatus> agents) implements AgentView {
    public Agents {
      agents = List.copyOf(agents);
    }
  }

  /**
   * One agent.
   *
   * @param profile null where the directory does not have it
   * @param standing null where it is not on the status board
   */
  record OneAgent(
      AgentStatus status, @Nullable AgentProfile profile, @Nullable AgentStanding standing)
      implements AgentView {}
}
