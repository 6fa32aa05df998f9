package dev.parley.door.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.door.Members;
import dev.parley.door.Shapes;
import dev.parley.vocabulary.Activity;
import dev.parley.vocabulary.ActivityStatus;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.Decision;
import dev.parley.vocabulary.DecisionRequest;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Event;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.LatestEvent;
import dev.parley.vocabulary.MemoryOperation;
import dev.parley.vocabulary.MemoryUpdate;
import dev.parley.vocabulary.Session;
import dev.parley.vocabulary.StatusBoard;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each list of names against one event of each kind. */
final class SubscriptionsTest {
  private static final Instant NOW = Instant.EPOCH;
  private static final Map<String, Event> EVENTS = events();

  @ParameterizedTest
  @CsvSource({
    // Message types alone.
    "agent_activity, write started_activity",
    "activity_completed, write_done started_done",
    "agent_activity activity_completed, write write_done started_activity started_done",
    "agent_status_update, board",
    "memory_update agent_status_update, memory board",
    "decision_recorded, decided",
    "decision_requested decision_resolved, asked resolved",
    // Activity types alone keep everything else.
    "memory_write, write write_done memory started ended board decided asked resolved",
    "task_assigned, memory started ended board decided asked resolved",
    "memory_write decision_made, write write_done memory started ended board decided asked resolved",
    // Both.
    "memory_update memory_write, memory write write_done",
    "agent_activity memory_write, write write_done",
    "activity_completed memory_write, write write_done",
    // Names that are both.
    "collaboration_started, started started_activity started_done",
    "collaboration_ended, ended",
    "collaboration_started memory_write, started started_activity started_done write write_done",
    "agent_activity collaboration_started, write started_activity started started_done",
    "activity_completed collaboration_started, write_done started_activity started started_done",
    "activity_completed collaboration_ended, write_done started_done ended",
    "collaboration_started collaboration_ended, started started_activity started_done ended",
    "memory_update collaboration_started, memory started started_activity started_done",
    "agent_activity collaboration_started memory_write,"
        + " write write_done started_activity started started_done",
    "agent_activity activity_completed collaboration_ended,"
        + " write write_done started_activity started_done ended",
    // What always comes selects nothing further.
    "pong, ''",
    "collaboration_state memory_update, memory",
  })
  void selects(String names, String events) {
    Filter filter = filter(List.of(names.split(" ")));
    assertThat(
            EVENTS.entrySet().stream()
                .filter(event -> filter.admits(event.getValue()))
                .map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(events.split(" ")).filter(name -> !name.isEmpty()).toList());
  }

  @Test
  void tellsEachNameOnce() {
    List<String> names = List.of("agent_activity", "agent_activity", "memory_write");
    Members members =
        new Members(Shapes.object().add("activity_types", Shapes.texts(names)).build());
    assertThat(Subscriptions.read(members).names())
        .containsExactly("agent_activity", "memory_write");
  }

  @Test
  void everythingIsTheNineFeeds() {
    assertThat(filter(Subscriptions.EVERYTHING))
        .matches(filter -> EVENTS.values().stream().allMatch(filter::admits));
    assertThat(Subscriptions.EVERYTHING).hasSize(9);
  }

  private static Filter filter(List<String> names) {
    Members members =
        new Members(Shapes.object().add("activity_types", Shapes.texts(names)).build());
    Filter filter = Subscriptions.read(members).filter();
    members.check();
    return filter;
  }

  private static Map<String, Event> events() {
    Map<String, Event> events = new LinkedHashMap<>();
    events.put("write", recorded(ActivityType.MEMORY_WRITE));
    events.put("write_done", completed(ActivityType.MEMORY_WRITE));
    events.put("started_activity", recorded(ActivityType.COLLABORATION_STARTED));
    events.put("started_done", completed(ActivityType.COLLABORATION_STARTED));
    events.put(
        "memory",
        new DurableEvent.MemoryUpdated(
            new MemoryUpdate(MemoryOperation.READ, "i", "a", NOW, Json.EMPTY)));
    events.put(
        "started",
        new DurableEvent.CollaborationStarted(
            new Session("collab_1", List.of("a"), "general", NOW, 0, 0)));
    events.put("ended", new DurableEvent.CollaborationEnded("collab_1", NOW));
    Decision decision =
        new Decision("dec_1", "collab_1", "a", "Use it", null, List.of(), null, NOW);
    events.put("decided", new DurableEvent.DecisionRecorded(decision));
    DecisionRequest request =
        new DecisionRequest(
            "req_1",
            "a",
            "Which?",
            List.of(),
            null,
            List.of(),
            NOW,
            NOW,
            DecisionRequest.Status.PENDING,
            null);
    events.put("asked", new DurableEvent.DecisionRequested(request));
    events.put("resolved", new DurableEvent.DecisionResolved(request));
    events.put("board", new LatestEvent.BoardChanged(new StatusBoard(0, 0, 0, 0, List.of())));
    return events;
  }

  private static Event recorded(ActivityType type) {
    return new DurableEvent.ActivityRecorded(
        new Activity("act_1_a", "a", "d", type, NOW, Json.EMPTY, List.of(), ActivityStatus.ACTIVE));
  }

  private static Event completed(ActivityType type) {
    return new DurableEvent.ActivityCompleted("act_1_a", "a", type, ActivityStatus.COMPLETED);
  }
}
