package dev.parley.rooms;

import dev.parley.journal.InMemoryJournal;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.RoomCommand;
import java.time.Duration;

/** This feature's rules over rows in memory. */
final class RoomJournal extends InMemoryJournal {
  static final RoomSettings SETTINGS = new RoomSettings(true, Duration.ofDays(30));

  RoomJournal() {
    this(SETTINGS, (roomId, offset) -> java.util.Set.of("alice", "bob"));
  }

  RoomJournal(RoomSettings settings, Senders senders) {
    super(
        Talk.ALICE,
        new RoomHandler(settings),
        new MessageHandler(settings, senders),
        new AttachmentHandler(settings));
  }

  /** What a message answers, holds, and was called by its sender stands in its row. */
  @Override
  protected boolean looksFurther(DurableCommand command) {
    return command instanceof RoomCommand.DeleteMessage
        || command instanceof RoomCommand.ExpireMessages;
  }
}
