package dev.parley.delivery;

import dev.parley.vocabulary.Publication;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Publications that came before those they follow. Not safe for use by several threads. */
final class Stash {
  private final TreeMap<Long, Publication> early = new TreeMap<>();
  private final int maxEvents;

  Stash(int maxEvents) {
    this.maxEvents = maxEvents;
  }

  /** Keeps it; where there is no room, nothing is kept, for it can all be read from the history. */
  void add(Publication publication) {
    early.put(publication.offset(), publication);
    if (early.size() > maxEvents) {
      early.clear();
    }
  }

  /** The publication of that place, or null where none is kept. */
  @Nullable Publication get(long offset) {
    return early.get(offset);
  }

  /** Forgets what is of another epoch: it must never be waited for. */
  void keepOnly(String epoch) {
    early.values().removeIf(publication -> !isOf(epoch, publication));
  }

  /** Takes the publication after the head out; forgets what is not beyond it. */
  @Nullable Publication pollAfter(long head) {
    if (early.isEmpty()) {
      return null;
    }
    early.headMap(head, true).clear();
    return early.remove(head + 1);
  }

  /** The offset before the first one that is kept, or -1 where none is. */
  long gapEnd() {
    return early.isEmpty() ? -1 : early.firstKey() - 1;
  }

  static boolean isOf(String epoch, Publication publication) {
    return publication.position() != null && epoch.equals(publication.position().epoch());
  }
}
