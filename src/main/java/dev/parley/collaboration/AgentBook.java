package dev.parley.collaboration;

import dev.parley.vocabulary.AgentProfile;
import dev.parley.vocabulary.AgentStanding;
import dev.parley.vocabulary.AgentState;
import dev.parley.vocabulary.AgentStatus;
import dev.parley.vocabulary.AgentView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The known agents in the order of the board, and the directory. Not safe for use by several
 * threads: {@link StatusModel} guards it.
 *
 * <p>The ranking is kept in order at all times, so that showing the board costs a copy and no
 * sorting, however many agents are known.
 */
final class AgentBook {
  private final int boardSize;
  private final Map<String, AgentEntry> agents = new HashMap<>();
  private final TreeSet<AgentEntry> ranking = new TreeSet<>(AgentEntry.BOARD_ORDER);
  private final Map<String, AgentProfile> profiles = new HashMap<>();

  /** Those whose status may be another one than when it was last asked for. */
  private final Set<AgentEntry> touched = new LinkedHashSet<>();

  private int activeAgents;

  AgentBook(int boardSize) {
    this.boardSize = boardSize;
  }

  /** How many are known. */
  int size() {
    return agents.size();
  }

  /** How many of them are active. */
  int activeAgents() {
    return activeAgents;
  }

  /** A known agent, to be read; or null. */
  @Nullable AgentEntry find(String agentId) {
    return agents.get(agentId);
  }

  /**
   * Changes an agent, which is known from now on, and puts it in its new place.
   *
   * @return whether it was not known before
   */
  boolean change(String agentId, Consumer<AgentEntry> change) {
    AgentEntry agent = agents.get(agentId);
    boolean isNew = agent == null;
    if (agent == null) {
      agent = new AgentEntry(agentId);
      agents.put(agentId, agent);
    } else {
      // The set finds it only as long as what it is ordered by has not changed.
      ranking.remove(agent);
      activeAgents -= agent.isActive() ? 1 : 0;
    }
    change.accept(agent);
    activeAgents += agent.isActive() ? 1 : 0;
    ranking.add(agent);
    touched.add(agent);
    return isNew;
  }

  /** An agent leaves; null where it is not known. */
  @Nullable AgentEntry remove(String agentId) {
    AgentEntry agent = agents.remove(agentId);
    if (agent != null) {
      ranking.remove(agent);
      touched.remove(agent);
      activeAgents -= agent.isActive() ? 1 : 0;
    }
    return agent;
  }

  /** The directory has this of an agent, known or not. */
  void register(AgentProfile profile) {
    profiles.put(profile.agentId(), profile);
  }

  /** A known agent that works has come a step further. */
  void progress(AgentStatus status) {
    AgentEntry agent = agents.get(status.agentName());
    if (agent != null && agent.told() != null && status.differsInProgressAlone(agent.told())) {
      agent.progress(status);
      touched.add(agent);
    }
  }

  /** What those agents are up to of whom it is something else than when this was last asked. */
  List<AgentStatus> newStatuses() {
    List<AgentStatus> statuses = new ArrayList<>();
    for (AgentEntry agent : touched) {
      AgentStatus status = agent.newStatus();
      if (status != null) {
        statuses.add(status);
      }
    }
    touched.clear();
    return statuses;
  }

  /** The agents of the board. */
  List<AgentStanding> standings() {
    AgentStanding[] standings = new AgentStanding[Math.min(boardSize, agents.size())];
    Iterator<AgentEntry> ranked = ranking.iterator();
    for (int i = 0; i < standings.length; i++) {
      standings[i] = ranked.next().standing();
    }
    return List.of(standings);
  }

  /** What the agents of the board are up to. */
  AgentView.Agents statuses() {
    return new AgentView.Agents(
        agents.size(), ranking.stream().limit(boardSize).map(AgentEntry::status).toList());
  }

  /** One agent, or null where neither board nor directory has it. */
  AgentView.@Nullable OneAgent show(String agentId) {
    AgentEntry agent = agents.get(agentId);
    AgentProfile profile = profiles.get(agentId);
    if (agent != null) {
      return new AgentView.OneAgent(agent.status(), profile, agent.standing());
    }
    return profile == null
        ? null
        : new AgentView.OneAgent(
            new AgentStatus(agentId, AgentState.IDLE, null, null), profile, null);
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
   * Agents that are idle and that nobody has heard of since a stamp; at most so many, the ones that
   * were quiet longest first.
   *
   * @param kept ids of those that are left out
   */
  List<String> quietSince(long stamp, int limit, Predicate<String> kept) {
    List<String> ids = new ArrayList<>();
    Iterator<AgentEntry> ranked = ranking.descendingIterator();
    while (ranked.hasNext() && ids.size() < limit) {
      AgentEntry agent = ranked.next();
      if (agent.isActive() || agent.heardStamp() >= stamp) {
        break;
      }
      if (!kept.test(agent.agentId())) {
        ids.add(agent.agentId());
      }
    }
    return ids;
  }
}
