package dev.parley.vocabulary;

/** What is said of an agent, and not kept, on the topic of the agents. */
public sealed interface AgentRemark extends LatestEvent {

  /**
   * What an agent is up to now, all things considered: what it tells and what it does. Said when
   * that changes, and for each step of its progress, in order: the last one is what is so.
   */
  record StatusTold(AgentStatus status) implements AgentRemark {
    @Override
    public String subject() {
      return status.agentName();
    }
  }

  /**
   * An agent that works has told that it has come further. For the nodes, which say {@link
   * StatusTold} where it is still so: clients are not told this one.
   */
  record Progressed(AgentStatus status) implements AgentRemark {
    @Override
    public String subject() {
      return "progress:" + status.agentName();
    }
  }
}
