package dev.parley.delivery;

import dev.parley.vocabulary.StreamedEvent;
import dev.parley.vocabulary.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A delivery loop: one thread that runs small tasks and then gives each connection that has become
 * dirty what waits for it. It never blocks, and it survives whatever goes wrong with one courier.
 */
final class Loop {
  private static final int TASKS_PER_TURN = 1024;
  private static final long FIRST_RETRY_MILLIS = 25;
  private static final long LAST_RETRY_MILLIS = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  private final int index;
  private final Pages pages;
  private final ScheduledExecutorService timer;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean ticking = new AtomicBoolean();
  private final Thread thread;
  private volatile boolean parked;
  private volatile boolean stopped;
  private volatile boolean dead;
  private volatile @Nullable Thread runner;
  private volatile long maxLag;

  /** How many connections rove. */
  private final AtomicInteger roving = new AtomicInteger();

  /** The topics about which those that rove were asked. */
  private final Set<Topic> roved = ConcurrentHashMap.newKeySet();

  /** How many tasks that take topics from connections have been posted and have not run. */
  private final AtomicInteger dismissals = new AtomicInteger();

  // What follows belongs to the loop.
  private final Set<Courier> couriers = new HashSet<>();
  private final @Nullable Entry[] buffer = new Entry[256];
  private final List<Page> arrived = new ArrayList<>();
  private final StreamOrder streams = new StreamOrder();
  private List<Courier> dirty = new ArrayList<>();
  private List<Courier> draining = new ArrayList<>();
  private List<Courier> later = new ArrayList<>();
  private boolean laterScheduled;
  private long retryMillis = FIRST_RETRY_MILLIS;

  Loop(int index, Pages pages, ScheduledExecutorService timer, ThreadFactory threads) {
    this.index = index;
    this.pages = pages;
    this.timer = timer;
    this.thread = threads.newThread(this::run);
  }

  void start() {
    thread.start();
  }

  int index() {
    return index;
  }

  /** How far the connection that is farthest behind is behind, in events, as of the last tick. */
  long maxLag() {
    return maxLag;
  }

  /** Runs a task on the loop, soon. On any thread. */
  void post(Runnable task) {
    tasks.add(task);
    if (parked) {
      LockSupport.unpark(thread);
    }
    if (dead) {
      runTheRest();
    }
  }

  /** Whether the loop has ended; tasks are then run by whoever posts them. */
  boolean dead() {
    return dead;
  }

  private synchronized void runTheRest() {
    while (!tasks.isEmpty()) {
      turn();
    }
  }

  /** Runs a task at once if this is the loop's thread, else soon. */
  void runOrPost(Runnable task) {
    if (Thread.currentThread().equals(runner)) {
      task.run();
    } else {
      post(task);
    }
  }

  /** Time has passed. On any thread; does nothing while the loop has not come to the last one. */
  void tick() {
    if (ticking.compareAndSet(false, true)) {
      post(this::ticked);
    }
  }

  private void ticked() {
    ticking.set(false);
    if (later.isEmpty()) {
      retryMillis = FIRST_RETRY_MILLIS;
    }
    long lag = 0;
    for (Courier courier : List.copyOf(couriers)) {
      guarded(courier, courier::tick);
      lag = Math.max(lag, courier.lag());
    }
    maxLag = lag;
  }

  /**
   * Something is said on a topic: from there on the connections hear it that rove there. On any
   * thread; costs next to nothing where nobody does, and where they have been asked before.
   */
  void rove(Topic topic, Opening.Since before) {
    if (roving.get() > 0 && roved.add(topic)) {
      post(
          () -> {
            Opening.Subscription wanted = new Opening.Subscription(topic, before);
            for (Courier courier : List.copyOf(couriers)) {
              guarded(courier, () -> courier.rove(wanted));
            }
          });
    }
  }

  /** Who may hear that topic has changed: those that rove are asked again. On any thread. */
  void roveAnew(Topic topic) {
    roved.remove(topic);
  }

  /** Takes a new connection. On any thread. */
  void attach(Courier courier) {
    post(() -> guarded(courier, courier::attach));
  }

  /** Does something with each courier. On any thread. */
  void postForEach(Consumer<Courier> action) {
    post(
        () -> {
          for (Courier courier : List.copyOf(couriers)) {
            guarded(courier, () -> action.accept(courier));
          }
        });
  }

  /**
   * Takes something from connections. Nothing that is said after this call is given to any of them
   * before: see {@link #dismisses}. On any thread.
   */
  void dismiss(Consumer<Courier> action) {
    dismissals.incrementAndGet();
    postForEach(action);
    post(dismissals::decrementAndGet);
  }

