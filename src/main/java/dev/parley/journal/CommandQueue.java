package dev.parley.journal;

import dev.parley.vocabulary.Caller;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Commands that wait for the writer, in two lanes, so that busy agents do not keep people waiting.
 *
 * <p>Within a lane the order is that of arrival. Agents can fill seven eighths of the room; a batch
 * is taken from people first, but leaves agents at least a quarter of its places. Safe for use by
 * any number of threads; only {@link #take} waits.
 */
final class CommandQueue {
  private final JournalSettings settings;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<Submission> people = new ArrayDeque<>();
  private final ArrayDeque<Submission> agents = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  CommandQueue(JournalSettings settings) {
    this.settings = settings;
  }

  /** Adds a command; false if there is no room for it, or no more are taken. */
  boolean offer(Submission submission) {
    lock.lock();
    try {
      boolean person = submission.caller().kind() == Caller.Kind.USER;
      int room = person ? settings.queueCommands() : settings.queueCommands() / 8 * 7;
      long roomBytes = person ? settings.queueBytes() : settings.queueBytes() / 8 * 7;
      if (closed || size() >= room || bytes + submission.weight() > roomBytes) {
        return false;
      }
      (person ? people : agents).add(submission);
      bytes += submission.weight();
      arrived.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what is there, up to a batch; waits up to the given time for the first, not for more.
   *
   * @return empty if nothing came
   */
  List<Submission> take(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (size() == 0 && !closed && left > 0) {
        left = arrived.awaitNanos(left);
      }
      List<Submission> batch = new ArrayList<>();
      int reserved = Math.min(agents.size(), settings.batchCommands() / 4);
      long room = fill(batch, people, settings.batchCommands() - reserved, settings.batchBytes());
      room = fill(batch, agents, settings.batchCommands(), room);
      fill(batch, people, settings.batchCommands(), room);
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private long fill(List<Submission> batch, ArrayDeque<Submission> lane, int upTo, long room) {
    long left = room;
    while (batch.size() < upTo) {
      Submission next = lane.peek();
      if (next == null || (next.weight() > left && !batch.isEmpty())) {
        break;
      }
      remove(lane);
      if (next.begin()) {
        batch.add(next);
        left -= next.weight();
      }
    }
    return left;
  }

  private void remove(ArrayDeque<Submission> lane) {
    bytes -= lane.remove().weight();
  }

  /** Takes out, unexecuted, what was submitted before that moment of the journal's clock. */
  List<Submission> takeOlderThan(long moment) {
    lock.lock();
    try {
      List<Submission> old = new ArrayList<>();
      for (ArrayDeque<Submission> lane : List.of(people, agents)) {
        for (Submission next = lane.peek();
            next != null && next.submittedAt() - moment < 0;
            next = lane.peek()) {
          remove(lane);
          old.add(next);
        }
      }
      return old;
    } finally {
      lock.unlock();
    }
  }

  /** How long the oldest command has waited, in nanoseconds; 0 if none waits. */
  long oldestWait(long now) {
    lock.lock();
    try {
      long oldest = 0;
      for (ArrayDeque<Submission> lane : List.of(people, agents)) {
        Submission first = lane.peek();
        if (first != null) {
          oldest = Math.max(oldest, now - first.submittedAt());
        }
      }
      return oldest;
    } finally {
      lock.unlock();
    }
  }

  /** How many commands wait. */
  int length() {
    lock.lock();
    try {
      return size();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more; what waits can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isDrained() {
    lock.lock();
    try {
      return closed && size() == 0;
    } finally {
      lock.unlock();
    }
  }

  private int size() {
    return people.size() + agents.size();
  }

  /** For {@link #take}: one second. */
  static final long SECOND = TimeUnit.SECONDS.toNanos(1);
}
