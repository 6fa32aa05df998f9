package dev.parley.journal;

import dev.parley.vocabulary.Publication;
import jakarta.persistence.EntityManager;

/**
 * State that a node keeps in memory, derived from the log. The journal is its only writer; readers
 * may be any number of threads, so implementations publish their state safely.
 */
public interface Model {

  /**
   * Forgets everything and reads the state anew.
   *
   * @param snapshot sees one consistent state of the database
   * @param log how far the log reaches in that state
   */
  void load(EntityManager snapshot, Heads log);

  /**
   * Follows a committed batch. Called before the callers are answered, so that a node reads its own
   * writes. Called for every event of the log once, in order.
   */
  void apply(Iterable<Publication> publications);

  /** How far the log reaches, as a model needs it. */
  interface Heads {
    /** The epoch of the log. */
    String epoch();

    /** The offset of the newest event of a topic; 0 where there is none. */
    long head(dev.parley.vocabulary.Topic topic);
  }
}
