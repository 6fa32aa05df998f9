package dev.parley.vocabulary;

import java.util.Locale;
import java.util.Optional;

/** What an agent is up to. */
public enum AgentState {
  /** Ready for work. */
  IDLE,
  WORKING,
  /** Does no work until somebody lets it; on the status board it is idle. */
  STOPPED;

  /** The name on the wire, for example {@code working}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of that wire name; empty when there is none. */
  public static Optional<AgentState> ofWireName(String name) {
    return WireNames.find(values(), AgentState::wireName, name);
  }
}
