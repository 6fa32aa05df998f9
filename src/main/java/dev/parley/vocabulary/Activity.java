package dev.parley.vocabulary;

import java.time.Instant;
import java.util.List;

/**
 * Something an agent does.
 *
 * @param activityId {@code act_<digits>_<agent id>}, unique across nodes and restarts
 * @param department where the agent belongs, in the words of its team
 * @param timestamp when it was recorded, in milliseconds
 * @param metadata what the agent tells about it
 * @param relatedAgents ids of other agents that it concerns
 */
public record Activity(
    String activityId,
    String agentId,
    String department,
    ActivityType type,
    Instant timestamp,
    Json metadata,
    List<String> relatedAgents,
    ActivityStatus status) {
  public Activity {
    relatedAgents = List.copyOf(relatedAgents);
  }
}
