package dev.parley.delivery;

import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic with listeners on this node: its ring, and who is to be woken.
 *
 * <p>The ring has no holes. An announcement that comes too early waits {@value #PATIENCE_MILLIS} ms
 * for what is missing; if that does not come, the ring begins anew behind the hole, and the cursors
 * find what was missing in the history, read once for all of them. A lost last announcement is
 * found by {@link #check}, which compares with the history.
 *
 * <p>Safe for use by any number of threads. Nothing foreign is called under its lock.
 */
final class Feed implements Entry.Holder {
  /** Nothing is there yet. */
  static final int LEVEL = 0;

  /** The ring no longer reaches back so far; the history does. */
  static final int IN_HISTORY = -1;

  /** The feed cannot be continued from there: another epoch, or gone from the history. */
  static final int LOST = -2;

  private static final long PATIENCE_MILLIS = 25;
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

  private final Topic topic;
  private final Core core;
  private final Listeners[] listeners;
  private final StateFrames stateFrames = new StateFrames();
  private final Ring ring;

  /** Publications beyond a hole. */
  private final Stash early;

  /** Null until the history has told. */
  private @Nullable String epoch;

  private long oldest = 1;
  private long durable;
  private long asked;
  private long answered;
  private boolean settling;
  private volatile long head;
  private volatile int holes;
  private volatile boolean complained;

  /** How many cursors there are; guarded by {@link Feeds}. */
  private int cursors;

  private volatile boolean released;

  Feed(Topic topic, Core core, List<Loop> loops) {
    this.topic = topic;
    this.core = core;
    this.early = new Stash(core.settings().ringEvents());
    this.ring = new Ring(core.settings().ringEvents(), core.settings().ringBytes());
    this.listeners = new Listeners[loops.size()];
    for (int i = 0; i < listeners.length; i++) {
      listeners[i] = new Listeners(this, loops.get(i));
    }
  }

  Topic topic() {
    return topic;
  }

  Listeners listeners(Loop loop) {
    return listeners[loop.index()];
  }

  /** One cursor more; under the lock of {@link Feeds}. */
  void retain() {
    cursors++;
  }

  /** One cursor less; under the lock of {@link Feeds}. */
  boolean release() {
    released = --cursors == 0;
    return released;
  }

  boolean released() {
    return released;
  }

  /** The newest offset of the ring. */
  long head() {
    return head;
  }

  /** How often the ring had to begin anew behind a hole. */
  int holes() {
    return holes;
  }

  /**
   * Takes committed events over, in the order of the log. Those the ring has are left out.
   *
   * @param publications all of this topic
   */
  void append(List<Publication> publications) {
    boolean foreign = false;
    boolean taken = false;
    boolean grown;
    synchronized (this) {
      long before = ring.head();
      for (Publication publication : publications) {
        if (epoch == null) {
          early.add(publication);
        } else if (!Stash.isOf(epoch, publication)) {
          foreign = true;
        } else if (publication.offset() == ring.head() + 1) {
          ring.add(new Entry(publication, this));
        } else if (publication.offset() > ring.head()) {
          early.add(publication);
        }
        taken |= takeBack(publication);
      }
      absorb();
      grown = ring.head() > before;
    }
    if (taken) {
      core.pages().outdated(this);
    }
    if (grown) {
      wake();
    }
    if (foreign) {
      refresh();
    }
  }

  /** Puts the event in place of those that it takes back; whether there are any. */
  private boolean takeBack(Publication publication) {
    List<Long> offsets = ((DurableEvent) publication.event()).takesBack();
    for (long offset : offsets) {
      Entry said = ring.get(offset);
      if (said != null && Stash.isOf(epochOf(publication), said.publication())) {
        ring.replace(new Entry(said.publication().insteadOf(publication.event()), this));
      }
      Publication waiting = early.get(offset);
      if (waiting != null && Stash.isOf(epochOf(publication), waiting)) {
        early.add(waiting.insteadOf(publication.event()));
      }
    }
    return !offsets.isEmpty();
  }

  private static String epochOf(Publication publication) {
    return Objects.requireNonNull(publication.position()).epoch();
  }

  /**
   * Adds what follows the head from what came early, and waits for what is missing before the rest.
   */
  private void absorb() {
    if (epoch == null) {
      return;
    }
    for (Publication next = early.pollAfter(ring.head());
        next != null;
        next = early.pollAfter(ring.head())) {
      ring.add(new Entry(next, this));
    }
    head = ring.head();
    if (early.gapEnd() > head) {
      settleLater(early.gapEnd());
    }
  }

  /** Once a second: learns of another epoch, of retention, and of a lost last announcement. */
  void check() {
    refresh();
    synchronized (this) {
      if (epoch != null && durable > ring.head()) {
        settleLater(durable);
      }
    }
  }

  private void settleLater(long target) {
    if (settling || epoch == null) {
      return;
    }
    settling = true;
    String expected = epoch;
    try {
      var unused =
          core.means()
              .timer()
              .schedule(() -> settle(expected, target), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      settling = false;
    }
  }

  /** What is missing has had its time: the ring begins anew behind it. */
  private void settle(String expected, long target) {
    boolean moved = false;
    synchronized (this) {
      settling = false;
      if (expected.equals(epoch) && ring.head() < target) {
        ring.clear(target);
        holes++;
        moved = true;
      }
      absorb();
    }
    if (moved) {
      core.meters().hole();
      LOG.atDebug().addKeyValue("topic", topic).addKeyValue("offset", target).log("a hole");
    }
    wake();
  }

  /**
   * Asks the history how far it reaches; with another epoch the ring begins anew.
   *
   * @return false if the history does not answer now
   */
  boolean refresh() {
    long ticket;
    synchronized (this) {
      ticket = ++asked;
    }
    History.Extent extent;
    try {
      extent = core.history().extent(topic);
      complained = false;
    } catch (RuntimeException e) {
      if (!complained) {
        complained = true;
        LOG.atWarn().addKeyValue("topic", topic).setCause(e).log("the history does not answer");
      }
      return false;
    }
    boolean changed = false;
    synchronized (this) {
      if (ticket > answered) {
        answered = ticket;
        oldest = extent.oldest();
        durable = extent.head();
        changed = !extent.epoch().equals(epoch);
        if (changed) {
          String newer = extent.epoch();
          epoch = newer;
          early.keepOnly(newer);
          ring.clear(extent.head());
          absorb();
        }
      }
    }
    if (changed) {
      wake();
    }
    return true;
  }

  /** How far the topic reaches as far as is known here, or null where nothing is. */
  synchronized History.@Nullable Extent known() {
    return epoch == null ? null : new History.Extent(epoch, oldest, Math.max(durable, ring.head()));
  }

  /** The epoch if the feed can be continued behind that place, or null if it cannot. */
  synchronized @Nullable String continues(Opening.Since since) {
    boolean reached =
        (since.epoch() == null || since.epoch().equals(epoch))
            && since.offset() >= oldest - 1
            && since.offset() <= Math.max(durable, ring.head());
    return reached ? epoch : null;
  }

  /**
   * Copies events from the ring.
   *
   * @param next the first offset wanted
   * @return how many, or {@link #LEVEL}, {@link #IN_HISTORY} or {@link #LOST}
   */
  synchronized int copy(String expectedEpoch, long next, @Nullable Entry[] into) {
    if (!expectedEpoch.equals(epoch)) {
      return LOST;
    }
    if (next > ring.head()) {
      return LEVEL;
    }
    if (next >= ring.first()) {
      return ring.copy(next, into);
    }
    return next >= oldest ? IN_HISTORY : LOST;
  }

  /** How many bytes the ring takes, roughly. */
  synchronized long bytes() {
    return ring.bytes();
  }

  /** The frame of a state; encoded once for all who are shown the same one. */
  @Nullable Frame frame(Notice.State state, Tongue tongue) {
    return stateFrames.frame(state, tongue);
  }

  @Override
  public synchronized void grown(Entry entry, int by) {
    ring.grown(entry, by);
  }

  /** Wakes the loops with listeners. */
  void wake() {
    for (Listeners each : listeners) {
      each.wake();
    }
  }

  /** Hands an event without offset to the loops with listeners. */
  void tell(Entry entry, @Nullable Audience audience) {
    for (Listeners each : listeners) {
      each.tell(entry, audience);
    }
  }
}
