package dev.parley.switchboard;

import dev.parley.vocabulary.Refusal;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket per agent for recorded activities, whoever records for it. Safe for use by any
 * number of threads.
 */
final class ActivityLimits {
  private final LimitSettings settings;
  private final TokenBuckets buckets;

  /**
   * Full buckets.
   *
   * @param nanoTime a clock that never goes back, as {@link System#nanoTime()}
   */
  ActivityLimits(LimitSettings settings, LongSupplier nanoTime) {
    this.settings = settings;
    int rate = settings.activitiesPerSecond();
    this.buckets =
        new TokenBuckets(
            "activities",
            rate,
            Duration.ofSeconds(1),
            settings.activityBurst(),
            multiplier ->
                "This agent records activities faster than "
                    + TokenBuckets.times(rate, multiplier)
                    + " a second.",
            nanoTime);
  }

  /**
   * Takes a token of the agent's; the refusal where there is none.
   *
   * @param plan the caller's
   */
  @Nullable Refusal take(String agentId, @Nullable String plan) {
    return buckets.take(agentId, settings.multiplier(plan));
  }

  /** How many agents have a bucket that is not full. */
  long known() {
    return buckets.known();
  }
}
