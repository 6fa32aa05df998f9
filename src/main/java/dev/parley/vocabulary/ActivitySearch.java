package dev.parley.vocabulary;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which activities are looked for; null is any.
 *
 * @param since recorded then or later
 * @param until recorded before
 */
public record ActivitySearch(
    @Nullable String agentId,
    @Nullable String department,
    @Nullable ActivityType type,
    @Nullable ActivityStatus status,
    @Nullable Instant since,
    @Nullable Instant until) {
  /** All of them. */
  public static final ActivitySearch ALL = ofAgent(null);

  /** Those of an agent; of all with null. */
  public static ActivitySearch ofAgent(@Nullable String agentId) {
    return new ActivitySearch(agentId, null, null, null, null, null);
  }
}
