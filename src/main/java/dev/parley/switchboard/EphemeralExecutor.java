package dev.parley.switchboard;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.EphemeralCommand;
import dev.parley.vocabulary.Reply;

/** Where commands go that leave nothing behind, once they are permitted. */
@FunctionalInterface
public interface EphemeralExecutor {

  /** Carries out a command. On any thread; must return at once. */
  Reply execute(EphemeralCommand command, Caller caller);
}
