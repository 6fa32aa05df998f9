package dev.parley.vocabulary;

import java.time.Instant;
import java.util.List;

/**
 * Agents working together.
 *
 * @param sessionId {@code collab_<digits>}, unique across nodes and restarts
 * @param participants ids of the agents, without repetition, in the order given
 * @param sessionType a word of the team's own; {@code general} where none was given
 * @param activityCount activities of participants since the start
 * @param decisionCount decisions made by participants since the start
 */
public record Session(
    String sessionId,
    List<String> participants,
    String sessionType,
    Instant startedAt,
    long activityCount,
    long decisionCount) {
  public Session {
    participants = List.copyOf(participants);
  }
}
