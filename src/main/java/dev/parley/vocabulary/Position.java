package dev.parley.vocabulary;

/**
 * A place in a topic's feed.
 *
 * @param epoch the history that the offset belongs to; another epoch means that history may have
 *     been cut, and offsets of the two cannot be compared
 * @param offset 1 for the topic's first durable event; 0 is the place before it
 */
public record Position(String epoch, long offset) {
  /** The largest offset that a client may name: what JavaScript can count. */
  public static final long MAX_OFFSET = 9_007_199_254_740_991L;

  public Position {
    if (offset < 0) {
      throw new IllegalArgumentException("offset " + offset);
    }
  }
}
