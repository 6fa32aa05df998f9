package dev.parley.assembly;

import dev.parley.rooms.RosterModel;
import dev.parley.switchboard.Readership;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.Topic;
import org.jspecify.annotations.Nullable;

/** What the rosters know, as the switchboard asks it. */
record RosterReadership(RosterModel roster) implements Readership {
  @Override
  public boolean mayRead(Caller caller, Topic topic) {
    return roster.mayRead(caller, topic);
  }

  @Override
  public @Nullable Refusal refusalToAsk(RoomCommand command, Caller caller) {
    return roster.refusal(command, caller);
  }

  @Override
  public @Nullable Refusal refusalToWrite(Caller caller, String roomId) {
    return roster.refusalToWrite(caller, roomId);
  }

  @Override
  public @Nullable Refusal refusalToMake(Caller caller, String contentId) {
    return roster.refusalToMake(caller, contentId);
  }

  @Override
  public boolean makesRoom(RoomCommand command) {
    return roster.makesRoom(command);
  }
}
