package dev.parley.vocabulary;

import java.util.Locale;
import java.util.Optional;

/** How far an activity has come. */
public enum ActivityStatus {
  ACTIVE,
  /** Ended well. */
  COMPLETED,
  /** Ended badly. */
  FAILED,
  /** Not completed in time; a later completion still succeeds. */
  EXPIRED;

  /** The name on the wire, for example {@code active}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of that wire name; empty when there is none. */
  public static Optional<ActivityStatus> ofWireName(String name) {
    return WireNames.find(values(), ActivityStatus::wireName, name);
  }
}
