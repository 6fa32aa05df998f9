package dev.parley.door.collaboration;

import dev.parley.door.Members;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Event;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.LatestEvent;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the names in {@code subscribe} select.
 *
 * <p>The name of a message type selects that message, the name of an activity type the {@code
 * agent_activity} messages of that type and the {@code activity_completed} that follow them. A list
 * of activity types alone keeps all other messages; once a message type is named, only named
 * messages come. Beside {@code agent_activity} or {@code activity_completed} an activity type
 * narrows these. Two names are both ({@code collaboration_started}, {@code collaboration_ended}):
 * they select both, and because a client that knows message types alone means the message, they
 * only ever add, and narrow nothing that is named beside them.
 */
final class Subscriptions {
  /** The interface itself, which is no event's class: named, it selects nothing further. */
  private static final Class<? extends Event> ALWAYS_SENT = Event.class;

  private static final Map<String, Class<? extends Event>> MESSAGES = messages();

  /** The names that together are everything. */
  static final List<String> EVERYTHING =
      MESSAGES.entrySet().stream()
          .filter(message -> message.getValue() != ALWAYS_SENT)
          .map(Map.Entry::getKey)
          .toList();

  private static final List<String> NAMES =
      Stream.concat(
              MESSAGES.keySet().stream(),
              Arrays.stream(ActivityType.values()).map(ActivityType::wireName))
          .distinct()
          .toList();

  private Subscriptions() {}

  private static Map<String, Class<? extends Event>> messages() {
    Map<String, Class<? extends Event>> messages = new LinkedHashMap<>();
    messages.put("agent_activity", DurableEvent.ActivityRecorded.class);
    messages.put("activity_completed", DurableEvent.ActivityCompleted.class);
    messages.put("agent_status_update", LatestEvent.BoardChanged.class);
    messages.put("memory_update", DurableEvent.MemoryUpdated.class);
    messages.put("collaboration_started", DurableEvent.CollaborationStarted.class);
    messages.put("collaboration_ended", DurableEvent.CollaborationEnded.class);
    messages.put("decision_recorded", DurableEvent.DecisionRecorded.class);
    messages.put("decision_requested", DurableEvent.DecisionRequested.class);
    messages.put("decision_resolved", DurableEvent.DecisionResolved.class);
    for (String always :
        List.of(
            "connection_established",
            "collaboration_state",
            "resync",
            "pong",
            "subscribed",
            "error",
            "auth",
            "auth_expiring")) {
      messages.put(always, ALWAYS_SENT);
    }
    return messages;
  }

  /** Reads the member {@code activity_types}; faults are noted with the members. */
  static ConnectionCommand.Subscribe read(Members members) {
    List<String> names = members.someOf("activity_types", NAMES, name -> name);
    return new ConnectionCommand.Subscribe(filter(names), names);
  }

  private static Filter filter(List<String> names) {
    Set<Class<? extends Event>> events = new HashSet<>();
    Set<ActivityType> types = EnumSet.noneOf(ActivityType.class);
    boolean narrows = false;
    for (String name : names) {
      Class<? extends Event> message = MESSAGES.get(name);
      if (message != null) {
        events.add(message);
      }
      ActivityType.ofWireName(name).ifPresent(types::add);
      narrows |= message == null;
    }
    boolean everyRecorded = events.contains(DurableEvent.ActivityRecorded.class) && !narrows;
    boolean everyCompleted = events.contains(DurableEvent.ActivityCompleted.class) && !narrows;
    if (!events.isEmpty() && !types.isEmpty()) {
      events.add(DurableEvent.ActivityRecorded.class);
      events.add(DurableEvent.ActivityCompleted.class);
    }
    return new Filter(events, everyRecorded ? Set.of() : types, everyCompleted ? Set.of() : types);
  }
}
