package dev.parley.journal;

import dev.parley.vocabulary.Publication;
import java.util.List;

/** Hears of every batch that this node has committed, in order, on the writer's thread. */
@FunctionalInterface
public interface CommitListener {

  /**
   * A batch is durable and in the models. Must return quickly and not throw.
   *
   * @param firstSeq the log's sequence number of the first publication; the others follow
   * @param publications at least one
   */
  void committed(long firstSeq, List<Publication> publications);

  /** What a batch says besides, and is not kept; after {@link #committed}. */
  default void remarked(List<Publication> remarks) {}

  /**
   * Another hub has the log to itself now: whoever listens here will hear nothing more. Must return
   * quickly and not throw.
   */
  default void superseded() {}
}
