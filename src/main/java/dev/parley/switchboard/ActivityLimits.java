package dev.parley.switchboard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Refusal.Quota;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket per agent for recorded activities. Safe for use by any number of threads.
 *
 * <p>An agent has one bucket, whoever records for it: a caller whose plan multiplies the limits
 * takes that much less for an activity. So no two plans add up.
 *
 * <p>A bucket that nobody has asked for as long as it takes to fill is full, the same as none, and
 * is dropped. Beyond {@value #MAX_BUCKETS} agents at once the least used start anew.
 */
final class ActivityLimits {

  private static final int MAX_BUCKETS = 100_000;

  private static final int NANOS_IN_SECOND = 1_000_000_000;

  /** What an activity costs without a plan, unless the bucket would fill too fast for its clock. */
  private static final long FINEST_COST = 10_000;

  private final LimitSettings settings;
  private final long cost;
  private final long capacity;
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
    this.cost = Math.min(FINEST_COST, NANOS_IN_SECOND / settings.activitiesPerSecond());
    this.capacity = cost * settings.activityBurst();
    // How long an empty bucket takes to fill.
    this.window =
        Duration.ofNanos(
            Math.ceilDiv(
                (long) NANOS_IN_SECOND * settings.activityBurst(), settings.activitiesPerSecond()));
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_BUCKETS)
            .expireAfterAccess(window)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Takes a token of the agent's; the refusal where there is none.
   *
   * @param plan the caller's
   */
  @Nullable Refusal take(String agentId, @Nullable String plan) {
    double multiplier = settings.multiplier(plan);
    long price = Math.max(1, Math.min(capacity, (long) (cost / multiplier)));
    ConsumptionProbe probe =
        buckets.get(agentId, id -> newBucket()).tryConsumeAndReturnRemaining(price);
    if (probe.isConsumed()) {
      return null;
    }
    Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
    return Refusal.rateLimited(
        "This agent records activities faster than " + rate(multiplier) + " a second.",
        wait,
        new Quota(
            "activities",
            capacity / price,
            probe.getRemainingTokens() / price,
            window,
            Duration.ofNanos(probe.getNanosToWaitForReset())));
  }

  private String rate(double multiplier) {
    BigDecimal rate =
        BigDecimal.valueOf(settings.activitiesPerSecond()).multiply(BigDecimal.valueOf(multiplier));
    return rate.stripTrailingZeros().toPlainString();
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
                    .capacity(capacity)
                    .refillGreedy(cost * settings.activitiesPerSecond(), Duration.ofSeconds(1)))
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
