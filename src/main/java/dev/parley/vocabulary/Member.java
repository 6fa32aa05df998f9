package dev.parley.vocabulary;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who belongs to a room, connected or not.
 *
 * @param userId a user's, agent's or bot's id
 * @param since when they became a member
 * @param mutedUntil until when they cannot write, or null
 */
public record Member(String userId, RoomRole role, Instant since, @Nullable Instant mutedUntil) {

  /** Tells whether they cannot write now. */
  public boolean isMuted(Instant now) {
    return mutedUntil != null && now.isBefore(mutedUntil);
  }
}
