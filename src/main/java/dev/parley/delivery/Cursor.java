package dev.parley.delivery;

import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Position;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far one connection has come on one topic. Belongs to the connection's loop and is touched by
 * no other thread.
 *
 * <p>The whole promise is in two lines: a cursor moves by exactly one for each event that it is
 * past, and the event that it is past is the one that it pointed to.
 */
final class Cursor {
  /** How many events one cursor may look at in one turn, so that others get theirs. */
  private static final int LOOKS = 4096;

  private static final Logger LOG = LoggerFactory.getLogger(Cursor.class);

  private final Courier courier;
  private final Core core;
  private final Feed feed;
  private final Listeners listeners;
  private Phase phase = Phase.UNDECIDED;
  private Opening.@Nullable Since since;
  private String epoch = "";
  private long next;
  private boolean resync;
  private boolean waiting;
  private boolean complained;

  /** The number of holes the feed had had when the cursor was level; -1 before that. */
  private int levelAfter = -1;

  private boolean stateAsked;

  /** A state that was asked for and is sent when the cursor has come to its position. */
  private Notice.@Nullable State held;

  /** A state that was asked for and has not come yet. */
  private @Nullable CompletableFuture<Notice.@Nullable State> coming;

  /** Whether it is among those that its connection will look at. */
  private boolean marked;

  private boolean detached;

  /** The place among the listeners. */
  private int place;

  Cursor(Courier courier, Core core, Feed feed, Loop loop, Opening.@Nullable Since since) {
    this.courier = courier;
    this.core = core;
    this.feed = feed;
    this.listeners = feed.listeners(loop);
    this.since = since;
    listeners.add(this);
  }

  private enum Phase {
    /** It is not known yet whether the feed can be continued. */
    UNDECIDED,
    /** The state comes first. */
    STATE_NEXT,
    FOLLOWING
  }

  Courier courier() {
    return courier;
  }

  Feed feed() {
    return feed;
  }

  int place() {
    return place;
  }

  void place(int place) {
    this.place = place;
  }

  /** There may be something to take. */
  void mark() {
    if (!detached) {
      courier.mark(this);
    }
  }

  /** Sets whether its connection will look at it; whether that is a change. */
  boolean marked(boolean now) {
    boolean change = marked != now;
    marked = now;
    return change;
  }

  boolean waitsForPage() {
    return waiting;
  }

  /** Whether everything that comes before the live events has been sent. */
  boolean begun() {
    return phase == Phase.FOLLOWING;
  }

  /**
   * The offset of the newest event that was sent, or that the client has; 0 where there is none.
   */
  long told() {
    return phase == Phase.FOLLOWING ? next - 1 : 0;
  }

  /** Whether events follow where the client left off. Only after {@link #decide}. */
  boolean resumed() {
    return since != null && !resync;
  }

  void detach() {
    detached = true;
    listeners.remove(this);
  }

  /** Whether the feed can be continued; false while the history does not answer. */
  boolean decide() {
    if (phase != Phase.UNDECIDED) {
      return true;
    }
    if (!feed.refresh()) {
      return false;
    }
    String continued = since == null ? null : feed.continues(since);
    if (since != null && continued != null) {
      epoch = continued;
      next = since.offset() + 1;
      phase = Phase.FOLLOWING;
    } else {
      resync = since != null;
      phase = Phase.STATE_NEXT;
    }
    return true;
  }

  /** The state is wanted once more. */
  void askState() {
    stateAsked = phase == Phase.FOLLOWING && held == null;
  }

  /**
   * Takes what waits, as far as the parcel has room.
   *
   * @return whether there is more at once, with an empty parcel
   */
  boolean fill(Parcel parcel, Filter filter, Loop loop) {
    if (phase == Phase.UNDECIDED && !decide()) {
      return later();
    }
    if (phase != Phase.FOLLOWING && !begin(parcel)) {
      return false;
    }
    int looks = 0;
    while (looks < LOOKS) {
      @Nullable Entry[] buffer = loop.buffer();
      int count = feed.copy(epoch, next, buffer);
      Page page = null;
      if (count == Feed.IN_HISTORY) {
        page = loop.page(feed, epoch, next, listeners);
        waiting = page == null;
        if (page == null) {
          return false;
        }
        count = page.copy(next, buffer);
      }
      if (count == Feed.LOST) {
        restart();
        if (!begin(parcel)) {
          return false;
        }
        continue;
      }
      if (count == Feed.LEVEL) {
        levelAfter = feed.holes();
        showState(parcel);
        return false;
      }
      boolean mayBeGone = loop.dismisses();
      int taken = mayBeGone ? 0 : take(buffer, count, parcel, filter);
      Arrays.fill(buffer, 0, count, null);
      if (mayBeGone) {
        return nextTurn();
      }
      if (page == null) {
        core.meters().fromRing(taken);
      } else {
        core.meters().fromHistory(taken);
      }
      if (taken < count) {
        return true;
      }
      looks += taken;
    }
    return true;
  }

