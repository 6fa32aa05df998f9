package dev.parley.vocabulary;

/** What one can read of agents. */
public sealed interface AgentQuery extends Query {

  /** Shows {@link AgentView.Agents}. */
  record ListAgents() implements AgentQuery {}

  /** Shows {@link AgentView.OneAgent}. */
  record ShowAgent(String agentId) implements AgentQuery {}
}
