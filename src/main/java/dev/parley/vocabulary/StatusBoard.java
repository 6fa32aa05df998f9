package dev.parley.vocabulary;

import java.util.List;

/**
 * What the agents are doing now.
 *
 * @param totalAgents all known agents, also those that the board has no room for
 * @param agents active ones first, then by latest activity; at most {@code
 *     parley.agents.board-size}
 */
public record StatusBoard(
    int totalAgents,
    int activeAgents,
    int activeActivities,
    int activeCollaborations,
    List<AgentStanding> agents)
    implements View {
  public StatusBoard {
    agents = List.copyOf(agents);
  }

  /** Known agents that are not active. */
  public int idleAgents() {
    return totalAgents - activeAgents;
  }
}
