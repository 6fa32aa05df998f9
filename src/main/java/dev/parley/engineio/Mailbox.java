package dev.parley.engineio;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be told of one session, one thing after another and on one thread at a time. What is
 * told may add to it.
 */
final class Mailbox {
  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final Queue<Runnable> letters = new ConcurrentLinkedQueue<>();

  /** One to begin with, as if somebody were at it: nothing is told before it is opened. */
  private final AtomicInteger calls = new AtomicInteger(1);

  /** Leaves something; the caller drains the mailbox as soon as it holds no lock. */
  void add(Runnable letter) {
    letters.add(letter);
  }

  /** Tells all there is; where another thread is at it, that one does. */
  void drain() {
    if (calls.getAndIncrement() == 0) {
      empty();
    }
  }

  /** Tells what has been left so far, and from now on lets it be drained. To be called once. */
  void open() {
    empty();
  }

  private void empty() {
    int seen = 1;
    do {
      for (Runnable letter = letters.poll(); letter != null; letter = letters.poll()) {
        tell(letter);
      }
      seen = calls.addAndGet(-seen);
    } while (seen > 0);
  }

  private static void tell(Runnable letter) {
    try {
      letter.run();
    } catch (RuntimeException | Error e) {
      LOG.atError().setCause(e).log("An application failed to hear of its session");
    }
  }
}
