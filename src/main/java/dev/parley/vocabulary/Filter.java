package dev.parley.vocabulary;

import java.util.Set;

/**
 * Which events of its topics a connection wants to hear. What it leaves out are holes in the
 * offsets, not loss.
 *
 * @param events the kinds of events that pass, or empty for all kinds
 * @param recorded of {@link DurableEvent.ActivityRecorded} only those of these types pass; empty
 *     for all types
 * @param completed the same of {@link DurableEvent.ActivityCompleted}
 */
public record Filter(
    Set<Class<? extends Event>> events, Set<ActivityType> recorded, Set<ActivityType> completed) {
  /** Everything passes. */
  public static final Filter ALL = of(Set.of());

  public Filter {
    events = Set.copyOf(events);
    recorded = Set.copyOf(recorded);
    completed = Set.copyOf(completed);
  }

  /** By kinds of events alone. */
  public static Filter of(Set<Class<? extends Event>> events) {
    return new Filter(events, Set.of(), Set.of());
  }

  /** Tells whether the event passes, and is meant for that listener. */
  public boolean admits(Event event, Caller listener) {
    return event.isFor(listener) && admits(event);
  }

  /** Tells whether the event passes. */
  public boolean admits(Event event) {
    if (!events.isEmpty() && !events.contains(event.getClass())) {
      return false;
    }
    return switch (event) {
      case DurableEvent.ActivityRecorded heard -> admits(recorded, heard.activity().type());
      case DurableEvent.ActivityCompleted heard -> admits(completed, heard.activityType());
      default -> true;
    };
  }

  private static boolean admits(Set<ActivityType> types, ActivityType type) {
    return types.isEmpty() || types.contains(type);
  }
}
