package dev.parley.administration;

import dev.parley.journal.CommandHandler;
import dev.parley.journal.Journal;
import dev.parley.journal.JournalSettings;
import dev.parley.journal.Model;
import dev.parley.store.Store;
import dev.parley.store.StoreSettings;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The store and the journal of a hub that is down, and nothing else of it. Nobody listens: who
 * would have heard of what is done reads it when the hub is up again.
 */
public final class StoppedHub implements AutoCloseable {
  /** A hub that has just died still has the database for as long as its lease says. */
  private static final Duration MORE_THAN_THE_LEASE = Duration.ofSeconds(5);

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private final ScheduledExecutorService timer;
  private final Store store;
  private final Journal journal;

  /** What of the hub's configuration counts here. */
  public record Settings(StoreSettings store, JournalSettings journal) {}

  private StoppedHub(ScheduledExecutorService timer, Store store, Journal journal) {
    this.timer = timer;
    this.store = store;
    this.journal = journal;
  }

  /**
   * Opens it; to be closed.
   *
   * @param restored whether a new epoch is to begin
   */
  static StoppedHub open(
      Settings settings, List<CommandHandler> handlers, List<Model> models, boolean restored)
      throws AdministrationException {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("timer").factory());
    Store store = openStore(settings.store());
    Journal journal =
        new Journal(
            settings.journal(),
            store,
            handlers,
            models,
            (firstSeq, publications) -> {},
            Journal.Environment.of(Thread.ofPlatform().name("journal").factory(), timer, timer),
            new SimpleMeterRegistry());
    StoppedHub hub = new StoppedHub(timer, store, journal);
    try {
      if (restored) {
        journal.restored();
      }
      journal.start();
      hub.await(settings.journal().lease());
      return hub;
    } catch (SQLException e) {
      hub.close();
      throw AdministrationException.failed("the store cannot be read: " + e.getMessage());
    } catch (AdministrationException | RuntimeException e) {
      hub.close();
      throw e;
    }
  }

  /** Opens the store alone; to be closed. */
  static Store openStore(StoreSettings settings) throws AdministrationException {
    try {
      Store store = Store.open(settings);
      if (!store.isOpen()) {
        store.close();
        throw AdministrationException.failed("the database cannot be reached");
      }
      return store;
    } catch (RuntimeException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw AdministrationException.failed("the store cannot be opened: " + root.getMessage());
    }
  }

  private void await(@Nullable Duration lease) throws AdministrationException {
    Duration patience = MORE_THAN_THE_LEASE.plus(lease == null ? Duration.ZERO : lease);
    long end = System.nanoTime() + patience.toNanos();
    while (!journal.serves()) {
      if (System.nanoTime() > end) {
        throw AdministrationException.failed(
            "another hub uses the database; ask it, by its own data directory or its REST API");
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  Store store() {
    return store;
  }

  String epoch() {
    return journal.epoch();
  }

  /** Has the journal run a command. */
  void run(DurableCommand command) throws AdministrationException {
    Reply reply = journal.submit(command, Caller.HUB, null).toCompletableFuture().join();
    if (reply instanceof Reply.Refused refused) {
      throw AdministrationException.failed(sentence(refused.refusal()));
    }
  }

  private static String sentence(Refusal refusal) {
    return refusal.faults().isEmpty()
        ? refusal.detail()
        : refusal.faults().stream()
            .map(fault -> fault.pointer() + " " + fault.detail())
            .collect(Collectors.joining(" "));
  }

  @Override
  public void close() {
    journal.close();
    store.close();
    timer.shutdownNow();
  }
}
