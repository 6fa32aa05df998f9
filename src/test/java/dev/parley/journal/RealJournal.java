package dev.parley.journal;

import dev.parley.store.Store;
import dev.parley.store.StoreSettings;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Reply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A feature's handlers and models over a real journal and a real store, for tests. */
public final class RealJournal implements AutoCloseable {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<Publication> said = new CopyOnWriteArrayList<>();
  private final List<Publication> remarked = new CopyOnWriteArrayList<>();
  private final Store store;
  private final Journal journal;

  /** Opens the store and starts. */
  public RealJournal(
      StoreSettings settings,
      InstantSource clock,
      List<CommandHandler> handlers,
      List<Model> models)
      throws SQLException {
    store = Store.open(settings);
    journal =
        new Journal(
            JournalSettings.DEFAULT,
            store,
            handlers,
            models,
            new CommitListener() {
              @Override
              public void committed(long firstSeq, List<Publication> publications) {
                said.addAll(publications);
              }

              @Override
              public void remarked(List<Publication> remarks) {
                remarked.addAll(remarks);
              }
            },
            new Journal.Environment(
                task -> new Thread(task, "journal"),
                timer,
                Runnable::run,
                clock,
                System::nanoTime,
                new Random(1)),
            new SimpleMeterRegistry());
    journal.start();
  }

  /** Runs a command. */
  public Reply run(DurableCommand command, Caller caller) {
    return journal
        .submit(command, caller, null)
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  /** The journal. */
  public Journal journal() {
    return journal;
  }

  /** The store. */
  public Store store() {
    return store;
  }

  /** What was said and is kept. */
  public List<Publication> said() {
    return said;
  }

  /** The newest event that was said. */
  public DurableEvent lastEvent() {
    return (DurableEvent) said.get(said.size() - 1).event();
  }

  /** What was said and is not kept. */
  public List<Publication> remarked() {
    return remarked;
  }

  @Override
  public void close() {
    journal.close();
    timer.shutdownNow();
    store.close();
  }
}
