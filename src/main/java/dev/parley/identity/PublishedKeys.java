package dev.parley.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Public keys that an issuer publishes on the web (a JWK set), fetched in the background: at the
 * start, again and again, and once more when a token names a key that is not among them. Whoever
 * asks is answered from what was fetched last and never waits. Safe for use by any number of
 * threads.
 *
 * <p>An issuer that cannot be reached does not end the keys that it published before, for some
 * hours; then none is known. A token whose key is not known while the issuer cannot be asked is not
 * a bad one: it cannot be checked now.
 */
public final class PublishedKeys implements KeySource, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);

  private static final Duration SOON = Duration.ofSeconds(1);

  private final JWSAlgorithm algorithm;
  private final String source;
  private final Times times;
  private final Supplier<CompletableFuture<String>> download;
  private final Runnable release;
  private final ScheduledExecutorService timer;
  private final LongSupplier nanoTime;

  private volatile @Nullable Fetched fetched;

  // Guarded by this.
  private @Nullable CompletableFuture<String> running;
  private @Nullable Future<?> next;
  private long startedAt;
  private boolean hasFailed;
  private boolean isClosed;

  private record Fetched(VerificationKeys keys, long at) {}

  /**
   * How often and how long.
   *
   * @param refresh until the keys are fetched again
   * @param pause between two attempts, whoever wants the second
   * @param patience for one attempt
   * @param tolerance for how long keys are good that could not be fetched again
   */
  record Times(Duration refresh, Duration pause, Duration patience, Duration tolerance) {
    static final Times DEFAULTS =
        new Times(
            Duration.ofMinutes(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofHours(4));
  }

  PublishedKeys(
      JWSAlgorithm algorithm,
      String source,
      Times times,
      Supplier<CompletableFuture<String>> download,
      Runnable release,
      ScheduledExecutorService timer,
      LongSupplier nanoTime) {
    this.algorithm = algorithm;
    this.source = source;
    this.times = times;
    this.download = download;
    this.release = release;
    this.timer = timer;
    this.nanoTime = nanoTime;
  }

  /**
   * The keys at the configured location if that is a web address, else null. Fetches for the first
   * time in the background: a hub starts also while the issuer is away.
   *
   * @param executor for what may wait for the network
   * @param timer for what is short and due later
   * @param nanoTime a clock that never goes back, as {@link System#nanoTime()}
   * @throws IllegalArgumentException for an address that cannot be used
   */
  public static @Nullable PublishedKeys open(
      IdentitySettings.Jwt settings,
      Executor executor,
      ScheduledExecutorService timer,
      LongSupplier nanoTime) {
    URI address = WebLocation.of(settings.publicKeyLocation());
    if (address == null) {
      return null;
    }
    VerificationKeys.requireOneSource(settings);
    JWSAlgorithm algorithm = VerificationKeys.algorithm(settings.algorithm());
    KeyDownload download = new KeyDownload(address, executor, Times.DEFAULTS.patience());
    PublishedKeys keys =
        new PublishedKeys(
            algorithm,
            "The document at " + address,
            Times.DEFAULTS,
            download::get,
            download::close,
            timer,
            nanoTime);
    keys.fetch();
    return keys;
  }

  @Override
  public JWSAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public List<JWK> candidates(@Nullable String keyId) {
    Fetched known = known();
    return known == null ? List.of() : known.keys().candidates(keyId);
  }

  private @Nullable Fetched known() {
    Fetched last = fetched;
    return last != null && nanoTime.getAsLong() - last.at() <= times.tolerance().toNanos()
        ? last
        : null;
  }

  @Override
  public @Nullable Duration retryAfter(@Nullable String keyId, List<JWK> tried) {
    Fetched known = known();
    if (known != null
        && known.keys().hasKeyNamed(keyId)
        && known.keys().candidates(keyId).equals(tried)) {
      return null;
    }
    Duration pause = pause();
    if (pause.isZero()) {
      fetch();
    }
    synchronized (this) {
      if (running != null || !candidates(keyId).equals(tried)) {
        return SOON;
      }
      boolean isAnswered = known() != null && !hasFailed;
      return isAnswered ? null : SOON.compareTo(pause) > 0 ? SOON : pause;
    }
  }

  /** How long until the issuer may be asked again. */
  private synchronized Duration pause() {
    long left = startedAt + times.pause().toNanos() - nanoTime.getAsLong();
    return running == null && left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }

  /** Asks the issuer, unless it is being asked. */
  void fetch() {
    CompletableFuture<String> attempt;
    synchronized (this) {
      if (isClosed || running != null) {
        return;
      }
      if (next != null) {
        next.cancel(false);
      }
      startedAt = nanoTime.getAsLong();
      attempt = download.get();
      running = attempt;
      next = later(() -> attempt.cancel(true), times.patience().multipliedBy(2));
    }
    var unused = attempt.whenComplete((text, failure) -> settle(text, failure));
  }

  private void settle(@Nullable String text, @Nullable Throwable failure) {
    VerificationKeys keys = null;
    String fault = null;
    try {
      if (text == null) {
        fault = String.valueOf(failure);
      } else {
        keys = VerificationKeys.of(algorithm, PublicKeyReader.parsePublished(text, source), source);
      }
    } catch (RuntimeException unusable) {
      fault = unusable.getMessage();
    }
    synchronized (this) {
      running = null;
      if (isClosed) {
        return;
      }
      if (next != null) {
        next.cancel(false);
      }
      tell(keys, fault);
      if (keys != null) {
        fetched = new Fetched(keys, startedAt);
      }
      hasFailed = keys == null;
      next = later(this::fetch, hasFailed ? times.pause() : times.refresh());
    }
  }

  /** Once when it begins and once when it ends. */
  private void tell(@Nullable VerificationKeys keys, @Nullable String fault) {
    if (keys == null && !hasFailed) {
      LOG.atWarn()
          .addKeyValue("source", source)
          .addKeyValue("fault", fault)
          .log("The keys that tokens are verified with could not be fetched");
    } else if (keys != null && hasFailed) {
      LOG.atInfo().addKeyValue("source", source).log("The keys could be fetched again");
    }
  }

  private @Nullable Future<?> later(Runnable task, Duration delay) {
    try {
      return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException timerHasEnded) {
      LOG.atDebug().addKeyValue("source", source).log("The keys are not fetched any more");
      return null;
    }
  }

  /** Asks no more. What was fetched stays known, for those who are being answered. */
  @Override
  public void close() {
    CompletableFuture<String> attempt;
    synchronized (this) {
      isClosed = true;
      attempt = running;
      if (next != null) {
        next.cancel(false);
      }
    }
    if (attempt != null) {
      attempt.cancel(true);
    }
    release.run();
  }
}
