package dev.parley.delivery;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.LatestEvent;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics with listeners on this node, and the loops that bring their events to the connections.
 *
 * <p>Guarantees to each connection, for each of its topics: the durable events come in the order of
 * their offsets, each once, none left out but by the filter or for want of a word in the dialect.
 * What cannot be continued is told by {@link Notice.Resync} and the full state, or by a close,
 * never by silence. Every method may be called on any thread and, but for {@link #close}, returns
 * at once.
 */
public final class Hub implements Broker.Listener, AutoCloseable {
  private static final long TICK_MILLIS = 500;
  private static final long CHECK_MILLIS = 1_000;
  private static final long JOIN_MILLIS = 2_000;
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

  private final Core core;
  private final List<Loop> loops;
  private final List<Future<?>> timers;
  private final Feeds feeds;
  private final IdentityHashMap<Dialect, Tongue> tongues = new IdentityHashMap<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong opened = new AtomicLong();
  private final CompletableFuture<Void> empty = new CompletableFuture<>();
  private volatile @Nullable CloseCode closing;
  private volatile @Nullable Entry latest;

  /**
   * What the hub needs of its surroundings.
   *
   * @param loops makes the threads of the delivery loops, which end with the hub
   * @param blocking runs what waits for the {@link History}
   * @param timer runs short tasks later; not shut down by the hub
   * @param clock the time of day, for credentials that end
   * @param nanoTime a time that only goes forward, in nanoseconds; {@code System::nanoTime}
   * @param meters where the hub's metrics are kept
   */
  public record Means(
      ThreadFactory loops,
      Executor blocking,
      ScheduledExecutorService timer,
      InstantSource clock,
      LongSupplier nanoTime,
      MeterRegistry meters) {}

  /** A hub of which nobody asks who is connected. */
  public Hub(HubSettings settings, History history, StateSource states, Means means) {
    this(settings, history, states, Attendance.IGNORED, means);
  }

  /** Starts the loops. To be given to {@link Broker#listen} before anything is published. */
  public Hub(
      HubSettings settings,
      History history,
      StateSource states,
      Attendance attendance,
      Means means) {
    HubMeters meters = new HubMeters(means.meters());
    Pages pages = new Pages(settings, history, means, meters);
    core = new Core(settings, history, states, attendance, means, meters, pages);
    List<Loop> made = new ArrayList<>(settings.loops());
    for (int i = 0; i < settings.loops(); i++) {
      made.add(new Loop(i, pages, means.timer(), means.loops()));
    }
    loops = List.copyOf(made);
    feeds = new Feeds(core, loops);
    loops.forEach(Loop::start);
    Gauge.builder("parley.cursor.lag.max", loops, Hub::maxLag)
        .description("Events that the slowest connection is behind its topic")
        .register(means.meters());
    timers = List.of(every(TICK_MILLIS, this::tick), every(CHECK_MILLIS, this::check));
  }

  private Future<?> every(long millis, Runnable task) {
    return core.means()
        .timer()
        .scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("a timer failed");
              }
            },
            millis,
            millis,
            TimeUnit.MILLISECONDS);
  }

  private static double maxLag(List<Loop> loops) {
    return loops.stream().mapToLong(Loop::maxLag).max().orElse(0);
  }

  private void tick() {
    loops.forEach(Loop::tick);
  }

  private void check() {
    feeds.check();
    core.pages().dropIdle();
  }

  /**
   * Takes a new connection. It is first told {@link Notice.Established}; then, for each topic, the
   * events after {@code since}; or the state, and where there was a {@code since} that cannot be
   * continued, before it {@link Notice.Resync}; then what happens from there on.
   *
   * @param transport ready to be written to; from now on only the hub writes
   * @return already being closed if the hub is closing
   */
  public Connection open(Caller caller, Dialect dialect, Transport transport, Opening opening) {
    long number = opened.incrementAndGet();
    Loop loop = loops.get((int) (number % loops.size()));
    Tongue tongue = tongue(dialect);
    Connection connection =
        new Connection("c" + number, this, core, loop, tongue, transport, caller, opening);
    connections.incrementAndGet();
    tongue.opened(transport.kind());
    core.attendance()
        .opened(connection.id(), caller, door(dialect, transport), connection::lastSign);
    loop.attach(connection.courier());
    return connection;
  }

  private static String door(Dialect dialect, Transport transport) {
    return transport.kind().equals(Transport.WEBSOCKET) ? dialect.name() : transport.kind();
  }

  private Tongue tongue(Dialect dialect) {
    synchronized (tongues) {
      return tongues.computeIfAbsent(
          dialect, added -> new Tongue(added, tongues.size(), core.means().meters()));
    }
  }

  /**
   * Tells an event of which only the newest counts to connections of this node.
   *
   * @throws IllegalArgumentException if the event is of another class
   */
  public void publishLatest(Publication publication, Audience audience) {
    if (!(publication.event() instanceof LatestEvent)) {
      throw new IllegalArgumentException("not a latest event: " + publication.event());
    }
    core.meters().published(List.of(publication));
    Feed feed = feeds.find(publication.topic());
    if (feed != null) {
      feed.tell(latest(publication), audience);
    }
  }

  /** What is told again is not encoded again. */
  @SuppressWarnings("ReferenceEquality") // The same one: to compare two boards costs too much.
  private Entry latest(Publication publication) {
    Entry known = latest;
    if (known == null || known.publication() != publication) {
      known = new Entry(publication, null);
      latest = known;
    }
    return known;
  }

  @Override
  public void announced(Broker.Announcement announcement) {
    List<Publication> all = announcement.publications();
    core.meters().published(all);
    int from = 0;
    while (from < all.size()) {
      Topic topic = all.get(from).topic();
      int to = from + 1;
      while (to < all.size() && all.get(to).topic().equals(topic)) {
        to++;
      }
      rove(all.get(from));
      Feed feed = feeds.find(topic);
      if (feed != null) {
        feed.append(all.subList(from, to));
      }
      from = to;
    }
  }

  /** Before the feed has it: who begins to listen now must not miss it. */
  private void rove(Publication first) {
    Position position = first.position();
    if (position != null) {
      Opening.Since before = new Opening.Since(position.epoch(), position.offset() - 1);
      loops.forEach(loop -> loop.rove(first.topic(), before));
    }
  }

  /**
   * Some may hear a topic now that could not before: connections that rove hear it from the next
   * event on. Called before that event is announced.
   */
  public void admitted(Topic topic) {
    loops.forEach(loop -> loop.roveAnew(topic));
  }

  /**
   * Some may no longer hear a topic: they hear nothing of it from now on. Called before whatever
   * they must not hear is announced.
   */
  public void dismiss(Topic topic, Predicate<Caller> callers) {
    loops.forEach(
        loop ->
            loop.dismiss(
                courier -> {
                  if (callers.test(courier.connection().caller())) {
                    courier.unlisten(topic);
                  }
                }));
    admitted(topic);
  }

  @Override
  public void published(List<Publication> publications) {
    core.meters().published(publications);
    for (Publication publication : publications) {
      Feed feed = feeds.find(publication.topic());
      if (publication.event() instanceof DurableEvent) {
        LOG.atError().addKeyValue("topic", publication.topic()).log("durable, but not announced");
      } else if (feed != null) {
        feed.tell(new Entry(publication, null), null);
      }
    }
  }

  /** How many connections are open or being closed. */
  public int connections() {
    return connections.get();
  }

  /** Whether a connection of this node hears that topic. */
  public boolean hasListeners(Topic topic) {
    return feeds.find(topic) != null;
  }

  /** Closes the connections of these callers, all for which {@link #open} was called before. */
  public void closeWhere(Predicate<Caller> callers, CloseCode code) {
    forEach(
        connection -> {
          if (callers.test(connection.caller())) {
            connection.close(code);
          }
        });
  }

  /**
   * Closes every connection, and from now on every new one at once.
   *
   * @return completes when all transports have ended or had time enough to
   */
  public CompletionStage<Void> closeAll(CloseCode code) {
    closing = code;
    forEach(connection -> connection.close(code));
    if (connections.get() == 0) {
      empty.complete(null);
    }
    HubSettings settings = core.settings();
    long patience =
        settings.flushTimeout().plus(settings.releaseTimeout()).toMillis() + 2 * TICK_MILLIS;
    try {
      var unused = core.means().timer().schedule(this::givenUp, patience, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      empty.complete(null);
    }
    return empty.minimalCompletionStage();
  }

  private void givenUp() {
    empty.complete(null);
  }

  private void forEach(Consumer<Connection> action) {
    loops.forEach(loop -> loop.postForEach(courier -> action.accept(courier.connection())));
  }

  /**
   * Ends the loops; connections that are left are closed first. Waits for the loops, not for
   * clients.
   */
  @Override
  public void close() {
    closing = CloseCode.GOING_AWAY;
    timers.forEach(timer -> timer.cancel(false));
    loops.forEach(Loop::stop);
    try {
      for (Loop loop : loops) {
        loop.await(JOIN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Nullable CloseCode closing() {
    return closing;
  }

  /** A connection has ended. */
  void ended(String connectionId, Tongue tongue, Transport transport, CloseCode code) {
    core.meters().closed(code);
    tongue.ended(transport.kind());
    core.attendance().ended(connectionId);
    if (connections.decrementAndGet() == 0 && closing != null) {
      empty.complete(null);
    }
  }

  Core core() {
    return core;
  }

  Feeds feeds() {
    return feeds;
  }

  List<Loop> loops() {
    return loops;
  }
}
