package dev.parley.engineio;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Something that happens later, unless it is called off. For one thread at a time. */
final class Deadline {
  private final ScheduledExecutorService timer;
  private @Nullable ScheduledFuture<?> task;

  Deadline(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** In place of what was to happen before. */
  void set(Duration delay, Runnable action) {
    clear();
    try {
      task = timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The application stops, and closes its sessions.
      task = null;
    }
  }

  void clear() {
    if (task != null) {
      task.cancel(false);
      task = null;
    }
  }
}
