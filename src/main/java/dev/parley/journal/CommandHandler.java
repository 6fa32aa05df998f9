package dev.parley.journal;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Reply;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;

/**
 * A feature's part of a batch: validates durable commands against current state and carries them
 * out.
 */
public interface CommandHandler {

  /** The commands that this handler runs. No two handlers name the same one. */
  Set<Class<? extends DurableCommand>> commands();

  /**
   * Names the rows that the command will look up by primary key, so that the rows of a whole batch
   * are fetched with one query per table. Naming too many or too few costs time, nothing else.
   *
   * @param caller who asks for it
   */
  void announceKeys(DurableCommand command, Caller caller, Keys keys);

  /**
   * Runs a command inside the batch's transaction, on the writer's thread.
   *
   * <p>Looks things up by primary key only, through the batch. Refuses before it changes anything:
   * a refusal must leave no trace. Must not touch anything outside the batch (models follow from
   * the events, after the commit), because the batch may be rolled back and run again.
   *
   * @throws RuntimeException for a bug; the command is then refused with {@code internal} and the
   *     rest of the batch is run without it
   */
  Reply handle(DurableCommand command, Batch batch);

  /**
   * Between batches: deletes some of the rows that are kept for a time only.
   *
   * @param connection in a transaction, which is committed after that if something was deleted
   * @param most how many at most
   * @return how many were; {@code most} if there may be more
   */
  default int prune(Connection connection, Instant now, int most) throws SQLException {
    return 0;
  }

  /** Collects primary keys. */
  interface Keys {
    /** The row of that entity with that primary key will be looked up. */
    void add(Class<?> entity, Object primaryKey);
  }
}
