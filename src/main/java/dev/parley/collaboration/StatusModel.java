package dev.parley.collaboration;

import dev.parley.journal.Model;
import dev.parley.vocabulary.Activity;
import dev.parley.vocabulary.ActivityStatus;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.AgentRemark;
import dev.parley.vocabulary.AgentStatus;
import dev.parley.vocabulary.AgentView;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import dev.parley.vocabulary.View;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the agents are doing now, in memory: the status board, the active sessions with their
 * counts, and how far in the collaboration topic that is.
 *
 * <p>Safe for use by any number of threads. Reading takes no lock while nothing has changed. The
 * first reader after a change makes a new snapshot under a lock, which takes as long as copying the
 * board, about a tenth of a millisecond for 2,000 agents, and the journal may wait that long;
 * nobody who holds the lock waits for anything. Nothing is copied while nobody asks.
 */
public final class StatusModel implements Model {
  private final int boardSize;
  private final Consumer<List<Publication>> remarks;
  private final ReentrantLock lock = new ReentrantLock();
  // Both are guarded by the lock.
  private LiveStatus live;
  private Position position = new Position("", 0);
  // Set to null by whoever changes the state, under the lock; readers look at it without.
  private volatile @Nullable StatusSnapshot snapshot;

  /**
   * Knows nobody until {@link #load}.
   *
   * @param boardSize how many agents the board shows at most ({@code parley.agents.board-size}), 1
   *     or more
   * @param remarks takes what agents are up to now, where that changes, to be told to the listeners
   *     of this node in that order; must return at once and not throw
   */
  public StatusModel(int boardSize, Consumer<List<Publication>> remarks) {
    if (boardSize < 1) {
      throw new IllegalArgumentException("parley.agents.board-size must be 1 or more");
    }
    this.boardSize = boardSize;
    this.remarks = remarks;
    this.live = new LiveStatus(boardSize);
  }

  @Override
  public void load(EntityManager database, Heads log) {
    LiveStatus read = new LiveStatus(boardSize);
    Map<String, Totals> totals = new HashMap<>();
    for (AgentRow agent : agents(database)) {
      if (!agent.isForgotten()) {
        read.addAgent(
            agent.agentId(), agent.lastActivityStamp(), agent.mentionedStamp(), agent.told());
      }
      if (agent.isRegistered()) {
        read.agents().register(agent.profile());
      }
      totals.put(agent.agentId(), agent.totals());
    }
    for (Object[] activity : activeActivities(database)) {
      read.addActive(
          (String) activity[0],
          (Long) activity[1],
          ActivityType.ofWireName((String) activity[2]).orElse(null));
    }
    for (SessionRow session : activeSessions(database)) {
      Totals now =
          session.participants().stream()
              .map(agentId -> totals.getOrDefault(agentId, Totals.NONE))
              .reduce(Totals.NONE, Totals::plus);
      read.addSession(session.session(now));
    }
    // What is so when the node begins is no news.
    read.agents().newStatuses();
    Position reached = new Position(log.epoch(), log.head(Topic.COLLABORATION));
    lock.lock();
    try {
      live = read;
      position = reached;
      snapshot = null;
    } finally {
      lock.unlock();
    }
  }

  private static List<AgentRow> agents(EntityManager database) {
    return database.createQuery("SELECT agent FROM AgentRow agent", AgentRow.class).getResultList();
  }

  private static List<Object[]> activeActivities(EntityManager database) {
    return database
        .createQuery(
            "SELECT activity.agentId, activity.stamp, activity.type FROM ActivityRow activity"
                + " WHERE activity.status = :active ORDER BY activity.stamp",
            Object[].class)
        .setParameter("active", ActivityStatus.ACTIVE.wireName())
        .getResultList();
  }

  private static List<SessionRow> activeSessions(EntityManager database) {
    return database
        .createQuery(
            "SELECT session FROM SessionRow session"
                + " WHERE session.active = TRUE ORDER BY session.stamp",
            SessionRow.class)
        .getResultList();
  }

  @Override
  public void apply(Iterable<Publication> publications) {
    lock.lock();
    try {
      Instant time = Instant.EPOCH;
      for (Publication publication : publications) {
        follow(publication);
        time = publication.time();
      }
      remark(time);
    } finally {
      lock.unlock();
    }
  }

  /** Follows what is said of agents and not kept, by whatever node: how far they have come. */
  public void remarked(List<Publication> said) {
    for (Publication publication : said) {
      if (publication.event() instanceof AgentRemark.Progressed told) {
        lock.lock();
        try {
          live.agents().progress(told.status());
          remark(publication.time());
        } finally {
          lock.unlock();
        }
      }
    }
  }

  /** Under the lock, so that what is told last is what is so. */
  private void remark(Instant time) {
    List<Publication> news = new ArrayList<>();
    for (AgentStatus status : live.agents().newStatuses()) {
      news.add(new Publication(Topic.AGENTS, new AgentRemark.StatusTold(status), time, null));
    }
    if (!news.isEmpty()) {
      remarks.accept(news);
    }
  }

  private void follow(Publication publication) {
    Position place = publication.position();
    if (publication.topic().equals(Topic.COLLABORATION)
        && place != null
        && publication.event() instanceof DurableEvent event) {
      live.follow(event);
      position = place;
      snapshot = null;
    }
  }

  /**
   * The board, the active sessions and their place in the feed, all of one moment; never older than
   * any answer that was given. Board and sessions are the same objects as before where nothing in
   * them has changed.
   */
  public StatusSnapshot snapshot() {
    StatusSnapshot current = snapshot;
    return current != null ? current : locked(this::takeSnapshot);
  }

  private StatusSnapshot takeSnapshot() {
    StatusSnapshot current = snapshot;
    if (current == null) {
      current =
          new StatusSnapshot(
              new View.CollaborationState(live.board(), live.activeSessions()), position);
      snapshot = current;
    }
    return current;
  }

  /**
   * The activity of a row as far as what is durable goes: its end may be seen in the database a
   * moment before it is.
   */
  Activity shown(ActivityRow row) {
    return locked(() -> live.isActive(row.agentId(), row.stamp()))
        ? row.activity(ActivityStatus.ACTIVE)
        : row.activity();
  }

  /** Ids of active activities that were recorded before a stamp, at most so many. */
  List<String> activeBefore(long stamp, int limit) {
    return locked(() -> live.agents().activeBefore(stamp, limit));
  }

  /** Idle agents in no session that have done nothing since a stamp, at most so many. */
  List<String> quietSince(long stamp, int limit) {
    return locked(() -> live.quietSince(stamp, limit));
  }

  /** What the agents are up to. */
  AgentView.Agents agents() {
    return locked(() -> live.agents().statuses());
  }

  /** One agent, or null where nobody knows it. */
  AgentView.@Nullable OneAgent agent(String agentId) {
    return locked(() -> live.agents().show(agentId));
  }

  private <T extends @Nullable Object> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
