package dev.parley.collaboration;

import dev.parley.vocabulary.Slice;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows by stamp, newest first, along the index that fits best. For one thread, once.
 *
 * <p>The order names the first column that is asked for by value, too, because HSQLDB goes along an
 * index only where all its columns are named; with the stamp alone it reads and sorts all that
 * fits. All values of that column are alike, so the order is the same.
 *
 * @param <E> an entity with an attribute {@code stamp}
 */
final class StampQuery<E> {
  private static final long STAMPS_A_MILLISECOND = 1_000;

  private final Class<E> entity;
  private final int limit;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private long first = Long.MIN_VALUE;
  private long below;

  /**
   * All rows of that part.
   *
   * @param head no row with a greater stamp is read
   */
  StampQuery(Class<E> entity, Slice slice, long head) {
    this.entity = entity;
    this.limit = slice.limit();
    this.below = head + 1;
    if (slice.before() != null) {
      below = Math.min(below, slice.before());
    }
  }

  /** Only rows with that value; all with null. What fits fewest rows is named first. */
  StampQuery<E> equal(String attribute, @Nullable Object value) {
    if (value != null) {
      values.put(attribute, value);
    }
    return this;
  }

  /** Only rows that were written then or later. */
  StampQuery<E> since(@Nullable Instant time) {
    if (time != null) {
      first = stamp(time);
    }
    return this;
  }

  /** Only rows that were written before. */
  StampQuery<E> until(@Nullable Instant time) {
    if (time != null) {
      below = Math.min(below, stamp(time));
    }
    return this;
  }

  private static long stamp(Instant time) {
    return Math.multiplyExact(time.toEpochMilli(), STAMPS_A_MILLISECOND);
  }

  /** Reads. Blocks. */
  Part<E> read(Supplier<EntityManager> database) {
    List<String> conditions = new ArrayList<>();
    values.keySet().forEach(name -> conditions.add("e." + name + " = :" + name));
    conditions.add("e.stamp < :below");
    if (first > Long.MIN_VALUE) {
      conditions.add("e.stamp >= :first");
    }
    String lead = values.isEmpty() ? "" : "e." + values.keySet().iterator().next() + " DESC, ";
    try (EntityManager entities = database.get()) {
      TypedQuery<E> query =
          entities.createQuery(
              "SELECT e FROM "
                  + entity.getSimpleName()
                  + " e WHERE "
                  + String.join(" AND ", conditions)
                  + " ORDER BY "
                  + lead
                  + "e.stamp DESC",
              entity);
      values.forEach(query::setParameter);
      query.setParameter("below", below);
      if (first > Long.MIN_VALUE) {
        query.setParameter("first", first);
      }
      return Part.of(query.setMaxResults(limit + 1).getResultList(), limit);
    }
  }
}
