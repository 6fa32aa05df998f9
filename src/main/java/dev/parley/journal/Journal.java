package dev.parley.journal;

import dev.parley.store.Store;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts durable commands and makes them lasting, in order.
 *
 * <p>Guarantees:
 *
 * <ul>
 *   <li>A command that is answered {@code Done} or {@code Created} is on the disk, with its events,
 *       and in the models of this node. State, event and offset are written in one transaction.
 *   <li>A command that is refused has changed nothing, and nobody has heard of it; but for {@code
 *       unavailable}, which may have happened completely or not at all. Repeated with the same
 *       idempotency key, a command is done once and answered alike.
 *   <li>The events of a topic have the offsets 1, 2, 3 and so on, without gaps, and are heard in
 *       that order, after they are durable. The epoch changes when history may have been cut.
 *   <li>What waits is bounded in number, in bytes and in time. A failing command harms no other.
 *   <li>While the store is gone, commands wait up to the deadline and are then answered {@code
 *       unavailable}; when it comes back, the journal goes on by itself.
 * </ul>
 *
 * <p>Safe for use by any number of threads. {@link #submit} and {@link #extent} never block.
 */
public final class Journal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final long TIMER_MILLIS = 100;
  private static final int EPOCH_BYTES = 8;

  private final Store store;
  private final LogTable table;
  private final Chronicle chronicle;
  private final CommandQueue queue;
  private final Writer writer;
  private final JournalMetrics metrics;
  private final JournalSettings settings;
  private final Environment environment;
  private @Nullable Thread thread;
  private @Nullable ScheduledFuture<?> timer;

  /**
   * What the journal needs of its surroundings.
   *
   * @param threads makes the writer's one thread
   * @param timer runs short tasks that never block
   * @param answers runs what follows the answers to callers
   * @param clock tells the time of events
   * @param nanoTime tells how long things take; like {@link System#nanoTime}
   * @param random makes epochs
   */
  public record Environment(
      ThreadFactory threads,
      ScheduledExecutorService timer,
      Executor answers,
      InstantSource clock,
      java.util.function.LongSupplier nanoTime,
      RandomGenerator random) {

    /** The real time and real randomness. */
    public static Environment of(
        ThreadFactory threads, ScheduledExecutorService timer, Executor answers) {
      return new Environment(
          threads, timer, answers, InstantSource.system(), System::nanoTime, new SecureRandom());
    }
  }

  /**
   * How far a topic reaches.
   *
   * @param oldest the smallest offset that can be read
   * @param head the greatest; {@code oldest - 1} where there is none
   */
  public record Extent(String epoch, long oldest, long head) {}

  /**
   * How the journal is doing.
   *
   * @param oldestWait how long the oldest unanswered command has waited
   * @param failure the kind of failure of the store while it fails, else null
   */
  public record Status(Duration oldestWait, @Nullable String failure) {
    /** Whether commands will be run in time. */
    public boolean isWell(Duration patience) {
      return failure == null && oldestWait.compareTo(patience) < 0;
    }
  }

  /**
   * @param handlers one for every kind of durable command
   * @param models are loaded by {@link #start} and follow every batch
   * @param listener hears of every batch
   */
  public Journal(
      JournalSettings settings,
      Store store,
      List<CommandHandler> handlers,
      List<Model> models,
      CommitListener listener,
      Environment environment,
      MeterRegistry registry) {
    this.settings = settings;
    this.store = store;
    this.environment = environment;
    this.table = new LogTable(new EventCodec());
    this.chronicle =
        new Chronicle(
            store,
            table,
            models,
            new HistoryMark(store.directory()),
            this::newEpoch,
            new Lease(
                settings.lease(),
                Lease.newOwner(newEpoch()),
                store.clock(),
                environment.nanoTime()),
            listener::superseded);
    this.queue = new CommandQueue(settings);
    this.metrics = new JournalMetrics(registry);
    InstantSource clock = environment.clock();
    this.writer =
        new Writer(
            queue,
            new BatchRunner(
                store, table, chronicle, handlers, clock, settings.idempotencyRetention()),
            chronicle,
            store,
            new Housekeeping(store, chronicle, handlers, clock, settings),
            listener,
            metrics,
            settings,
            environment.nanoTime());
    Gauge.builder("parley.journal.queue", queue, CommandQueue::length)
        .description("Commands that wait for the writer")
        .register(registry);
    Gauge.builder("parley.journal.oldest.wait", writer, w -> w.oldestWait() / 1e9)
        .description("How long the oldest unanswered command has waited")
        .baseUnit("seconds")
        .register(registry);
  }

  private String newEpoch() {
    byte[] bytes = new byte[EPOCH_BYTES];
    environment.random().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Reads the log and the models, and begins to take commands. Blocks until that is done; but where
   * another hub has the log to itself, or the store is not open yet, returns and waits for it,
   * which {@link #serves} tells.
   *
   * @throws SQLException if the store cannot be read; the journal is not started then
   */
  public void start() throws SQLException {
    writer.begin();
    thread = environment.threads().newThread(writer);
    thread.start();
    timer =
        environment
            .timer()
            .scheduleWithFixedDelay(
                writer::answerOverdue, TIMER_MILLIS, TIMER_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * To be called before {@link #start}, which then begins a new epoch: history may have been cut in
   * a way that neither the database nor the mark beside the embedded store can tell.
   */
  public void restored() {
    chronicle.cut();
  }

  /** The epoch that the log is in now. Never blocks. */
  public String epoch() {
    return chronicle.state().epoch();
  }

  /**
   * Copies the embedded store as it is between two batches. No command is run meanwhile; those that
   * wait for longer than their deadline are answered {@code unavailable}.
   *
   * @param target a directory that does not exist yet
   * @return completes when the copy is on the disk; exceptionally, with {@link
   *     java.io.IOException}, if there is none. What follows runs on the executor for answers
   */
  public CompletionStage<Void> copyStore(Path target) {
    return writer.copies().ask(target).thenApplyAsync(copied -> null, environment.answers());
  }

  /**
   * Hands over a command.
   *
   * @param idempotency where the caller marked the request as one that may be repeated, else null
   * @return the answer, which never fails exceptionally; what follows runs on the executor for
   *     answers
   */
  public CompletionStage<Reply> submit(
      DurableCommand command, Caller caller, @Nullable Idempotency idempotency) {
    Submission submission =
        new Submission(
            command,
            caller,
            idempotency,
            environment.nanoTime().getAsLong(),
            environment.answers());
    if (writer.standby()) {
      submission.unavailable("Another hub uses the database.");
    } else if (!queue.offer(submission)) {
      metrics.turnedAway();
      submission.unavailable("The journal's queue is full.");
    }
    return submission.reply();
  }

  /** How far a topic reaches; nothing beyond is durable. Never blocks. */
  public Extent extent(Topic topic) {
    LogState state = chronicle.state();
    LogTable.Reach reach = state.reach(topic);
    return new Extent(state.epoch(), reach.oldest(), reach.head());
  }

  /**
   * The greatest stamp that is durable. Who reads rows from the database leaves out those with a
   * greater one: they can be seen a moment before their commit is forced to the disk. Never blocks.
   */
  public long durableStamp() {
    return chronicle.state().lastStamp();
  }

  /**
   * Reads publications of a topic in order, without gaps, none beyond the durable head. Blocks.
   *
   * @param first the first offset wanted
   * @param limit 1 or more
   * @return starts at {@code first}, or is empty where nothing is there
   * @throws IllegalStateException if the store cannot be read now
   */
  public List<Publication> read(Topic topic, long first, int limit) {
    LogState state = chronicle.state();
    long last = Math.min(state.head(topic), first + limit - 1);
    if (last < first) {
      return List.of();
    }
    try (Connection connection = store.dataSource().getConnection()) {
      List<Publication> page = table.page(connection, state.epoch(), topic, first, last);
      return page.isEmpty() || page.get(0).offset() != first ? List.of() : page;
    } catch (SQLException e) {
      throw new IllegalStateException("the journal cannot be read", e);
    }
  }

  /**
   * Whether the models and what {@link #extent} and {@link #read} tell may be shown: from {@link
   * #start} on, but not while another hub has, or may have, the log to itself. Never blocks.
   */
  public boolean serves() {
    return !writer.standby() && chronicle.serves();
  }

  /** How the journal is doing. Never blocks. */
  public Status status() {
    return new Status(Duration.ofNanos(writer.oldestWait()), writer.failure());
  }

  /**
   * Takes no more commands, brings those that were accepted to an end, and stops. What could not be
   * brought to an end in time is answered {@code unavailable}.
   *
   * @param patience how long to wait for the accepted ones
   */
  public void close(Duration patience) {
    queue.close();
    Thread running = thread;
    if (running != null) {
      join(running, patience);
      writer.abandon();
      join(running, settings.deadline());
    }
    if (timer != null) {
      timer.cancel(false);
    }
    queue
        .takeOlderThan(environment.nanoTime().getAsLong() + 1)
        .forEach(command -> command.unavailable("The hub is shutting down."));
    chronicle.mark();
    if (running != null && !running.isAlive()) {
      release();
    }
  }

  private void release() {
    try {
      chronicle.release();
    } catch (SQLException | RuntimeException e) {
      LOG.atWarn().setCause(e).log("the next hub has to wait until this one's lease ends");
    }
  }

  /** As {@link #close(Duration)}, with the deadline of commands. */
  @Override
  public void close() {
    close(settings.deadline());
  }

  private static void join(Thread running, Duration patience) {
    try {
      running.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
