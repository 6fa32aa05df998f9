package dev.parley.delivery;

import dev.parley.vocabulary.Filter;
import java.util.ArrayList;
import java.util.List;

/** The cursors of one connection, one a topic. Touched by the connection's loop alone. */
final class Cursors {
  private final Feeds feeds;
  private final Loop loop;
  private List<Cursor> cursors = List.of();
  private int turns;

  Cursors(Feeds feeds, Loop loop) {
    this.feeds = feeds;
    this.loop = loop;
  }

  void attach(Courier courier, Core core, List<Opening.Subscription> subscriptions) {
    List<Cursor> made = new ArrayList<>(subscriptions.size());
    cursors = made;
    for (Opening.Subscription wanted : subscriptions) {
      made.add(new Cursor(courier, core, feeds.retain(wanted.topic()), loop, wanted.since()));
    }
  }

  void detach() {
    for (Cursor cursor : cursors) {
      cursor.detach();
      feeds.release(cursor.feed());
    }
    cursors = List.of();
  }

  /** Finds out for each feed whether it can be continued; false while that cannot be told. */
  boolean decide() {
    for (Cursor cursor : cursors) {
      if (!cursor.decide()) {
        return false;
      }
    }
    return true;
  }

  /** Whether every feed is continued where the client left it. Only after {@link #decide}. */
  boolean resumed() {
    return !cursors.isEmpty() && cursors.stream().allMatch(Cursor::resumed);
  }

  /** Whether everything that comes before the live events has been sent. */
  boolean begun() {
    for (Cursor cursor : cursors) {
      if (!cursor.begun()) {
        return false;
      }
    }
    return true;
  }

  /** The states are wanted once more. */
  void askState() {
    cursors.forEach(Cursor::askState);
  }

  /**
   * Takes what waits, as far as the parcel has room; another topic first each time, so that a busy
   * one does not hold up the others.
   *
   * @return whether there is more at once, with an empty parcel
   */
  boolean fill(Parcel parcel, Filter filter) {
    boolean more = false;
    int count = cursors.size();
    int first = count == 0 ? 0 : Math.floorMod(turns++, count);
    for (int i = 0; i < count; i++) {
      more |= cursors.get((first + i) % count).fill(parcel, filter, loop);
    }
    return more;
  }

  /** How many events wait on the topic that is farthest behind. */
  long lag() {
    long lag = 0;
    for (Cursor cursor : cursors) {
      lag = Math.max(lag, cursor.lag());
    }
    return lag;
  }

  /** Whether one of them is too far behind although it was level before. */
  boolean fallenBehind(long maxLag) {
    for (Cursor cursor : cursors) {
      if (cursor.fallenBehind(maxLag)) {
        return true;
      }
    }
    return false;
  }
}
