package dev.parley.delivery;

import dev.parley.vocabulary.Publication;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Consecutive events that were read from the history, with the frames they have got since. */
final class Page implements Entry.Holder {
  private final Pages pages;
  private final Pages.Key key;
  private final Entry[] entries;
  private final long first;

  /** Guarded by the lock of {@link Pages}. */
  private long bytes;

  private long usedAt;

  /**
   * Checks what was read: a history that leaves a gap must not become a feed with a gap.
   *
   * @param publications not empty
   * @throws IllegalStateException if these are not consecutive events from {@code first} on
   */
  Page(Pages pages, Pages.Key key, long first, List<Publication> publications) {
    this.pages = pages;
    this.key = key;
    this.first = first;
    entries = new Entry[publications.size()];
    for (int i = 0; i < entries.length; i++) {
      Publication publication = publications.get(i);
      if (publication.position() == null
          || publication.offset() != first + i
          || !publication.position().epoch().equals(key.epoch())
          || !publication.topic().equals(key.feed().topic())) {
        throw new IllegalStateException(
            "the history gave " + publication + " for " + key + ", offset " + (first + i));
      }
      entries[i] = new Entry(publication, this);
      bytes += entries[i].weight();
    }
  }

  Pages.Key key() {
    return key;
  }

  boolean contains(long offset) {
    return offset >= first && offset < first + entries.length;
  }

  /** Copies events from {@code from}, which the page contains, on, and returns how many. */
  int copy(long from, @Nullable Entry[] into) {
    int start = (int) (from - first);
    int count = Math.min(into.length, entries.length - start);
    System.arraycopy(entries, start, into, 0, count);
    return count;
  }

  /** To be called under the lock of {@link Pages}, like all that follow. */
  long bytes() {
    return bytes;
  }

  void grow(int by) {
    bytes += by;
  }

  long usedAt() {
    return usedAt;
  }

  void use(long now) {
    usedAt = now;
  }

  @Override
  public void grown(Entry entry, int by) {
    pages.grown(this, by);
  }
}
