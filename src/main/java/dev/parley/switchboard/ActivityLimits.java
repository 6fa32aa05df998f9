package dev.parley.switchboard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Refusal.Quota;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket per agent for recorded activities. Safe for use by any number of threads.
 *
 * <p>A bucket that nobody has asked for as long as it takes to fill is full, the same as none, and
 * is dropped. Beyond {@value #MAX_BUCKETS} agents at once the least used start anew.
 */
final class ActivityLimits {

  private static final int MAX_BUCKETS = 100_000;

  private final LimitSettings settings;
  private final Duration window;
  private final LongSupplier nanoTime;
  private final Cache<String, Bucket> buckets;

  /**
   * Full buckets.
   *
   * @param nanoTime a clock that never goes back, as {@link System#nanoTime()}
   */
  ActivityLimits(LimitSettings settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    // How long an empty bucket takes to fill.
    this.window =
        Duration.ofNanos(
            Math.ceilDiv(
                1_000_000_000L * settings.activityBurst(), settings.activitiesPerSecond()));
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_BUCKETS)
            .expireAfterAccess(window)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** Takes a token of the agent's; the refusal where there is none. */
  @Nullable Refusal take(String agentId) {
    ConsumptionProbe probe =
        buckets.get(agentId, id -> newBucket()).tryConsumeAndReturnRemaining(1);
    if (probe.isConsumed()) {
      return null;
    }
    Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
    return Refusal.rateLimited(
        "This agent records activities faster than "
            + settings.activitiesPerSecond()
            + " a second.",
        wait,
        new Quota(
            "activities",
            settings.activityBurst(),
            probe.getRemainingTokens(),
            window,
            Duration.ofNanos(probe.getNanosToWaitForReset())));
  }

  /** How many agents have a bucket that is not full. */
  long known() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(settings.activityBurst())
                    .refillGreedy(settings.activitiesPerSecond(), Duration.ofSeconds(1)))
        .withCustomTimePrecision(new Nanos(nanoTime))
        .build();
  }

  private record Nanos(LongSupplier source) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return source.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
