package dev.parley.vocabulary;

import java.util.Set;

/**
 * Which events of its topics a connection wants to hear. What it leaves out are holes in the
 * offsets, not loss.
 *
 * @param events the kinds of events that pass, or empty for all kinds
 * @param activityTypes of {@link DurableEvent.ActivityRecorded} and {@link
 *     DurableEvent.ActivityCompleted} only those of these types pass; empty for all types
 */
public record Filter(Set<Class<? extends Event>> events, Set<ActivityType> activityTypes) {
  /** Everything passes. */
  public static final Filter ALL = new Filter(Set.of(), Set.of());

  public Filter {
    events = Set.copyOf(events);
    activityTypes = Set.copyOf(activityTypes);
  }

  /** Tells whether the event passes. */
  public boolean admits(Event event) {
    if (!events.isEmpty() && !events.contains(event.getClass())) {
      return false;
    }
    return switch (event) {
      case DurableEvent.ActivityRecorded recorded -> admits(recorded.activity().type());
      case DurableEvent.ActivityCompleted completed -> admits(completed.activityType());
      default -> true;
    };
  }

  private boolean admits(ActivityType type) {
    return activityTypes.isEmpty() || activityTypes.contains(type);
  }
}
