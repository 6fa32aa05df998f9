package dev.parley.collaboration;

import dev.parley.vocabulary.Activity;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.AgentEvent;
import dev.parley.vocabulary.AgentProfile;
import dev.parley.vocabulary.AgentStatus;
import dev.parley.vocabulary.ContentEvent;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.NotificationEvent;
import dev.parley.vocabulary.PresenceEvent;
import dev.parley.vocabulary.RoomEvent;
import dev.parley.vocabulary.Session;
import dev.parley.vocabulary.StatusBoard;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who does what now, changing as events come. Not safe for use by several threads: {@link
 * StatusModel} guards it.
 */
final class LiveStatus {
  private final AgentBook agents;
  private final Map<String, SessionEntry> sessions = new LinkedHashMap<>();
  // By participant, known or not: who becomes known later is found in its sessions.
  private final Map<String, Set<SessionEntry>> sessionsOf = new HashMap<>();
  private int activeActivities;
  private @Nullable StatusBoard board;
  private @Nullable List<Session> activeSessions;

  LiveStatus(int boardSize) {
    this.agents = new AgentBook(boardSize);
  }

  /** Adds a known agent with its newest activity, whatever became of that. */
  void addAgent(String agentId, long lastStamp, long mentionedStamp, @Nullable AgentStatus told) {
    change(
        agentId,
        agent -> {
          agent.last(lastStamp, null);
          agent.mention(mentionedStamp);
          if (told != null) {
            agent.tell(told, mentionedStamp);
          }
        });
  }

  /** The agents, to be read, and told how far they have come. */
  AgentBook agents() {
    return agents;
  }

  /** Adds an active activity of a known agent. */
  void addActive(String agentId, long stamp, @Nullable ActivityType type) {
    change(
        agentId,
        agent -> {
          activeActivities += agent.begin(stamp) ? 1 : 0;
          if (stamp == agent.lastStamp()) {
            agent.last(stamp, type);
          }
        });
  }

  /** Adds an active session; sessions are added in the order of their start. */
  void addSession(Session session) {
    SessionEntry entry = new SessionEntry(session);
    sessions.put(session.sessionId(), entry);
    for (String participant : session.participants()) {
      sessionsOf.computeIfAbsent(participant, key -> new LinkedHashSet<>()).add(entry);
      recount(participant);
    }
    board = null;
    activeSessions = null;
  }

  /** Follows an event. */
  void follow(DurableEvent event) {
    switch (event) {
      case DurableEvent.ActivityRecorded recorded -> record(recorded.activity());
      case DurableEvent.ActivityCompleted completed ->
          change(
              completed.agentId(),
              agent -> activeActivities -= agent.end(stampOf(completed.activityId())) ? 1 : 0);
      case DurableEvent.CollaborationStarted started -> addSession(started.session());
      case DurableEvent.CollaborationEnded ended -> removeSession(ended.sessionId());
      case DurableEvent.DecisionRecorded recorded -> decide(recorded.decision().sessionId());
      case DurableEvent.AgentForgotten forgotten -> forget(forgotten.agentId());
      case AgentEvent.AgentRegistered registered -> register(registered.profile());
      case AgentEvent.AgentStatusChanged changed ->
          change(
              changed.told().agentName(),
              agent -> agent.tell(changed.told(), Ids.stamp(changed.changedAt().toEpochMilli())));
      case DurableEvent.DecisionRequested requested -> {
        // The pending ones are a model of their own.
      }
      case DurableEvent.DecisionResolved resolved -> {
        // The pending ones are a model of their own.
      }
      case DurableEvent.MemoryUpdated updated -> {
        // Only history keeps it.
      }
      case DurableEvent.ApiKeyCreated created -> {
        // Of another feature.
      }
      case DurableEvent.ApiKeyRevoked revoked -> {
        // Of another feature.
      }
      case RoomEvent said -> {
        // Of another feature.
      }
      case ContentEvent said -> {
        // Of another feature.
      }
      case PresenceEvent said -> {
        // Of another feature.
      }
      case NotificationEvent said -> {
        // Of another feature.
      }
      case DurableEvent.Unknown unknown -> {
        // Of another version.
      }
    }
  }

  /** The board; the same object until something on it changes. */
  StatusBoard board() {
    StatusBoard current = board;
    if (current == null) {
      current =
          new StatusBoard(
              agents.size(),
              agents.activeAgents(),
              activeActivities,
              sessions.size(),
              agents.standings());
      board = current;
    }
    return current;
  }

  /** The active sessions, oldest first; the same object until something in them changes. */
  List<Session> activeSessions() {
    List<Session> current = activeSessions;
    if (current == null) {
      current = sessions.values().stream().map(SessionEntry::session).toList();
      activeSessions = current;
    }
    return current;
  }

  boolean isActive(String agentId, long stamp) {
    AgentEntry agent = agents.find(agentId);
    return agent != null && agent.hasActive(stamp);
  }

  private void record(Activity activity) {
    String agentId = activity.agentId();
    long stamp = stampOf(activity.activityId());
    change(
        agentId,
        agent -> {
          agent.last(stamp, activity.type());
          activeActivities += agent.begin(stamp) ? 1 : 0;
        });
    Set<SessionEntry> counting = sessionsOf.getOrDefault(agentId, Set.of());
    if (!counting.isEmpty()) {
      Totals one = new Totals(1, activity.type() == ActivityType.DECISION_MADE ? 1 : 0);
      counting.forEach(session -> session.count(one));
      activeSessions = null;
    }
  }

  private void register(AgentProfile profile) {
    agents.register(profile);
    change(
        profile.agentId(),
        agent -> agent.mention(Ids.stamp(profile.registeredAt().toEpochMilli())));
  }

  private void decide(String sessionId) {
    SessionEntry session = sessions.get(sessionId);
    if (session != null) {
      session.count(new Totals(0, 1));
      activeSessions = null;
    }
  }

  private void forget(String agentId) {
    AgentEntry agent = agents.remove(agentId);
    if (agent != null) {
      activeActivities -= agent.activeCount();
      board = null;
    }
  }

  /**
   * Agents that are idle, in no session, and that nobody has heard of since a stamp; at most so
   * many.
   */
  List<String> quietSince(long stamp, int limit) {
    return agents.quietSince(stamp, limit, sessionsOf::containsKey);
  }

  private void removeSession(String sessionId) {
    SessionEntry entry = sessions.remove(sessionId);
    if (entry == null) {
      return;
    }
    for (String participant : entry.session().participants()) {
      sessionsOf.computeIfPresent(
          participant,
          (key, entries) -> {
            entries.remove(entry);
            return entries.isEmpty() ? null : entries;
          });
      recount(participant);
    }
    board = null;
    activeSessions = null;
  }

  /** Changes an agent, which is known from now on. */
  private void change(String agentId, Consumer<AgentEntry> change) {
    if (agents.change(agentId, change)) {
      recount(agentId);
    }
    board = null;
  }

  /** Tells a known agent in how many active sessions it is. */
  private void recount(String agentId) {
    AgentEntry agent = agents.find(agentId);
    if (agent != null) {
      agent.collaborations(sessionsOf.getOrDefault(agentId, Set.of()).size());
    }
  }

  private static long stampOf(String activityId) {
    return Ids.parseActivity(activityId)
        .orElseThrow(() -> new IllegalStateException("not an activity's id: " + activityId))
        .stamp();
  }
}
