package dev.parley.vocabulary;

import java.util.Locale;
import java.util.Optional;

/** What agents can be seen doing. */
public enum ActivityType {
  AGENT_STARTED,
  AGENT_COMPLETED,
  MEMORY_WRITE,
  MEMORY_READ,
  COUNCIL_DEBATE,
  COUNCIL_SYNTHESIS,
  DECISION_MADE,
  TASK_ASSIGNED,
  TASK_COMPLETED,
  MESSAGE_SENT,
  COLLABORATION_STARTED,
  COLLABORATION_ENDED;

  /** The name on the wire, for example {@code memory_write}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of that wire name; empty when there is none. */
  public static Optional<ActivityType> ofWireName(String name) {
    return WireNames.find(values(), ActivityType::wireName, name);
  }
}
