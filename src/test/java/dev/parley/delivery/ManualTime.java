package dev.parley.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only when a test says so: a clock, a nanosecond counter and a timer in one.
 * Tasks that are due run on the thread that lets the time pass, in the order of their times.
 */
public final class ManualTime extends AbstractExecutorService
    implements ScheduledExecutorService, InstantSource, LongSupplier {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Task> tasks = new ArrayList<>();
  private long nanos;
  private long sequence;

  @Override
  public synchronized long getAsLong() {
    return nanos;
  }

  @Override
  public Instant instant() {
    return START.plusNanos(getAsLong());
  }

  /** Lets time pass up to the next task or to {@code limit} from now, whichever comes first. */
  public Duration pass(Duration limit) {
    Task task;
    long passed;
    synchronized (this) {
      long before = nanos;
      task = due(nanos + limit.toNanos());
      nanos = task == null ? nanos + limit.toNanos() : Math.max(nanos, task.time);
      passed = nanos - before;
      if (task != null) {
        tasks.remove(task);
        if (task.period > 0) {
          task.time = nanos + task.period;
          tasks.add(task);
        }
      }
    }
    if (task != null) {
      task.action.run();
    }
    return Duration.ofNanos(passed);
  }

  private @Nullable Task due(long until) {
    return tasks.stream()
        .filter(task -> task.time <= until)
        .min(
            Comparator.comparingLong((Task task) -> task.time)
                .thenComparingLong(task -> task.number))
        .orElse(null);
  }

  private synchronized Task add(Runnable action, long delayNanos, long periodNanos) {
    Task task = new Task(action, nanos + delayNanos, periodNanos, sequence++);
    tasks.add(task);
    return task;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable action, long delay, TimeUnit unit) {
    return add(action, unit.toNanos(delay), 0);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable action, long initial, long delay, TimeUnit unit) {
    return add(action, unit.toNanos(initial), unit.toNanos(delay));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable action, long initial, long period, TimeUnit unit) {
    return add(action, unit.toNanos(initial), unit.toNanos(period));
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> action, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void execute(Runnable action) {
    var unused = add(action, 0, 0);
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }

  private final class Task extends CompletableFuture<Object> implements ScheduledFuture<Object> {
    private final Runnable action;
    private final long period;
    private final long number;
    private long time;

    private Task(Runnable action, long time, long period, long number) {
      this.action = action;
      this.time = time;
      this.period = period;
      this.number = number;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      synchronized (ManualTime.this) {
        return tasks.remove(this);
      }
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(time - ManualTime.this.getAsLong(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
