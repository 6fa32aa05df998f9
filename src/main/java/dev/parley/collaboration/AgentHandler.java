package dev.parley.collaboration;

import dev.parley.journal.Batch;
import dev.parley.journal.CommandHandler;
import dev.parley.vocabulary.AgentCommand;
import dev.parley.vocabulary.AgentCommand.PutAgent;
import dev.parley.vocabulary.AgentCommand.PutAgentStatus;
import dev.parley.vocabulary.AgentEvent.AgentRegistered;
import dev.parley.vocabulary.AgentEvent.AgentStatusChanged;
import dev.parley.vocabulary.AgentRemark;
import dev.parley.vocabulary.AgentState;
import dev.parley.vocabulary.AgentStatus;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import java.util.Set;

/**
 * Keeps the directory of agents, and what they tell of themselves. Stateless; runs on the journal's
 * writer thread.
 */
public final class AgentHandler implements CommandHandler {

  @Override
  public Set<Class<? extends DurableCommand>> commands() {
    return Set.of(PutAgent.class, PutAgentStatus.class);
  }

  @Override
  public void announceKeys(DurableCommand command, Caller caller, Keys keys) {
    keys.add(AgentRow.class, ((AgentCommand) command).agentId());
  }

  @Override
  public Reply handle(DurableCommand command, Batch batch) {
    switch ((AgentCommand) command) {
      case PutAgent put -> register(put, batch);
      case PutAgentStatus put -> tell(put, batch);
    }
    return Reply.done();
  }

  private static void register(PutAgent command, Batch batch) {
    AgentRow agent = agent(command.agentId(), batch);
    if (agent.register(command, batch.now())) {
      batch.append(Topic.COLLABORATION, new AgentRegistered(agent.profile()));
    }
  }

  private static void tell(PutAgentStatus command, Batch batch) {
    AgentRow agent = agent(command.agentId(), batch);
    AgentStatus before = agent.told();
    AgentStatus now =
        new AgentStatus(
            command.agentId(), command.state(), command.currentTask(), command.progress());
    if (now.equals(before) && !agent.isForgotten()) {
      return;
    }
    // A working agent works whatever else it does: the next step needs no more than being told.
    if (before != null
        && now.state() == AgentState.WORKING
        && now.differsInProgressAlone(before)
        && !agent.isForgotten()) {
      agent.progress(now);
      batch.tell(Topic.AGENTS, new AgentRemark.Progressed(now));
    } else {
      agent.tell(now, batch.now());
      batch.append(Topic.COLLABORATION, new AgentStatusChanged(now, batch.now()));
    }
  }

  private static AgentRow agent(String agentId, Batch batch) {
    AgentRow known = batch.find(AgentRow.class, agentId);
    if (known != null) {
      return known;
    }
    AgentRow agent = new AgentRow(agentId, batch.now());
    batch.persist(agent, agentId);
    return agent;
  }
}
