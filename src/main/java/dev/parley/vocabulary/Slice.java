package dev.parley.vocabulary;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a long list, newest first.
 *
 * @param limit 1 to 500
 * @param before only what is older than this; null for the newest. What a view calls {@code next}
 *     gives the part that follows
 */
public record Slice(int limit, @Nullable Long before) {
  /** How long a part may be. */
  public static final int MAX_LIMIT = 500;

  public Slice {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("a part has 1 to " + MAX_LIMIT + " items, not " + limit);
    }
  }
}
