package dev.parley.rooms;

import java.util.Set;

/** Tells who has something to hear of what others have read. */
@FunctionalInterface
public interface Senders {

  /** The ids of those members who have said something in a room after that offset. */
  Set<String> since(String roomId, long offset);
}
