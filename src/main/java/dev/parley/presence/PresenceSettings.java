package dev.parley.presence;

import java.time.Duration;

/**
 * Who sees whom, and how long somebody is there.
 *
 * @param everybody {@code parley.presence.scope}: whether all see all while they are few
 * @param limit {@code parley.presence.scope-limit}: with more users connected only those see each
 *     other who share a room; and no more are told because of one room
 * @param grace how long a device is still there when its connection has ended
 * @param lease after how long without a sign of life a device is gone
 */
public record PresenceSettings(boolean everybody, int limit, Duration grace, Duration lease) {
  /** How long a page may take to be loaded again. */
  public static final Duration GRACE = Duration.ofSeconds(5);

  public PresenceSettings {
    if (limit < 1) {
      throw new IllegalArgumentException("parley.presence.scope-limit must be 1 or more");
    }
  }
}
