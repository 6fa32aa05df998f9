package dev.parley.rooms;

import java.time.Duration;

/**
 * What the deployment says about rooms.
 *
 * @param autoCreate {@code parley.rooms.auto-create}: whether a room is made where somebody joins
 *     or writes and there is none
 * @param messageTtl {@code parley.messages.ttl}: how long messages are kept; a room may say less
 */
public record RoomSettings(boolean autoCreate, Duration messageTtl) {
  /** What holds where nothing is configured. */
  public static final RoomSettings DEFAULTS = new RoomSettings(true, Duration.ofDays(30));
}
