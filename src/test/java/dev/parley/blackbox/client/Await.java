package dev.parley.blackbox.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what nobody tells. */
public final class Await {
  private Await() {}

  /** Waits until something is so; looks at short intervals. */
  public static void until(String what, Duration patience, Callable<Boolean> condition)
      throws Exception {
    Instant end = Instant.now().plus(patience);
    while (!condition.call()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("not within " + patience + ": " + what);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
