package dev.parley.vocabulary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event without an offset of which only the newest counts: a newer one replaces it unsent. */
public sealed interface LatestEvent extends Event
    permits LatestEvent.BoardChanged,
        LatestEvent.BoardDelta,
        RoomRemark,
        AgentRemark,
        PresenceRemark,
        ContentRemark {

  /** What the event is about; of two events with one subject, the newer replaces the older. */
  String subject();

  /**
   * Which durable event of the topic was the newest when this was so: it is told to nobody who was
   * told a later one, because that has overtaken it. Negative where nothing overtakes it but a
   * newer event of its own subject.
   */
  default long basis() {
    return -1;
  }

  /**
   * What this event has to tell somebody who was told an earlier one of the same subject, and who
   * wants to hear changes alone. However many were skipped between the two, nothing is missed.
   *
   * @return this event where it is told as a whole, null where it tells nothing new
   */
  default @Nullable LatestEvent since(LatestEvent told) {
    return this;
  }

  /** The whole status board as it is now. */
  record BoardChanged(StatusBoard board) implements LatestEvent {
    @Override
    public String subject() {
      return BoardDelta.SUBJECT;
    }

    @Override
    public @Nullable LatestEvent since(LatestEvent told) {
      return told instanceof BoardChanged earlier ? BoardDelta.between(earlier, this) : this;
    }
  }

  /**
   * How the status board differs from an earlier one.
   *
   * @param board as it is now; told are its counts alone
   * @param changed the agents that are new on the board or are not as they were
   * @param gone the agents that are no longer on it
   */
  record BoardDelta(StatusBoard board, List<AgentStanding> changed, List<String> gone)
      implements LatestEvent {
    /** With more differences than these the whole board is told. */
    static final int MAX_DIFFERENCES = 200;

    private static final String SUBJECT = "board";

    public BoardDelta {
      changed = List.copyOf(changed);
      gone = List.copyOf(gone);
    }

    @Override
    public String subject() {
      return SUBJECT;
    }

    private static @Nullable LatestEvent between(BoardChanged told, BoardChanged now) {
      if (told.equals(now)) {
        return null;
      }
      Map<String, AgentStanding> left = HashMap.newHashMap(told.board().agents().size());
      told.board().agents().forEach(agent -> left.put(agent.agentId(), agent));
      List<AgentStanding> changed = new ArrayList<>();
      for (AgentStanding agent : now.board().agents()) {
        AgentStanding before = left.remove(agent.agentId());
        if (!agent.equals(before)) {
          changed.add(agent);
        }
      }
      return changed.size() + left.size() > MAX_DIFFERENCES
          ? now
          : new BoardDelta(now.board(), changed, List.copyOf(left.keySet()));
    }
  }
}
