package dev.parley.assembly;

import dev.parley.presence.Typists;
import dev.parley.rooms.Viewers;
import dev.parley.switchboard.EphemeralExecutor;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.EphemeralCommand;
import dev.parley.vocabulary.Reply;

/** Who carries out what leaves nothing behind. */
record Passing(Typists typists, Viewers viewers) implements EphemeralExecutor {
  @Override
  public Reply execute(EphemeralCommand command, Caller caller) {
    switch (command) {
      case EphemeralCommand.SetTyping typing -> typists.set(typing, caller);
      case EphemeralCommand.SetView view ->
          viewers.set(view.roomId(), caller, view.viewId(), view.open());
    }
    return Reply.done();
  }
}
