package dev.parley.vocabulary;

import java.time.Instant;

/** What is said of an agent, and kept, on the topic of the collaboration. */
public sealed interface AgentEvent extends DurableEvent {

  /** The directory has an agent, or has it otherwise. */
  record AgentRegistered(AgentProfile profile) implements AgentEvent {
    @Override
    public int weight() {
      String description = profile.description();
      return 768 + (description == null ? 0 : description.length());
    }
  }

  /**
   * An agent has told another state or task than before. What it tells is not all: see {@link
   * AgentRemark.StatusTold}.
   */
  record AgentStatusChanged(AgentStatus told, Instant changedAt) implements AgentEvent {}
}
