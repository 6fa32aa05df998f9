package dev.parley.rooms;

import dev.parley.vocabulary.Member;
import dev.parley.vocabulary.Room;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the rules have to know: from the rows of a batch, or from memory. */
interface RoomFacts {

  /** The room of that id, or null. */
  @Nullable Room room(String roomId);

  /** Somebody who belongs to that room, or null. */
  @Nullable Member member(String roomId, String userId);

  /** Until when somebody cannot write in that room, member or not; null where nobody said so. */
  @Nullable Instant mutedUntil(String roomId, String userId);
}
