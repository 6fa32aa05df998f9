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
import java.util.function.DoubleFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Token buckets, one for everybody whose doings are counted. Safe for use by any number of threads.
 *
 * <p>A caller whose plan multiplies the limits takes that much less from the same bucket. So no two
 * plans add up.
 *
 * <p>A bucket that nobody has asked for as long as it takes to fill is full, the same as none, and
 * is dropped. Beyond {@value #MAX_BUCKETS} at once the least used start anew.
 */
final class TokenBuckets {
  private static final int MAX_BUCKETS = 100_000;

  /** What one thing costs without a plan, unless the bucket would fill too fast for its clock. */
  private static final long FINEST_COST = 10_000;

  private final String quota;
  private final DoubleFunction<String> refusal;
  private final long cost;
  private final long capacity;
  private final int rate;
  private final Duration period;
  private final Duration window;
  private final LongSupplier nanoTime;
  private final Cache<String, Bucket> buckets;

  /**
   * Full buckets.
   *
   * @param quota what the limit is called
   * @param rate how many are admitted in a period, in the long run
   * @param burst how many at once
   * @param refusal the sentence that refuses, for a plan's multiplier
   * @param nanoTime a clock that never goes back, as {@link System#nanoTime()}
   */
  TokenBuckets(
      String quota,
      int rate,
      Duration period,
      int burst,
      DoubleFunction<String> refusal,
      LongSupplier nanoTime) {
    this.quota = quota;
    this.refusal = refusal;
    this.rate = rate;
    this.period = period;
    this.nanoTime = nanoTime;
    this.cost = Math.max(1, Math.min(FINEST_COST, period.toNanos() / rate));
    this.capacity = cost * burst;
    // How long an empty bucket takes to fill.
    this.window = Duration.ofNanos((long) Math.ceil((double) period.toNanos() * burst / rate));
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_BUCKETS)
            .expireAfterAccess(window)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** A rate times a multiplier, as people write it. */
  static String times(int rate, double multiplier) {
    return BigDecimal.valueOf(rate)
        .multiply(BigDecimal.valueOf(multiplier))
        .stripTrailingZeros()
        .toPlainString();
  }

  /**
   * Takes a token out of somebody's bucket; the refusal where there is none.
   *
   * @param multiplier how many times the limit the caller has
   */
  @Nullable Refusal take(String counted, double multiplier) {
    long price = Math.max(1, Math.min(capacity, (long) (cost / multiplier)));
    ConsumptionProbe probe =
        buckets.get(counted, id -> newBucket()).tryConsumeAndReturnRemaining(price);
    if (probe.isConsumed()) {
      return null;
    }
    return Refusal.rateLimited(
        refusal.apply(multiplier),
        Duration.ofNanos(probe.getNanosToWaitForRefill()),
        new Quota(
            quota,
            capacity / price,
            probe.getRemainingTokens() / price,
            window,
            Duration.ofNanos(probe.getNanosToWaitForReset())));
  }

  /** How many have a bucket that is not full. */
  long known() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(capacity).refillGreedy(cost * rate, period))
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
