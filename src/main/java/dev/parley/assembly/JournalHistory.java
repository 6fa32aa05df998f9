package dev.parley.assembly;

import dev.parley.delivery.History;
import dev.parley.journal.Journal;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import java.util.List;

/**
 * The journal as delivery reads it.
 *
 * @param journal where the events are
 */
record JournalHistory(Journal journal) implements History {
  @Override
  public Extent extent(Topic topic) {
    Journal.Extent extent = journal.extent(topic);
    return new Extent(extent.epoch(), extent.oldest(), extent.head());
  }

  @Override
  public List<Publication> read(Topic topic, long first, int limit) {
    return journal.read(topic, first, limit);
  }
}
