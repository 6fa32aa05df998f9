package dev.parley.collaboration;

import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.AgentStanding;
import dev.parley.vocabulary.AgentState;
import dev.parley.vocabulary.AgentStatus;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node keeps of a known agent in memory. Not safe for use by several threads. */
final class AgentEntry {

  /** The order of the board: active ones first, then the latest. */
  static final Comparator<AgentEntry> BOARD_ORDER =
      Comparator.comparingInt((AgentEntry agent) -> agent.isActive() ? 0 : 1)
          .thenComparing(Comparator.comparingLong(AgentEntry::heardStamp).reversed())
          .thenComparing(AgentEntry::agentId);

  private final String agentId;
  private final ActiveStamps active = new ActiveStamps();
  private long lastStamp;
  private long mentionedStamp;
  private @Nullable ActivityType lastType;
  private @Nullable AgentStatus told;
  private @Nullable AgentStatus shown;
  private int collaborations;
  private @Nullable AgentStanding standing;

  AgentEntry(String agentId) {
    this.agentId = agentId;
  }

  String agentId() {
    return agentId;
  }

  /** Whether it does something, or tells that it does. */
  boolean isActive() {
    return active.size() > 0 || (told != null && told.state() == AgentState.WORKING);
  }

  /** What it is up to, all things considered. */
  AgentStatus status() {
    if (told != null && (active.size() == 0 || told.state() == AgentState.WORKING)) {
      return told;
    }
    ActivityType type = active.newest() == lastStamp ? lastType : null;
    return active.size() == 0
        ? new AgentStatus(agentId, AgentState.IDLE, null, null)
        : new AgentStatus(agentId, AgentState.WORKING, type == null ? null : type.wireName(), null);
  }

  /** What it is up to where that is not what was last asked for here; else null. */
  @Nullable AgentStatus newStatus() {
    AgentStatus now = status();
    if (now.equals(shown)) {
      return null;
    }
    shown = now;
    return now;
  }

  /**
   * It tells that. Changes the place on the board.
   *
   * @param stamp when
   */
  void tell(AgentStatus status, long stamp) {
    told = status;
    mention(stamp);
  }

  /** It tells that, and has told the same but for the progress. */
  void progress(AgentStatus status) {
    told = status;
  }

  /** It was heard of otherwise than by an activity. Changes the place on the board. */
  void mention(long stamp) {
    mentionedStamp = Math.max(mentionedStamp, stamp);
    standing = null;
  }

  /** What it tells of itself, or null. */
  @Nullable AgentStatus told() {
    return told;
  }

  /** When it was last heard of. */
  long heardStamp() {
    return Math.max(lastStamp, mentionedStamp);
  }

  /** The stamp of its newest activity of any status, or 0. */
  long lastStamp() {
    return lastStamp;
  }

  boolean hasActive(long stamp) {
    return active.contains(stamp);
  }

  /**
   * The newest activity of any status is that one. Changes the place on the board.
   *
   * @param type null where nobody knows any more
   */
  void last(long stamp, @Nullable ActivityType type) {
    lastStamp = stamp;
    lastType = type;
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
