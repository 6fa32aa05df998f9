package dev.parley.collaboration;

import dev.parley.journal.CommitListener;
import dev.parley.journal.Journal;
import dev.parley.journal.JournalSettings;
import dev.parley.journal.Model;
import dev.parley.store.Store;
import dev.parley.store.StoreSettings;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Session;
import dev.parley.vocabulary.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** The feature over a real journal and a real store. */
final class HubFixture implements AutoCloseable {
  static final int BOARD_SIZE = 4;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final boolean ownsStore;
  final Store store;
  final List<Publication> told = new CopyOnWriteArrayList<>();
  final StatusModel model = new StatusModel(BOARD_SIZE, told::addAll);
  final Journal journal;
  final DecisionModel decisions = new DecisionModel();
  final CollaborationQueries queries;
  final SessionQueries sessions;
  final DecisionQueries requests;
  final List<Publication> heard = new CopyOnWriteArrayList<>();

  static HubFixture open(StoreSettings database) throws SQLException {
    return open(database, UnaryOperator.identity());
  }

  /** With something between the driver and the pool. */
  static HubFixture open(StoreSettings database, UnaryOperator<DataSource> between)
      throws SQLException {
    return new HubFixture(Store.open(database, between), true);
  }

  /** Another node on the same database; it does not close the store. */
  static HubFixture beside(HubFixture first) throws SQLException {
    return new HubFixture(first.store, false);
  }

  private HubFixture(Store store, boolean ownsStore) throws SQLException {
    this.store = store;
    this.ownsStore = ownsStore;

    journal =
        new Journal(
            JournalSettings.DEFAULT,
            store,
            List.of(new CollaborationHandler(), new DecisionHandler(), new AgentHandler()),
            List.of(model, decisions),
            new CommitListener() {
              @Override
              public void committed(long firstSeq, List<Publication> publications) {
                heard.addAll(publications);
              }

              @Override
              public void remarked(List<Publication> remarks) {
                model.remarked(remarks);
                told.addAll(remarks);
              }
            },
            Journal.Environment.of(task -> new Thread(task, "journal"), timer, Runnable::run),
            new SimpleMeterRegistry());
    journal.start();
    queries = new CollaborationQueries(model, store::entityManager, journal::durableStamp);
    requests = new DecisionQueries(decisions, store::entityManager, timer);
    sessions = new SessionQueries(model, requests, store::entityManager, journal::durableStamp);
  }

  Reply run(DurableCommand command) {
    return run(command, Commands.SERVICE);
  }

  Reply run(DurableCommand command, Caller caller) {
    return journal
        .submit(command, caller, null)
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  String create(DurableCommand command) {
    return ((Reply.Created) run(command)).id();
  }

  /** Hands all over before it waits for the first answer, so that they share batches. */
  List<Reply> runTogether(List<? extends DurableCommand> commands) {
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (DurableCommand command : commands) {
      replies.add(journal.submit(command, Commands.SERVICE, null).toCompletableFuture());
    }
    return replies.stream().map(reply -> reply.orTimeout(30, TimeUnit.SECONDS).join()).toList();
  }

  /** A model that is read from the rows as they are now. */
  StatusModel loaded() {
    StatusModel fresh = new StatusModel(BOARD_SIZE, remarks -> {});
    try (EntityManager entities = store.entityManager()) {
      entities.getTransaction().begin();
      fresh.load(entities, new JournalHeads(journal));
      entities.getTransaction().rollback();
    }
    return fresh;
  }

  /** The sessions that have ended, in the order of their start, as their rows say. */
  List<Session> endedSessions() {
    try (EntityManager entities = store.entityManager()) {
      return entities
          .createQuery(
              "SELECT s FROM SessionRow s WHERE s.active = FALSE ORDER BY s.stamp",
              SessionRow.class)
          .getResultList()
          .stream()
          .map(row -> row.session(Totals.NONE))
          .toList();
    }
  }

  private record JournalHeads(Journal journal) implements Model.Heads {
    @Override
    public String epoch() {
      return journal.extent(Topic.COLLABORATION).epoch();
    }

    @Override
    public long head(Topic topic) {
      return journal.extent(topic).head();
    }
  }

  @Override
  public void close() {
    journal.close();
    timer.shutdownNow();
    if (ownsStore) {
      store.close();
    }
  }
}
