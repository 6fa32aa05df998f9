package dev.parley.vocabulary;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent has decided in a session.
 *
 * @param decisionId {@code dec_<digits>}, unique across nodes and restarts
 * @param decision what was decided, in words for people
 * @param rationale why, or null
 * @param options what there was to choose from; may be empty
 * @param confidence how sure the agent is, 0 to 1, or null
 */
public record Decision(
    String decisionId,
    String sessionId,
    String agentId,
    String decision,
    @Nullable String rationale,
    List<String> options,
    @Nullable Double confidence,
    Instant timestamp) {
  public Decision {
    options = List.copyOf(options);
  }
}
