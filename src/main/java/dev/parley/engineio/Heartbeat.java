package dev.parley.engineio;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Pings a client and waits for the answer; whatever else it says meanwhile does as well. For one
 * thread at a time; the timer's calls are passed on.
 */
final class Heartbeat {
  private final long interval;
  private final long timeout;
  private final ScheduledExecutorService timer;
  private final LongSupplier nanoTime;
  private final Runnable due;

  private @Nullable ScheduledFuture<?> next;
  private boolean waiting;
  private boolean heard;
  private boolean stopped;

  /** When a ping, or its answer, is due. */
  private long dueAt;

  /**
   * @param due is called by the timer, and has to call {@link #isMissed}
   */
  Heartbeat(
      EngineSettings settings,
      ScheduledExecutorService timer,
      LongSupplier nanoTime,
      Runnable due) {
    this.interval = settings.pingInterval().toNanos();
    this.timeout = settings.pingTimeout().toNanos();
    this.timer = timer;
    this.nanoTime = nanoTime;
    this.due = due;
  }

  /** The client is there. */
  void start() {
    rest();
  }

  /** The client said something. */
  void heard() {
    heard = true;
  }

  /** The client answered. */
  void answered() {
    if (waiting) {
      rest();
    }
  }

  void stop() {
    stopped = true;
    if (next != null) {
      next.cancel(false);
    }
  }

  /**
   * What the time asks for.
   *
   * @param ping sends a ping
   * @return whether the client has let its time pass
   */
  boolean isMissed(Runnable ping) {
    if (stopped || nanoTime.getAsLong() < dueAt) {
      return false;
    }
    if (!waiting) {
      await();
      ping.run();
      return false;
    }
    if (heard) {
      rest();
      return false;
    }
    return true;
  }

  /** Whether the answer is overdue, though the timer has not said so yet. */
  boolean isOverdue() {
    return !stopped && waiting && !heard && nanoTime.getAsLong() >= dueAt;
  }

  private void rest() {
    waiting = false;
    dueAt = nanoTime.getAsLong() + interval;
    schedule();
  }

  /**
   * The answer's time counts from when the ping was due, not from when a busy timer got round to
   * it; a timer that was stopped for long is not the client's fault.
   */
  private void await() {
    waiting = true;
    heard = false;
    dueAt = Math.max(dueAt + timeout, nanoTime.getAsLong() + timeout / 2);
    schedule();
  }

  private void schedule() {
    if (next != null) {
      next.cancel(false);
    }
    if (!stopped) {
      try {
        next = timer.schedule(due, dueAt - nanoTime.getAsLong(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        // The application stops, and closes its sessions.
        stopped = true;
      }
    }
  }
}
