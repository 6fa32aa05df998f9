package dev.parley.vocabulary;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is said of a user's presence, and kept, on that user's own topic. */
public sealed interface PresenceEvent extends DurableEvent {

  /**
   * A user is busy, or looks offline, on all devices from now on; or no longer.
   *
   * @param held {@code busy} or {@code offline}; null for no longer
   */
  record PresenceHeld(String userId, @Nullable PresenceStatus held, Instant since)
      implements PresenceEvent {}
}
