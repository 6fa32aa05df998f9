package dev.parley.collaboration;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A part of a long list, newest first.
 *
 * @param more whether another part follows
 */
record Part<T>(List<T> items, boolean more) {

  /**
   * The part, of one item more than it may have: that there is one tells that another part follows.
   */
  static <T> Part<T> of(List<T> read, int limit) {
    return read.size() > limit ? new Part<>(read.subList(0, limit), true) : new Part<>(read, false);
  }

  /** Where the part that follows begins; null where none does. */
  @Nullable Long next(ToLongFunction<T> stamp) {
    return more ? stamp.applyAsLong(items.get(items.size() - 1)) : null;
  }
}