  /**
   * Whether something is to be taken from connections that may still be there. To be asked behind
   * each look at what has been said; what was found is not given to anybody then, and looked at
   * again in the next turn.
   */
  boolean dismisses() {
    return dismissals.get() > 0;
  }

  /** Ends the loop after the connections that are left. On any thread. */
  void stop() {
    postForEach(Courier::abandon);
    post(() -> stopped = true);
  }

  /** Waits for the end of the thread; does not wait for itself. */
  void await(long millis) throws InterruptedException {
    if (!Thread.currentThread().equals(thread)) {
      thread.join(millis);
    }
  }

  private void run() {
    Thread.currentThread().setName("delivery-" + index);
    while (!stopped) {
      if (!turn()) {
        parked = true;
        if (tasks.isEmpty()) {
          LockSupport.park(this);
        }
        parked = false;
      }
    }
    dead = true;
    runTheRest();
  }

  /**
   * Runs the tasks that wait and drains the connections that are dirty; false if there were none.
   */
  boolean turn() {
    runner = Thread.currentThread();
    try {
      int count = 0;
      for (Runnable task = tasks.poll(); task != null; task = nextTask(++count)) {
        try {
          task.run();
        } catch (RuntimeException | Error e) {
          LOG.atError().setCause(e).log("a task of a delivery loop failed");
        }
      }
      boolean worked = count > 0 || !dirty.isEmpty();
      drain();
      return worked;
    } finally {
      arrived.clear();
      runner = null;
    }
  }

  private @Nullable Runnable nextTask(int done) {
    return done < TASKS_PER_TURN ? tasks.poll() : null;
  }

  private void drain() {
    List<Courier> turn = dirty;
    dirty = draining;
    draining = turn;
    for (Courier courier : turn) {
      guarded(courier, courier::drain);
    }
    turn.clear();
  }

  /** What goes wrong with one connection ends that connection and nothing else. */
  private static void guarded(Courier courier, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      LOG.atError()
          .addKeyValue("connection", courier.connection())
          .setCause(e)
          .log("a connection failed and is closed");
      crash(courier);
    }
  }

  private static void crash(Courier courier) {
    try {
      courier.crash();
    } catch (RuntimeException | Error e) {
      LOG.atError()
          .addKeyValue("connection", courier.connection())
          .setCause(e)
          .log("closing failed");
    }
  }

  void add(Courier courier) {
    if (couriers.add(courier) && courier.roves()) {
      roving.incrementAndGet();
      // It has been asked about no topic yet.
      roved.clear();
    }
  }

  void remove(Courier courier) {
    if (couriers.remove(courier) && courier.roves()) {
      roving.decrementAndGet();
    }
  }

  /**
   * Drains the connection at the end of the turn; the connection sees to it that it is there once.
   */
  void addDirty(Courier courier) {
    dirty.add(courier);
  }

  /** Marks the connection dirty after a while that grows as long as there are such connections. */
  void addLater(Courier courier) {
    later.add(courier);
    if (laterScheduled) {
      return;
    }
    try {
      var unused = timer.schedule(() -> post(this::retry), retryMillis, TimeUnit.MILLISECONDS);
      laterScheduled = true;
      retryMillis = Math.min(2 * retryMillis, LAST_RETRY_MILLIS);
    } catch (RejectedExecutionException e) {
      LOG.atDebug().log("the timer has ended");
    }
  }

  private void retry() {
    laterScheduled = false;
    List<Courier> due = later;
    later = new ArrayList<>();
    due.forEach(Courier::drainNow);
  }

  /** Room for a few entries, for the time of a call. */
  @Nullable Entry[] buffer() {
    return buffer;
  }

  /**
   * A page that somebody waited for stays at hand until the end of the turn, whatever else is read.
   */
  void keepForThisTurn(Page page) {
    arrived.add(page);
  }

  /** The page with that event, or null where it has to be read first. */
  @Nullable Page page(Feed feed, String epoch, long offset, Listeners waiter) {
    for (Page page : arrived) {
      if (page.key().feed() == feed && page.key().epoch().equals(epoch) && page.contains(offset)) {
        return page;
      }
    }
    return pages.find(feed, epoch, offset, waiter);
  }

  /** Hands an event without offset to connections. */
  void tell(List<Cursor> cursors, Entry entry, @Nullable Audience audience) {
    if (entry.publication().event() instanceof StreamedEvent event && !streams.follows(event)) {
      return;
    }
    // From the end, because a connection that crashes takes its cursor out of the list.
    for (int i = cursors.size() - 1; i >= 0; i--) {
      Courier courier = cursors.get(i).courier();
      guarded(courier, () -> courier.tell(entry, audience));
    }
  }
}
