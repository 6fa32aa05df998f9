package dev.parley.journal;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.DurableCommand.ClaimRequest;
import dev.parley.vocabulary.Reply;
import java.util.Set;

/** Claims an idempotency key: to keep the answer to nothing is all there is to do. */
final class ClaimHandler implements CommandHandler {

  @Override
  public Set<Class<? extends DurableCommand>> commands() {
    return Set.of(ClaimRequest.class);
  }

  @Override
  public void announceKeys(DurableCommand command, Caller caller, Keys keys) {
    // The key itself is announced for every command.
  }

  @Override
  public Reply handle(DurableCommand command, Batch batch) {
    return Reply.done();
  }
}
