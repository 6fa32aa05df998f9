package dev.parley.presence;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks four times a second whether something has come to its end. */
final class Ticker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
  private static final long TICK_MILLIS = 250;

  private final Runnable look;
  private @Nullable Future<?> ticking;

  Ticker(Runnable look) {
    this.look = look;
  }

  /**
   * Begins to look.
   *
   * @throws IllegalStateException if it was started before
   */
  synchronized void start(ScheduledExecutorService timer) {
    if (ticking != null) {
      throw new IllegalStateException("started before");
    }
    ticking =
        timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      look.run();
    } catch (RuntimeException e) {
      // A task that throws is never run again.
      LOG.atError().setCause(e).log("what has come to its end could not be told; trying again");
    }
  }

  /** Looks no more; does not end the timer. */
  @Override
  public synchronized void close() {
    if (ticking != null) {
      ticking.cancel(false);
    }
  }
}
