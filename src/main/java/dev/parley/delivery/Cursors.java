package dev.parley.delivery;

import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Topic;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The cursors of one connection, one a topic. Only those are looked at for which something has
 * happened, however many topics are heard. Touched by the connection's loop alone.
 */
final class Cursors {
  private final Feeds feeds;
  private final Loop loop;
  private final Map<Topic, Cursor> cursors = new LinkedHashMap<>(2);

  /** Those that may have something to take; one that has more goes to the end. */
  private final ArrayDeque<Cursor> marked = new ArrayDeque<>(2);

  /** Those that the connection was opened with. */
  private List<Cursor> first = List.of();

  Cursors(Feeds feeds, Loop loop) {
    this.feeds = feeds;
    this.loop = loop;
  }

  void attach(Courier courier, Core core, List<Opening.Subscription> subscriptions) {
    subscriptions.forEach(wanted -> listen(courier, core, wanted));
    first = List.copyOf(cursors.values());
  }

  /** Hears a topic from there on, in place of where it was heard from before. */
  void listen(Courier courier, Core core, Opening.Subscription wanted) {
    unlisten(wanted.topic());
    Cursor cursor = new Cursor(courier, core, feeds.retain(wanted.topic()), loop, wanted.since());
    cursors.put(wanted.topic(), cursor);
    mark(cursor);
  }

  /** Hears a topic no more. */
  void unlisten(Topic topic) {
    Cursor cursor = cursors.remove(topic);
    if (cursor != null) {
      marked.remove(cursor);
      end(cursor);
    }
  }

  /** Hears only those topics that pass. */
  void unlistenBut(Predicate<Topic> mayHear) {
    for (Topic topic : List.copyOf(cursors.keySet())) {
      if (!mayHear.test(topic)) {
        unlisten(topic);
      }
    }
  }

  /** The offset of the newest event of a topic that was sent; 0 where there is none. */
  long told(Topic topic) {
    Cursor cursor = cursors.get(topic);
    return cursor == null ? 0 : cursor.told();
  }

  boolean hears(Topic topic) {
    return cursors.containsKey(topic);
  }

  private void end(Cursor cursor) {
    cursor.detach();
    feeds.release(cursor.feed());
  }

  void detach() {
    cursors.values().forEach(this::end);
    cursors.clear();
    marked.clear();
    first = List.of();
  }

  /** There may be something to take. */
  void mark(Cursor cursor) {
    if (cursor.marked(true)) {
      marked.add(cursor);
    }
  }

  /** There may be something to take anywhere. */
  void markAll() {
    cursors.values().forEach(this::mark);
  }

  /**
   * Finds out for each feed that the connection was opened with whether it can be continued; false
   * while that cannot be told.
   */
  boolean decide() {
    for (Cursor cursor : first) {
      if (!cursor.decide()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether every feed that the connection was opened with is continued where the client left it.
   * Only after {@link #decide}.
   */
  boolean resumed() {
    return !first.isEmpty() && first.stream().allMatch(Cursor::resumed);
  }

  /** Whether everything has been sent that comes before the live events. */
  boolean begun() {
    for (Cursor cursor : first) {
      if (!cursor.begun()) {
        return false;
      }
    }
    return true;
  }

  /** The states are wanted once more. */
  void askState() {
    cursors.values().forEach(Cursor::askState);
    markAll();
  }

  /**
   * Takes what waits, as far as the parcel has room; a busy topic does not hold up the others.
   *
   * @return whether there is more at once, with an empty parcel
   */
  boolean fill(Parcel parcel, Filter filter) {
    boolean more = false;
    for (int left = marked.size(); left > 0; left--) {
      Cursor cursor = marked.remove();
      cursor.marked(false);
      if (cursor.fill(parcel, filter, loop)) {
        mark(cursor);
        more = true;
      }
    }
    return more;
  }

  /** How many events wait on the topic that is farthest behind. */
  long lag() {
    long lag = 0;
    for (Cursor cursor : cursors.values()) {
      lag = Math.max(lag, cursor.lag());
    }
    return lag;
  }

  /** Whether one of them is too far behind although it was level before. */
  boolean fallenBehind(long maxLag) {
    for (Cursor cursor : cursors.values()) {
      if (cursor.fallenBehind(maxLag)) {
        return true;
      }
    }
    return false;
  }
}
