package dev.parley.vocabulary;

import java.util.Locale;
import java.util.Optional;

/** How somebody is there. */
public enum PresenceStatus {
  ONLINE,
  /** Connected, but not sitting before any device. */
  AWAY,
  /** Does not want to be disturbed, on whatever device. */
  BUSY,
  /** Not connected, or wants to look so. */
  OFFLINE;

  /** The name on the wire, for example {@code away}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of that wire name; empty when there is none. */
  public static Optional<PresenceStatus> ofWireName(String name) {
    return WireNames.find(values(), PresenceStatus::wireName, name);
  }

  /** Whether somebody who says so means all devices, until they say something else. */
  public boolean isHeld() {
    return this == BUSY || this == OFFLINE;
  }
}
