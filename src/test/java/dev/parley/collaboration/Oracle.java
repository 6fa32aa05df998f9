package dev.parley.collaboration;

import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.AgentEvent.AgentRegistered;
import dev.parley.vocabulary.AgentEvent.AgentStatusChanged;
import dev.parley.vocabulary.AgentStanding;
import dev.parley.vocabulary.AgentState;
import dev.parley.vocabulary.AgentStatus;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.DurableEvent.ActivityCompleted;
import dev.parley.vocabulary.DurableEvent.ActivityRecorded;
import dev.parley.vocabulary.DurableEvent.CollaborationEnded;
import dev.parley.vocabulary.DurableEvent.CollaborationStarted;
import dev.parley.vocabulary.Session;
import dev.parley.vocabulary.StatusBoard;
import dev.parley.vocabulary.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the state must be after some events, said as plainly as can be and without regard to cost.
 */
final class Oracle {
  private final List<? extends DurableEvent> events;

  Oracle(List<? extends DurableEvent> events) {
    this.events = events;
  }

  View.CollaborationState state(int boardSize) {
    List<AgentStanding> agents =
        events.stream()
            .map(Oracle::agentOf)
            .filter(Objects::nonNull)
            .distinct()
            .map(this::standing)
            .sorted(
                Comparator.comparing((AgentStanding agent) -> !agent.active())
                    .thenComparing(agent -> lastHeard(agent.agentId()), Comparator.reverseOrder())
                    .thenComparing(AgentStanding::agentId))
            .toList();
    List<Session> sessions =
        events.stream()
            .filter(CollaborationStarted.class::isInstance)
            .map(event -> ((CollaborationStarted) event).session())
            .filter(session -> !isEnded(session))
            .map(this::counted)
            .toList();
    return new View.CollaborationState(
        new StatusBoard(
            agents.size(),
            (int) agents.stream().filter(AgentStanding::active).count(),
            (int) recorded().stream().filter(this::isActive).count(),
            sessions.size(),
            agents.stream().limit(boardSize).toList()),
        sessions);
  }

  /** The ended sessions with their final counts. */
  List<Session> ended() {
    return events.stream()
        .filter(CollaborationStarted.class::isInstance)
        .map(event -> ((CollaborationStarted) event).session())
        .filter(this::isEnded)
        .map(this::counted)
        .toList();
  }

  private AgentStanding standing(String agentId) {
    List<ActivityRecorded> own =
        recorded().stream().filter(event -> event.activity().agentId().equals(agentId)).toList();
    List<ActivityRecorded> active = own.stream().filter(this::isActive).toList();
    AgentStatus told = told(agentId);
    return new AgentStanding(
        agentId,
        !active.isEmpty() || (told != null && told.state() == AgentState.WORKING),
        active.isEmpty() ? null : active.getLast().activity().activityId(),
        own.isEmpty() ? null : own.getLast().activity().activityId(),
        (int)
            events.stream()
                .filter(CollaborationStarted.class::isInstance)
                .map(event -> ((CollaborationStarted) event).session())
                .filter(session -> !isEnded(session) && session.participants().contains(agentId))
                .count());
  }

  private Session counted(Session session) {
    long activities = 0;
    long decisions = 0;
    boolean running = false;
    for (DurableEvent event : events) {
      switch (event) {
        case CollaborationStarted started -> running |= started.session().equals(session);
        case CollaborationEnded ended -> running &= !ended.sessionId().equals(session.sessionId());
        case ActivityRecorded recorded -> {
          boolean counts =
              running && session.participants().contains(recorded.activity().agentId());
          activities += counts ? 1 : 0;
          decisions += counts && recorded.activity().type() == ActivityType.DECISION_MADE ? 1 : 0;
        }
        default -> Objects.requireNonNull(event);
      }
    }
    return new Session(
        session.sessionId(),
        session.participants(),
        session.sessionType(),
        session.startedAt(),
        activities,
        decisions);
  }

  private List<ActivityRecorded> recorded() {
    List<ActivityRecorded> recorded = new ArrayList<>();
    for (DurableEvent event : events) {
      if (event instanceof ActivityRecorded one) {
        recorded.add(one);
      }
    }
    return recorded;
  }

  private boolean isActive(ActivityRecorded recorded) {
    return events.stream()
        .noneMatch(
            event ->
                event instanceof ActivityCompleted completed
                    && completed.activityId().equals(recorded.activity().activityId()));
  }

  private boolean isEnded(Session session) {
    return events.stream()
        .anyMatch(
            event ->
                event instanceof CollaborationEnded ended
                    && ended.sessionId().equals(session.sessionId()));
  }

  /** Whom the event makes known; null for none. */
  private static @Nullable String agentOf(DurableEvent event) {
    return switch (event) {
      case ActivityRecorded recorded -> recorded.activity().agentId();
      case AgentStatusChanged changed -> changed.told().agentName();
      case AgentRegistered registered -> registered.profile().agentId();
      default -> null;
    };
  }

  private @Nullable AgentStatus told(String agentId) {
    AgentStatus told = null;
    for (DurableEvent event : events) {
      if (event instanceof AgentStatusChanged changed
          && changed.told().agentName().equals(agentId)) {
        told = changed.told();
      }
    }
    return told;
  }

  private long lastHeard(String agentId) {
    return events.stream()
        .filter(event -> agentId.equals(agentOf(event)))
        .mapToLong(
            event ->
                switch (event) {
                  case ActivityRecorded recorded ->
                      Ids.parseActivity(recorded.activity().activityId()).orElseThrow().stamp();
                  case AgentStatusChanged changed -> changed.changedAt().toEpochMilli() * 1_000;
                  case AgentRegistered registered ->
                      registered.profile().registeredAt().toEpochMilli() * 1_000;
                  default -> throw new IllegalArgumentException(event.toString());
                })
        .max()
        .orElseThrow();
  }
}
