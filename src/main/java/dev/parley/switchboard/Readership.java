package dev.parley.switchboard;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.Topic;
import org.jspecify.annotations.Nullable;

/** What only those know who keep who belongs where. Answers at once, from memory, on any thread. */
public interface Readership {

  /** Whether somebody may hear and read what is said on a topic of a room or a content. */
  boolean mayRead(Caller caller, Topic topic);

  /** Why the caller may not do that in the room; null where it may. */
  @Nullable Refusal refusalToAsk(RoomCommand command, Caller caller);

  /** Why the caller may not write in that room; null where it may. */
  @Nullable Refusal refusalToWrite(Caller caller, String roomId);

  /** Why the caller may not tell, or ask for, anything of a content; null where it may. */
  @Nullable Refusal refusalToMake(Caller caller, String contentId);

  /** Whether the command would make a room. */
  boolean makesRoom(RoomCommand command);
}
