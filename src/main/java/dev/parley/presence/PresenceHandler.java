package dev.parley.presence;

import dev.parley.journal.Batch;
import dev.parley.journal.CommandHandler;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.PresenceCommand.SetPresence;
import dev.parley.vocabulary.PresenceEvent.PresenceHeld;
import dev.parley.vocabulary.PresenceStatus;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps what users say for all their devices. Stateless; runs on the journal's writer thread. */
public final class PresenceHandler implements CommandHandler {

  @Override
  public Set<Class<? extends DurableCommand>> commands() {
    return Set.of(SetPresence.class);
  }

  @Override
  public void announceKeys(DurableCommand command, Caller caller, Keys keys) {
    keys.add(PresenceHoldRow.class, caller.id());
  }

  @Override
  public Reply handle(DurableCommand command, Batch batch) {
    Caller caller = batch.caller();
    if (caller.kind() != Caller.Kind.USER) {
      return Reply.refused(Refusal.Code.CONFLICT, "Only users have a presence.");
    }
    PresenceStatus status = ((SetPresence) command).status();
    PresenceHoldRow row = batch.find(PresenceHoldRow.class, caller.id());
    PresenceStatus before = row == null ? null : row.status();
    PresenceStatus held = status.isHeld() ? status : null;
    if (before != held) {
      keep(row, held, batch);
      batch.append(Topic.of(caller), new PresenceHeld(caller.id(), held, batch.now()));
    }
    return Reply.done();
  }

  private static void keep(
      @Nullable PresenceHoldRow known, @Nullable PresenceStatus held, Batch batch) {
    String userId = batch.caller().id();
    if (held == null) {
      if (known != null) {
        batch.remove(known, userId);
      }
      return;
    }
    PresenceHoldRow row = known;
    if (row == null) {
      row = new PresenceHoldRow(userId);
      batch.persist(row, userId);
    }
    row.hold(held, batch.now());
  }
}
