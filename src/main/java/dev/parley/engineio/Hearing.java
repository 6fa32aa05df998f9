package dev.parley.engineio;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is told to the application of one session: in order, and first of all that it is open. */
final class Hearing {
  private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);

  private final Mailbox mailbox = new Mailbox();
  private final Runnable failed;
  private volatile @Nullable Receiver receiver;

  /**
   * @param failed is called where the application throws
   */
  Hearing(Runnable failed) {
    this.failed = failed;
  }

  /** Asks for what hears the client; nothing is told before. */
  void open(Supplier<Receiver> opening) {
    try {
      receiver = opening.get();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("An application failed to open a session");
      failed.run();
    }
    mailbox.open();
  }

  /** Something to be told, or done, when all before it has been; see {@link #drain}. */
  void add(Runnable letter) {
    mailbox.add(letter);
  }

  /** The same of what the application does, which may fail. */
  void addTask(Runnable task) {
    mailbox.add(() -> guarded(task));
  }

  /** News for the receiver, if there is one. */
  void tell(Consumer<Receiver> news) {
    mailbox.add(
        () -> {
          Receiver hearing = receiver;
          if (hearing != null) {
            guarded(() -> news.accept(hearing));
          }
        });
  }

  /** Tells all there is. Not to be called with a lock held. */
  void drain() {
    mailbox.drain();
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      failed.run();
      throw e;
    }
  }
}
