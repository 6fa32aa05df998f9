package dev.parley.bench;

import dev.parley.collaboration.CollaborationHandler;
import dev.parley.collaboration.StatusModel;
import dev.parley.journal.Journal;
import dev.parley.journal.JournalSettings;
import dev.parley.store.Store;
import dev.parley.store.StoreSettings;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The journal with the collaboration feature, without doors: rules, rows, events, models. */
final class JournalAlone implements AutoCloseable {
  private static final Caller CALLER =
      new Caller(Caller.Kind.SERVICE, "bench", "bench", Set.of(Role.AGENT), null, null, null);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Store store;
  private final Journal journal;

  JournalAlone(Path directory) throws SQLException {
    store = Store.open(StoreSettings.embedded(directory));
    journal =
        new Journal(
            JournalSettings.DEFAULT,
            store,
            List.of(new CollaborationHandler()),
            List.of(new StatusModel(2000, remarks -> {})),
            (firstSeq, publications) -> {},
            Journal.Environment.of(task -> new Thread(task, "journal"), timer, Runnable::run),
            new SimpleMeterRegistry());
    journal.start();
  }

  Clients.Client client(int number) {
    DurableCommand command =
        new DurableCommand.RecordActivity(
            "agent" + number,
            "bench",
            ActivityType.MEMORY_WRITE,
            new Json("{\"padding\":\"" + "x".repeat(100) + "\"}"),
            List.of());
    return round -> {
      Reply reply =
          journal.submit(command, CALLER, null).toCompletableFuture().get(60, TimeUnit.SECONDS);
      if (!(reply instanceof Reply.Created)) {
        throw new IllegalStateException(reply.toString());
      }
    };
  }

  @Override
  public void close() {
    journal.close();
    store.close();
    timer.shutdownNow();
  }
}
