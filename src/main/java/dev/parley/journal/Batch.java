package dev.parley.journal;

import dev.parley.vocabulary.Act;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.LatestEvent;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Topic;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a command sees while it runs: the state as the commands before it left it, those of the same
 * batch included. For the writer's thread alone.
 */
public interface Batch {

  /** Who asked. */
  Caller caller();

  /** The time of the command in milliseconds; never earlier than that of a command before it. */
  Instant now();

  /** A number that grows with time and is unique across nodes and restarts; 16 digits. */
  long nextStamp();

  /**
   * The managed entity with that primary key, as earlier commands of the batch left it; changes to
   * it are written at the end of the batch.
   *
   * @return null where there is none
   */
  <E> @Nullable E find(Class<E> entity, Object primaryKey);

  /** Adds a new entity, which has that primary key. */
  void persist(Object entity, Object primaryKey);

  /** Removes an entity that {@link #find} gave. */
  void remove(Object entity, Object primaryKey);

  /**
   * Runs a statement at the end of the batch, after the entities are written, in the order of the
   * calls; the same one several times in a row costs little more than once. For rows that no
   * command looks up.
   *
   * @param values of its parameters: texts, whole numbers, flags, bytes
   */
  void write(String statement, Object... values);

  /**
   * Keeps that the caller has done it, with the time, in the same transaction: for the audit trail.
   * Takes a stamp.
   */
  void record(Act act);

  /** The offset of the newest event of a topic, those of this batch included; 0 for none. */
  long head(Topic topic);

  /**
   * Says something on a topic; heard when the batch is durable, never before, never if it fails.
   *
   * @return where it will stand in the topic's feed
   */
  Position append(Topic topic, DurableEvent event);

  /**
   * Says something that is not kept; heard after everything that the batch appends, never if the
   * batch fails, and not for certain: a node that ends just then says nothing.
   */
  void tell(Topic topic, LatestEvent event);
}
