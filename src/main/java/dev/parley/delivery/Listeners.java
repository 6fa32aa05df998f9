package dev.parley.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The cursors that one loop has on one feed. A publication costs each loop one task, and while that
 * task waits, further publications cost it none.
 */
final class Listeners implements Runnable {
  private final Feed feed;
  private final Loop loop;
  private final AtomicBoolean woken = new AtomicBoolean();

  /** Touched by the loop alone. */
  private final List<Cursor> cursors = new ArrayList<>(4);

  private volatile boolean any;

  Listeners(Feed feed, Loop loop) {
    this.feed = feed;
    this.loop = loop;
  }

  /** On the loop. */
  void add(Cursor cursor) {
    cursor.place(cursors.size());
    cursors.add(cursor);
    any = true;
  }

  /** On the loop. */
  void remove(Cursor cursor) {
    Cursor last = cursors.remove(cursors.size() - 1);
    if (last != cursor) {
      cursors.set(cursor.place(), last);
      last.place(cursor.place());
    }
    any = !cursors.isEmpty();
  }

  /** The feed has grown, or changed otherwise. On any thread. */
  void wake() {
    if (any && woken.compareAndSet(false, true)) {
      loop.post(this);
    }
  }

  /** On the loop. */
  @Override
  public void run() {
    woken.set(false);
    for (Cursor cursor : cursors) {
      cursor.mark();
    }
  }

  /**
   * A page that was asked for has been read, or need not be waited for any longer. On any thread.
   */
  void arrived(@Nullable Page page) {
    loop.post(
        () -> {
          if (page != null) {
            loop.keepForThisTurn(page);
          }
          for (Cursor cursor : cursors) {
            if (cursor.waitsForPage()) {
              cursor.mark();
            }
          }
        });
  }

  /**
   * Hands out an event without offset. On any thread.
   *
   * @param audience null for an event that came by the broker
   */
  void tell(Entry entry, @Nullable Audience audience) {
    if (any) {
      loop.post(() -> loop.tell(cursors, entry, audience));
    }
  }

  Feed feed() {
    return feed;
  }
}