  private int take(@Nullable Entry[] buffer, int count, Parcel parcel, Filter filter) {
    for (int i = 0; i < count; i++) {
      Entry entry = buffer[i];
      if (entry == null || entry.offset() != next) {
        throw new IllegalStateException("offset " + next + " of " + feed.topic() + " is not there");
      }
      if (held != null && held.position().offset() == next - 1) {
        sendHeld(parcel, held);
      }
      // Encoded even where the filter leaves it out: what the ring weighs is known by its frames.
      Frame frame = entry.frame(courier.tongue());
      if (frame != null
          && filter.admits(entry.publication().event(), courier.connection().caller())) {
        if (!parcel.accepts(frame)) {
          return i;
        }
        parcel.add(frame);
      }
      next++;
    }
    return count;
  }

  /** How many events wait. */
  long lag() {
    return phase == Phase.FOLLOWING ? Math.max(0, feed.head() - next + 1) : 0;
  }

  /**
   * Whether it is far behind although it was level before. One that is behind because announcements
   * were lost counts as resuming.
   */
  boolean fallenBehind(long maxLag) {
    return levelAfter == feed.holes() && lag() > maxLag;
  }

  private void restart() {
    phase = Phase.STATE_NEXT;
    resync = true;
    levelAfter = -1;
    waiting = false;
    stateAsked = false;
    held = null;
    coming = null;
  }

  /** Sends the state and goes on behind it; false while there is none that fits. */
  private boolean begin(Parcel parcel) {
    Notice.State state = state();
    if (coming != null) {
      return false;
    }
    if (courier.loop().dismisses()) {
      return nextTurn();
    }
    History.Extent extent = feed.known();
    if (extent == null || complained) {
      return later();
    }
    Position position =
        state == null ? new Position(extent.epoch(), extent.head()) : state.position();
    if (!position.epoch().equals(extent.epoch())) {
      feed.refresh();
      return later();
    }
    // So the feed never goes back either: within an epoch, who is here has seen less than is left.
    if (position.offset() < extent.oldest() - 1) {
      return later();
    }
    if (resync) {
      core.meters().resync();
      courier.connection().becomeNewcomer();
      add(parcel, courier.tongue().encode(new Notice.Resync(feed.topic(), position)));
    }
    if (state != null) {
      add(parcel, feed.frame(state, courier.tongue()));
    }
    epoch = position.epoch();
    next = position.offset() + 1;
    phase = Phase.FOLLOWING;
    return true;
  }

  /** The cursor is level: now is the time to answer who asked for the state. */
  private void showState(Parcel parcel) {
    if (stateAsked && held == null) {
      Notice.State state = state();
      if (coming != null) {
        return;
      }
      if (courier.loop().dismisses()) {
        nextTurn();
        return;
      }
      if (state == null && !complained) {
        stateAsked = false;
        return;
      }
      if (state == null
          || !state.position().epoch().equals(epoch)
          || state.position().offset() < next - 1) {
        later();
        return;
      }
      stateAsked = false;
      held = state;
    }
    if (held != null && held.position().offset() == next - 1) {
      sendHeld(parcel, held);
    }
  }

  private void sendHeld(Parcel parcel, Notice.State state) {
    held = null;
    add(parcel, feed.frame(state, courier.tongue()));
    courier.stateSent();
  }

  /**
   * Null where there is none, where it could not be got, which {@link #complained} tells, and where
   * it is still {@link #coming}, after which the cursor is marked.
   */
  private Notice.@Nullable State state() {
    try {
      CompletableFuture<Notice.@Nullable State> asked =
          coming == null ? core.states().state(feed.topic()).toCompletableFuture() : coming;
      if (!asked.isDone()) {
        if (coming == null) {
          coming = asked;
          var unused = asked.whenComplete((state, failure) -> courier.loop().post(this::mark));
        }
        return null;
      }
      coming = null;
      Notice.State state = asked.join();
      complained = false;
      return state;
    } catch (RuntimeException e) {
      coming = null;
      if (!complained) {
        LOG.atError().addKeyValue("topic", feed.topic()).setCause(e).log("there is no state");
      }
      complained = true;
      return null;
    }
  }

  /** The connection may hear this no more; the loop is about to find out. */
  private boolean nextTurn() {
    courier.loop().post(this::mark);
    return false;
  }

  private boolean later() {
    courier.drainLater();
    return false;
  }

  private static void add(Parcel parcel, @Nullable Frame frame) {
    if (frame != null) {
      parcel.add(frame);
    }
  }
}
