package dev.parley.journal;

import dev.parley.store.FaultyDriver;
import dev.parley.store.Store;
import dev.parley.store.StoreSettings;
import dev.parley.vocabulary.Activity;
import dev.parley.vocabulary.ActivityStatus;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.persistence.EntityManager;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A journal over a real store, with a feature whose commands do as their names say. */
final class JournalFixture implements AutoCloseable {
  static final Caller AGENT =
      new Caller(Caller.Kind.SERVICE, "tests", "tests", Set.of(Role.AGENT), null, null, null);
  static final Caller PERSON =
      new Caller(Caller.Kind.USER, "alice", "Alice", Set.of(Role.AGENT), null, null, null);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong passed = new AtomicLong();
  final FaultyDriver driver = new FaultyDriver();
  final Store store;
  final Journal journal;
  final Feature feature = new Feature();
  final Follower follower = new Follower();
  final List<Publication> heard = new CopyOnWriteArrayList<>();
  final AtomicInteger superseded = new AtomicInteger();
  final boolean ownsStore;

  static JournalFixture open(StoreSettings database) throws SQLException {
    return open(database, JournalSettings.DEFAULT);
  }

  static JournalFixture open(StoreSettings database, JournalSettings settings) throws SQLException {
    return new JournalFixture(database, null, settings, InstantSource.system());
  }

  /** A hub whose journal is told something before it is started. */
  static JournalFixture open(StoreSettings database, Consumer<Journal> before) throws SQLException {
    return new JournalFixture(
        database, null, JournalSettings.DEFAULT, InstantSource.system(), before);
  }

  /** A second hub on the store of a first, which both want to themselves. */
  static JournalFixture beside(JournalFixture first, JournalSettings settings) throws SQLException {
    return new JournalFixture(null, first.store, settings, InstantSource.system());
  }

  /** A second hub on the store of a first. */
  static JournalFixture beside(JournalFixture first) throws SQLException {
    return new JournalFixture(null, first.store, JournalSettings.DEFAULT, InstantSource.system());
  }

  JournalFixture(
      @Nullable StoreSettings database,
      @Nullable Store shared,
      JournalSettings settings,
      InstantSource clock)
      throws SQLException {
    this(database, shared, settings, clock, journal -> {});
  }

  private JournalFixture(
      @Nullable StoreSettings database,
      @Nullable Store shared,
      JournalSettings settings,
      InstantSource clock,
      Consumer<Journal> before)
      throws SQLException {
    ownsStore = shared == null;
    store = shared != null ? shared : Store.open(database, driver);
    journal =
        new Journal(
            settings,
            store,
            List.of(feature),
            List.of(follower),
            new CommitListener() {
              @Override
              public void committed(long firstSeq, List<Publication> publications) {
                heard.addAll(publications);
              }

              @Override
              public void superseded() {
                superseded.incrementAndGet();
              }
            },
            new Journal.Environment(
                task -> new Thread(task, "journal"),
                timer,
                Runnable::run,
                clock,
                () -> System.nanoTime() + passed.get(),
                new SecureRandom()),
            new SimpleMeterRegistry());
    before.accept(journal);
    journal.start();
  }

  /** For the journal's deadlines, so much time has passed. */
  void pass(Duration time) {
    passed.addAndGet(time.toNanos());
  }

  static DurableCommand record(String agent) {
    return new DurableCommand.RecordActivity(
        agent, "tests", ActivityType.MEMORY_WRITE, Json.EMPTY, List.of());
  }

  Reply run(DurableCommand command, @Nullable Idempotency idempotency) throws Exception {
    return journal
        .submit(command, AGENT, idempotency)
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  Reply run(String agent) throws Exception {
    return run(record(agent), null);
  }

  /** The agents of all events, read from the store. */
  List<String> stored() {
    return agents(journal.read(Topic.COLLABORATION, 1, Integer.MAX_VALUE));
  }

  static List<String> agents(List<Publication> publications) {
    return publications.stream()
        .map(p -> ((DurableEvent.ActivityRecorded) p.event()).activity().agentId())
        .toList();
  }

  /** Waits until it is so. */
  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited too long");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  static Refusal.Code refusal(Reply reply) {
    return ((Reply.Refused) reply).refusal().code();
  }

  @Override
  public void close() {
    driver.gone(false);
    driver.commits(() -> FaultyDriver.Commit.SUCCEEDS);
    journal.close();
    timer.shutdownNow();
    if (ownsStore) {
      store.close();
    }
  }

  /** Records activities; a row per agent stands for the feature's state. */
  static final class Feature implements CommandHandler {
    volatile Runnable before = () -> {};

    @Override
    public Set<Class<? extends DurableCommand>> commands() {
      return Set.of(DurableCommand.RecordActivity.class);
    }

    @Override
    public void announceKeys(DurableCommand command, Caller caller, Keys keys) {
      keys.add(
          IdempotencyRecord.class, "agent " + ((DurableCommand.RecordActivity) command).agentId());
    }

    @Override
    public Reply handle(DurableCommand command, Batch batch) {
      before.run();
      String agent = ((DurableCommand.RecordActivity) command).agentId();
      if (agent.startsWith("refused")) {
        return Reply.refused(Refusal.Code.CONFLICT, "as its name says");
      }
      if (agent.startsWith("bug")) {
        throw new IllegalStateException("as its name says");
      }
      String key = "agent " + (agent.startsWith("value") ? "x".repeat(100) : agent);
      IdempotencyRecord row = batch.find(IdempotencyRecord.class, key);
      boolean known = row != null;
      if (row == null) {
        row = new IdempotencyRecord(key);
        batch.persist(row, key);
      }
      row.keep(new Idempotency(key, "x"), Reply.done(), batch.now());
      String id = "act_" + batch.nextStamp() + "_" + agent;
      batch.append(
          Topic.COLLABORATION,
          new DurableEvent.ActivityRecorded(
              new Activity(
                  id,
                  agent,
                  known ? "known" : "new",
                  ActivityType.MEMORY_WRITE,
                  batch.now(),
                  Json.EMPTY,
                  List.of(),
                  ActivityStatus.ACTIVE)));
      return Reply.created(id);
    }
  }

  /** Follows the log as a model does. */
  static final class Follower implements Model {
    private final List<String> agents = new ArrayList<>();
    volatile long position;

    @Override
    public void load(EntityManager snapshot, Heads log) {
      position = log.head(Topic.COLLABORATION);
    }

    @Override
    public synchronized void apply(Iterable<Publication> publications) {
      for (Publication publication : publications) {
        if (publication.offset() != position + 1) {
          throw new AssertionError("expected " + (position + 1) + ", got " + publication);
        }
        position = publication.offset();
        agents.addAll(JournalFixture.agents(List.of(publication)));
      }
    }

    synchronized List<String> agents() {
      return List.copyOf(agents);
    }
  }
}
