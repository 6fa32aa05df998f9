package dev.parley.delivery;

import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import java.util.List;

/** What has been said on the topics: the journal, as delivery reads it. */
public interface History {

  /**
   * How far the log of a topic reaches. Never blocks.
   *
   * @return for a topic without events, oldest 1 and head 0
   */
  Extent extent(Topic topic);

  /**
   * Reads publications in order, without gaps, none beyond the durable head. Blocks; not to be
   * called on a delivery loop.
   *
   * @param first the first offset wanted
   * @param limit at least 1
   * @return starts at {@code first}, or is empty where nothing is there (any more)
   * @throws RuntimeException if the store cannot be read now
   */
  List<Publication> read(Topic topic, long first, int limit);

  /**
   * How far the log of a topic reaches.
   *
   * @param epoch the history that the offsets belong to
   * @param oldest the smallest offset that can still be read
   * @param head the greatest durable offset; {@code oldest - 1} where nothing can be read
   */
  record Extent(String epoch, long oldest, long head) {}
}
