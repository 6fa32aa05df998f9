package dev.parley.delivery;

import dev.parley.vocabulary.Publication;
import java.util.List;

/**
 * Carries publications to every node, the publishing one included.
 *
 * <p>Guarantees: what one node publishes is heard by each listener in the order published, one call
 * at a time. What several nodes publish has no order among them; durable publications carry their
 * offset, and who finds one missing reads it from the {@link History}. A broker may lose
 * announcements when it fails; it never makes up or changes one. Publishing never blocks the caller
 * for a remote party.
 */
public interface Broker extends AutoCloseable {

  /** Tells all nodes of a committed batch. */
  void announce(Announcement announcement);

  /** Tells all nodes of events without an offset. */
  void publish(List<Publication> publications);

  /** Hears everything from now on. Called at start-up, before anything is published. */
  void listen(Listener listener);

  /** Stops. What was announced before has been heard by the local listeners. */
  @Override
  void close();

  /**
   * A batch that is committed and durable.
   *
   * @param firstSeq the log's sequence number of the first event
   * @param lastSeq that of the last; {@code firstSeq - 1} where the batch has no event
   * @param publications the durable events in the order of the log, all topics
   */
  record Announcement(long firstSeq, long lastSeq, List<Publication> publications) {
    public Announcement {
      publications = List.copyOf(publications);
    }
  }

  /** Hears what is published. Must return quickly and never throw. */
  interface Listener {
    /** A batch was committed. */
    void announced(Announcement announcement);

    /** Events without offset. */
    void published(List<Publication> publications);
  }
}
