package dev.parley.collaboration;

import dev.parley.vocabulary.Activity;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.AgentStanding;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.NotificationEvent;
import dev.parley.vocabulary.RoomEvent;
import dev.parley.vocabulary.Session;
import dev.parley.vocabulary.StatusBoard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who does what now, changing as events come. Not safe for use by several threads: {@link
 * StatusModel} guards it.
 *
 * <p>The ranking is kept in order at all times, so that showing the board costs a copy and no
 * sorting, however many agents are known.
 */
final class LiveStatus {
  private final int boardSize;
  private final Map<String, AgentEntry> agents = new HashMap<>();
  private final TreeSet<AgentEntry> ranking = new TreeSet<>(AgentEntry.BOARD_ORDER);
  private final Map<String, SessionEntry> sessions = new LinkedHashMap<>();
  // By participant, known or not: who becomes known later is found in its sessions.
  private final Map<String, Set<SessionEntry>> sessionsOf = new HashMap<>();
  private int activeAgents;
  private int activeActivities;
  private @Nullable StatusBoard board;
  private @Nullable List<Session> activeSessions;

  LiveStatus(int boardSize) {
    this.boardSize = boardSize;
  }

  /** Adds a known agent with its newest activity, whatever became of that. */
  void addAgent(String agentId, long lastStamp) {
    change(agentId, agent -> agent.last(lastStamp));
  }

  /** Adds an active activity of a known agent. */
  void addActive(String agentId, long stamp) {
    change(agentId, agent -> activeActivities += agent.begin(stamp) ? 1 : 0);
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
              agents.size(), activeAgents, activeActivities, sessions.size(), standings());
      board = current;
    }
    return current;
  }

  private List<AgentStanding> standings() {
    AgentStanding[] standings = new AgentStanding[Math.min(boardSize, agents.size())];
    Iterator<AgentEntry> ranked = ranking.iterator();
    for (int i = 0; i < standings.length; i++) {
      standings[i] = ranked.next().standing();
    }
    return List.of(standings);
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
    AgentEntry agent = agents.get(agentId);
    return agent != null && agent.hasActive(stamp);
  }

  private void record(Activity activity) {
    String agentId = activity.agentId();
    long stamp = stampOf(activity.activityId());
    change(
        agentId,
        agent -> {
          agent.last(stamp);
          activeActivities += agent.begin(stamp) ? 1 : 0;
        });
    Set<SessionEntry> counting = sessionsOf.getOrDefault(agentId, Set.of());
    if (!counting.isEmpty()) {
      Totals one = new Totals(1, activity.type() == ActivityType.DECISION_MADE ? 1 : 0);
      counting.forEach(session -> session.count(one));
      activeSessions = null;
    }
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
      ranking.remove(agent);
      activeAgents -= agent.isActive() ? 1 : 0;
      activeActivities -= agent.activeCount();
      board = null;
    }
  }

  /** Ids of active activities that were recorded before a stamp, at most so many. */
  List<String> activeBefore(long stamp, int limit) {
    List<String> ids = new ArrayList<>();
    Iterator<AgentEntry> ranked = ranking.iterator();
    while (ranked.hasNext() && ids.size() < limit) {
      AgentEntry agent = ranked.next();
      if (!agent.isActive()) {
        break;
      }
      ids.addAll(agent.activeBefore(stamp, limit - ids.size()));
    }
    return ids;
  }

  /**
   * Agents that are idle, in no session, and have done nothing since a stamp; at most so many, the
   * ones that were quiet longest first.
   */
  List<String> quietSince(long stamp, int limit) {
    List<String> ids = new ArrayList<>();
    Iterator<AgentEntry> ranked = ranking.descendingIterator();
    while (ranked.hasNext() && ids.size() < limit) {
      AgentEntry agent = ranked.next();
      if (agent.isActive() || agent.lastStamp() >= stamp) {
        break;
      }
      if (!sessionsOf.containsKey(agent.agentId())) {
        ids.add(agent.agentId());
      }
    }
    return ids;
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

  /** Changes an agent, which is known from now on, and puts it in its new place. */
  private void change(String agentId, Consumer<AgentEntry> change) {
    AgentEntry agent = agents.get(agentId);
    if (agent == null) {
      agent = new AgentEntry(agentId);
      agents.put(agentId, agent);
      recount(agentId);
    } else {
      // The set finds it only as long as what it is ordered by has not changed.
      ranking.remove(agent);
      activeAgents -= agent.isActive() ? 1 : 0;
    }
    change.accept(agent);
    activeAgents += agent.isActive() ? 1 : 0;
    ranking.add(agent);
    board = null;
  }

  /** Tells a known agent in how many active sessions it is. */
  private void recount(String agentId) {
    AgentEntry agent = agents.get(agentId);
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
