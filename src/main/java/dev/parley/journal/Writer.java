package dev.parley.journal;

import dev.parley.store.Store;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's one thread: takes batches from the queue and brings each to an end that is known.
 *
 * <p>What fails for the store's sake is tried again until it succeeds or nobody waits for it any
 * more; what fails for a command's sake is tried without that command. While the outcome of a
 * commit is unknown nothing else is run.
 */
final class Writer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final long FIRST_BACKOFF_MILLIS = 20;
  private static final long LONGEST_BACKOFF_MILLIS = 1000;
  private static final String UNREACHED = "the database cannot be reached";
  private static final long STANDBY_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

  private final CommandQueue queue;
  private final BatchRunner runner;
  private final Chronicle chronicle;
  private final Store store;
  private final Housekeeping housekeeping;
  private final StoreCopies copies;
  private final CommitListener listener;
  private final JournalMetrics metrics;
  private final JournalSettings settings;
  private final LongSupplier nanoTime;

  private volatile List<Submission> running = List.of();
  private volatile boolean outcomeUnknown;
  private volatile @Nullable String failure;
  private volatile boolean standby;
  private final CountDownLatch stop = new CountDownLatch(1);
  private boolean resetPending;
  private long backoffMillis = FIRST_BACKOFF_MILLIS;

  Writer(
      CommandQueue queue,
      BatchRunner runner,
      Chronicle chronicle,
      Store store,
      Housekeeping housekeeping,
      CommitListener listener,
      JournalMetrics metrics,
      JournalSettings settings,
      LongSupplier nanoTime) {
    this.queue = queue;
    this.runner = runner;
    this.chronicle = chronicle;
    this.store = store;
    this.housekeeping = housekeeping;
    this.copies = new StoreCopies(store);
    this.listener = listener;
    this.metrics = metrics;
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  @Override
  public void run() {
    try {
      while (!stopping() && !queue.isDrained()) {
        try {
          List<Submission> batch = queue.take(standby ? STANDBY_PAUSE : chronicle.pause());
          if (batch.isEmpty()) {
            heal();
          } else {
            finish(new ArrayList<>(batch));
          }
          if (failure == null) {
            keep();
            housekeeping.run();
            copy();
          } else {
            copies.refuse("the store cannot be read now");
          }
        } catch (RuntimeException e) {
          LOG.atError().setCause(e).log("the journal's writer goes on after a bug");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      copies.end();
    }
  }

  /** Copies of the store, which it makes between batches. */
  StoreCopies copies() {
    return copies;
  }

  private void copy() {
    try {
      if (failure == null) {
        copies.make();
      }
    } catch (SQLException | RuntimeException e) {
      failed(e, false);
    }
  }

  /** Brings the commands to an end; what is left of them in the list is what is still to be run. */
  private void finish(List<Submission> commands) throws InterruptedException {
    running = List.copyOf(commands);
    try {
      runParts(commands);
      maintain();
    } finally {
      // Whoever has no answer yet, because the hub stops or fails, is not left waiting.
      running.forEach(command -> command.unavailable("The hub could not finish the request."));
      running = List.of();
    }
  }

  private void runParts(List<Submission> commands) throws InterruptedException {
    String batchId = UUID.randomUUID().toString();
    PreparedBatch uncertain = null;
    while (!stopping()) {
      if (uncertain == null && commands.removeIf(Submission::isAnswered)) {
        batchId = UUID.randomUUID().toString();
      }
      if (commands.isEmpty() && uncertain == null) {
        return;
      }
      try {
        open();
        long began = nanoTime.getAsLong();
        PreparedBatch done = runner.run(commands, batchId, uncertain);
        metrics.committed(done.replies().size(), nanoTime.getAsLong() - began);
        recovered();
        publish(done);
        return;
      } catch (BatchFailure e) {
        if (e.failure() != Failure.STORE) {
          uncertain = null;
          blame(commands, e);
          if (commands.isEmpty()) {
            return;
          }
          batchId = UUID.randomUUID().toString();
          continue;
        }
        uncertain = e.uncertain() != null ? e.uncertain() : uncertain;
        failed(e, uncertain != null);
      } catch (SQLException | RuntimeException e) {
        failed(e, uncertain != null);
      }
      if (standby) {
        // The other hub forgets the proof of a commit in time: who waits is told to ask again.
        return;
      }
      backOff();
    }
  }

  private void publish(PreparedBatch done) {
    if (!done.publications().isEmpty()) {
      follow(done);
      listener.committed(done.firstSeq(), done.publications());
    } else {
      chronicle.state().reachesStamp(done.lastStamp());
    }
    if (!done.remarks().isEmpty()) {
      listener.remarked(done.remarks());
    }
    done.replies().forEach(Submission::answer);
  }

  private void follow(PreparedBatch done) {
    if (done.lastSeq() <= chronicle.state().applied()) {
      // Its outcome was unknown until everything had been read anew.
      return;
    }
    try {
      chronicle.follow(done.publications(), done.lastSeq(), done.lastStamp());
    } catch (RuntimeException e) {
      // The batch is durable, so its callers are told so; the models are built anew before the
      // next.
      LOG.atError().setCause(e).log("a model could not follow and is read anew");
      chronicle.forget();
    }
  }

  /** Takes out the command at fault; where that is not known, runs each half by itself. */
  private void blame(List<Submission> commands, BatchFailure e) throws InterruptedException {
    Submission culprit = commands.size() == 1 ? commands.get(0) : e.culprit();
    if (culprit != null) {
      commands.remove(culprit);
      culprit.answer(refusal(culprit, e));
      return;
    }
    List<Submission> half = new ArrayList<>(commands.subList(0, commands.size() / 2));
    commands.subList(0, commands.size() / 2).clear();
    runParts(half);
  }

  private static Reply refusal(Submission culprit, BatchFailure e) {
    String command = culprit.command().getClass().getSimpleName();
    LOG.atWarn().setCause(e.getCause()).addKeyValue("command", command).log("command refused");
    return switch (e.failure()) {
      case VALUE ->
          Reply.refused(Refusal.Code.INVALID, "The database does not take one of the values.");
      case CONTRADICTION ->
          Reply.refused(Refusal.Code.CONFLICT, "It contradicts what is already stored.");
      case BUG, STORE -> Reply.refused(Refusal.Code.INTERNAL, "The hub failed at this request.");
    };
  }

  private void failed(Exception e, boolean unknown) {
    Throwable cause = e instanceof BatchFailure && e.getCause() != null ? e.getCause() : e;
    if (cause instanceof StandbyException other) {
      standBy(other);
      return;
    }
    outcomeUnknown = unknown;
    if (failure == null) {
      LOG.atError().setCause(cause).addKeyValue("unknownOutcome", unknown).log("the store failed");
    }
    failure = store.isOpen() ? cause.getClass().getSimpleName() : UNREACHED;
    metrics.failed();
    chronicle.doubt();
    resetPending = true;
  }

  private void standBy(StandbyException other) {
    if (!standby) {
      LOG.atWarn().addKeyValue("reason", other.getMessage()).log("waiting for the database");
    }
    standby = true;
    outcomeUnknown = false;
    failure = "another hub uses the database";
    chronicle.doubt();
  }

  /**
   * Before the thread starts: opens the log, or finds that it or the store has to be waited for.
   */
  void begin() throws SQLException {
    if (!store.isOpen()) {
      resetPending = true;
      failure = UNREACHED;
      return;
    }
    try {
      chronicle.open();
    } catch (StandbyException e) {
      standBy(e);
    }
  }

  private void keep() {
    try {
      chronicle.keep();
    } catch (SQLException | RuntimeException e) {
      failed(e, false);
    }
  }

  /** Nobody waits for an answer now, but for those who have come since. */
  private void maintain() {
    try {
      if (!resetPending) {
        store.maintain();
      }
    } catch (SQLException | RuntimeException e) {
      failed(e, false);
    }
  }

  /** Nothing is asked of a store that has failed until it was read anew. */
  private void open() throws SQLException {
    if (resetPending) {
      store.reset();
      resetPending = false;
    }
    chronicle.open();
  }

  private void recovered() {
    if (failure != null) {
      failure = null;
      outcomeUnknown = false;
      LOG.atInfo().log(standby ? "this hub uses the database now" : "the store is back");
      standby = false;
    }
    backoffMillis = FIRST_BACKOFF_MILLIS;
  }

  private void backOff() throws InterruptedException {
    if (!stop.await(backoffMillis, TimeUnit.MILLISECONDS)) {
      backoffMillis = Math.min(2 * backoffMillis, LONGEST_BACKOFF_MILLIS);
    }
  }

  private boolean stopping() {
    return stop.getCount() == 0;
  }

  /**
   * While nobody asks for anything: sees whether the store is back, so that readiness comes back,
   * and what other nodes have done.
   */
  private void heal() {
    try {
      open();
      chronicle.level();
      recovered();
    } catch (SQLException | RuntimeException e) {
      failed(e, false);
    }
  }

  /** Answers callers that have waited too long. Called by the journal's timer. */
  void answerOverdue() {
    long now = nanoTime.getAsLong();
    for (Submission waiting : queue.takeOlderThan(now - settings.deadline().toNanos())) {
      waiting.unavailable("The journal has fallen behind.");
      metrics.overdue();
    }
    Duration patience = outcomeUnknown ? settings.answerTimeout() : settings.deadline();
    if (failure != null || outcomeUnknown) {
      for (Submission command : running) {
        if (now - command.submittedAt() > patience.toNanos() && !command.isAnswered()) {
          command.unavailable("The store cannot take it now.");
          metrics.overdue();
        }
      }
    }
  }

  /** How long the oldest command has waited or run, in nanoseconds. */
  long oldestWait() {
    long now = nanoTime.getAsLong();
    long oldest = queue.oldestWait(now);
    for (Submission command : running) {
      if (!command.isAnswered()) {
        oldest = Math.max(oldest, now - command.submittedAt());
      }
    }
    return oldest;
  }

  /** What the store failed with, while it does; else null. */
  @Nullable String failure() {
    return failure;
  }

  /** Whether another hub has the log to itself. */
  boolean standby() {
    return standby;
  }

  /** Gives up what cannot be brought to an end. The thread ends soon after. */
  void abandon() {
    stop.countDown();
  }
}
