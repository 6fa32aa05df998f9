package dev.parley.vocabulary;

import java.util.Locale;
import java.util.Optional;

/** How far a content has come. */
public enum ContentState {
  QUEUED,
  GENERATING,
  COMPLETED,
  FAILED;

  /** The name on the wire, for example {@code generating}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of that wire name; empty when there is none. */
  public static Optional<ContentState> ofWireName(String name) {
    return WireNames.find(values(), ContentState::wireName, name);
  }
}
