package dev.parley.collaboration;

import dev.parley.vocabulary.AgentStanding;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node keeps of a known agent in memory. Not safe for use by several threads. */
final class AgentEntry {

  /** The order of the board: active ones first, then the latest. */
  static final Comparator<AgentEntry> BOARD_ORDER =
      Comparator.comparingInt((AgentEntry agent) -> agent.isActive() ? 0 : 1)
          .thenComparing(Comparator.comparingLong(AgentEntry::lastStamp).reversed())
          .thenComparing(AgentEntry::agentId);

  private final String agentId;
  private final ActiveStamps active = new ActiveStamps();
  private long lastStamp;
  private int collaborations;
  private @Nullable AgentStanding standing;

  AgentEntry(String agentId) {
    this.agentId = agentId;
  }

  String agentId() {
    return agentId;
  }

  boolean isActive() {
    return active.size() > 0;
  }

  /** The stamp of its newest activity of any status, or 0. */
  long lastStamp() {
    return lastStamp;
  }

  boolean hasActive(long stamp) {
    return active.contains(stamp);
  }

  /** The newest activity of any status is that one. Changes the place on the board. */
  void last(long stamp) {
    lastStamp = stamp;
    standing = null;
  }

  /** An activity is active; tells whether it was not before. Changes the place on the board. */
  boolean begin(long stamp) {
    standing = null;
    return active.add(stamp);
  }

  /** An activity is over; tells whether it was not before. Changes the place on the board. */
  boolean end(long stamp) {
    standing = null;
    return active.remove(stamp);
  }

  int activeCount() {
    return active.size();
  }

  /** Ids of its active activities that were recorded before a stamp, oldest first. */
  List<String> activeBefore(long stamp, int limit) {
    return active.before(stamp).limit(limit).mapToObj(s -> Ids.activity(s, agentId)).toList();
  }

  void collaborations(int count) {
    collaborations = count;
    standing = null;
  }

  /** The agent as the board shows it; the same object until something changes. */
  AgentStanding standing() {
    AgentStanding current = standing;
    if (current == null) {
      current =
          new AgentStanding(
              agentId,
              isActive(),
              Ids.activityOrNull(active.newest(), agentId),
              Ids.activityOrNull(lastStamp, agentId),
              collaborations);
      standing = current;
    }
    return current;
  }
}
