package dev.parley.switchboard;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.Topic;

/** A readership of tests that are about something else: there are no rooms. */
public final class Nobody implements Readership {
  @Override
  public boolean mayRead(Caller caller, Topic topic) {
    return false;
  }

  @Override
  public Refusal refusalToAsk(RoomCommand command, Caller caller) {
    return null;
  }

  @Override
  public Refusal refusalToWrite(Caller caller, String roomId) {
    return Refusal.of(Refusal.Code.NOT_FOUND, "There is no such room.");
  }

  @Override
  public Refusal refusalToMake(Caller caller, String contentId) {
    return Refusal.of(Refusal.Code.NOT_FOUND, "There is no such content.");
  }

  @Override
  public boolean makesRoom(RoomCommand command) {
    return false;
  }
}
