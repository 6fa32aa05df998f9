package dev.parley.vocabulary;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is told.
 *
 * @param topic where
 * @param event what
 * @param time when it happened, in milliseconds
 * @param position where in the feed; present for a {@link DurableEvent} and for no other
 */
public record Publication(Topic topic, Event event, Instant time, @Nullable Position position) {
  public Publication {
    if (event instanceof DurableEvent != (position != null)) {
      throw new IllegalArgumentException("a position belongs to durable events alone: " + event);
    }
  }

  /** Another event in this one's place, at this one's time. */
  public Publication insteadOf(Event other) {
    return new Publication(topic, other, time, position);
  }

  /**
   * The offset of a durable event.
   *
   * @throws IllegalStateException if the event is not durable
   */
  public long offset() {
    if (position == null) {
      throw new IllegalStateException("not durable: " + event);
    }
    return position.offset();
  }
}
