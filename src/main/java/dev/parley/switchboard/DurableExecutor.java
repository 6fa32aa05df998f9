package dev.parley.switchboard;

import dev.parley.journal.Idempotency;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Reply;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where durable commands go once they are permitted: the journal's {@code submit}. */
@FunctionalInterface
public interface DurableExecutor {

  /**
   * Runs a command; the stage completes when the outcome is durable, and never blocks the caller.
   */
  CompletionStage<Reply> submit(
      DurableCommand command, Caller caller, @Nullable Idempotency idempotency);
}
