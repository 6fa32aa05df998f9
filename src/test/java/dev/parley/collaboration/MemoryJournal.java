package dev.parley.collaboration;

import dev.parley.journal.InMemoryJournal;
import dev.parley.vocabulary.DurableCommand;

/** This feature's rules over rows in memory. */
final class MemoryJournal extends InMemoryJournal {
  MemoryJournal() {
    super(Commands.SERVICE, new CollaborationHandler(), new DecisionHandler(), new AgentHandler());
  }

  /** The participants of an ending session stand in its row. */
  @Override
  protected boolean looksFurther(DurableCommand command) {
    return command instanceof DurableCommand.EndCollaboration;
  }
}
