package dev.parley.rooms;

import dev.parley.audit.AuditQueries;
import dev.parley.audit.AuditRetention;
import dev.parley.journal.Journal;
import dev.parley.journal.JournalSettings;
import dev.parley.journal.Snapshots;
import dev.parley.store.Store;
import dev.parley.store.StoreSettings;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** The feature over a real journal and a real store, with a time of its own. */
final class RoomFixture implements AutoCloseable {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  final Store store;
  final Journal journal;
  final List<String> admissions = new CopyOnWriteArrayList<>();
  final RosterModel roster =
      new RosterModel(
          RoomSettings.DEFAULTS,
          now::get,
          new RosterModel.Listener() {
            @Override
            public void admitted(Topic topic) {
              admissions.add("+" + topic);
            }

            @Override
            public void dismissed(Topic topic, Predicate<Caller> who) {
              List.of(Talk.ALICE, Talk.BOB, Talk.EVE).stream()
                  .filter(who)
                  .forEach(caller -> admissions.add("-" + topic + " " + caller.id()));
            }
          });
  final RoomQueries rooms;
  final MessageQueries messages;
  final AttachmentQueries attachments;
  final AuditQueries audit;
  final MessageSearch search;
  final List<Publication> heard = new CopyOnWriteArrayList<>();

  RoomFixture(StoreSettings database) throws SQLException {
    store = Store.open(database);
    journal =
        new Journal(
            JournalSettings.DEFAULT,
            store,
            List.of(
                new RoomHandler(RoomSettings.DEFAULTS),
                new MessageHandler(RoomSettings.DEFAULTS, roster),
                new AttachmentHandler(RoomSettings.DEFAULTS),
                new AuditRetention(Duration.ofDays(365))),
            List.of(roster),
            (firstSeq, publications) -> heard.addAll(publications),
            new Journal.Environment(
                task -> new Thread(task, "journal"),
                timer,
                Runnable::run,
                now::get,
                System::nanoTime,
                new java.security.SecureRandom()),
            new SimpleMeterRegistry());
    journal.start();
    Snapshots snapshots = new Snapshots(store::entityManager, journal::durableStamp);
    rooms = new RoomQueries(roster, snapshots, now::get);
    messages = new MessageQueries(snapshots, now::get);
    attachments = new AttachmentQueries(snapshots, now::get);
    audit = new AuditQueries(snapshots);
    search = new MessageSearch(roster, snapshots, now::get);
  }

  long millis() {
    return now.get().toEpochMilli();
  }

  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  Reply run(DurableCommand command, Caller caller) {
    return journal
        .submit(command, caller, null)
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  Reply run(DurableCommand command) {
    return run(command, Talk.ALICE);
  }

  Reply.Posted post(DurableCommand command) {
    return post(command, Talk.ALICE);
  }

  Reply.Posted post(DurableCommand command, Caller caller) {
    return (Reply.Posted) run(command, caller);
  }

  /** Hands all over before it waits for the first answer, so that they share batches. */
  List<Reply> runTogether(List<? extends DurableCommand> commands) {
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (DurableCommand command : commands) {
      replies.add(journal.submit(command, Talk.ALICE, null).toCompletableFuture());
    }
    return replies.stream().map(reply -> reply.orTimeout(30, TimeUnit.SECONDS).join()).toList();
  }

  /** How many rows a table has. */
  long rows(String table) throws SQLException {
    try (Connection connection = store.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() {
    journal.close();
    timer.shutdownNow();
    store.close();
  }
}
