package dev.parley.notifications;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.NotificationQuery.ListNotifications;
import dev.parley.vocabulary.NotificationView;
import dev.parley.vocabulary.NotificationView.Notifications;
import dev.parley.vocabulary.NotificationView.Shown;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows callers what they were told. Safe for use by any number of threads; asks the database, so
 * it blocks.
 *
 * <p>Shows nothing beyond the durable head: neither what was sent nor that it was read.
 */
public final class NotificationQueries {
  private static final int STAMPS_A_MILLISECOND = 1_000;
  private static final String NOT_READ = " AND (n.readStamp = 0 OR n.readStamp > :head)";
  private static final String NOT_READ_BY_USER =
      " AND NOT EXISTS (SELECT r FROM NotificationReadRow r"
          + " WHERE r.reader = :reader AND r.stamp = n.stamp AND r.readStamp <= :head)";

  private final Supplier<EntityManager> database;
  private final LongSupplier durableStamp;

  /**
   * @param database gives fresh entity managers, which are closed here
   * @param durableStamp the greatest stamp that is durable
   */
  public NotificationQueries(Supplier<EntityManager> database, LongSupplier durableStamp) {
    this.database = database;
    this.durableStamp = durableStamp;
  }

  /**
   * What the caller was told, newest first.
   *
   * @throws jakarta.persistence.PersistenceException if the database cannot be asked now
   */
  public NotificationView list(ListNotifications query, Caller caller) {
    try (EntityManager entities = database.get()) {
      return new Reading(entities, durableStamp.getAsLong(), caller).list(query);
    }
  }

  /** One look into the database. */
  private static final class Reading {
    private final EntityManager entities;
    private final long head;
    private final @Nullable String userId;
    private final String reader;

    Reading(EntityManager entities, long head, Caller caller) {
      this.entities = entities;
      this.head = head;
      this.userId = caller.kind() == Caller.Kind.USER ? caller.id() : null;
      this.reader = caller.qualifiedId();
    }

    Notifications list(ListNotifications query) {
      int limit = query.slice().limit();
      Long before = query.slice().before();
      long below = before == null ? head + 1 : Math.min(before, head + 1);
      // The newest of both kinds are among the newest of each.
      List<NotificationRow> rows = new ArrayList<>();
      if (userId != null) {
        rows.addAll(
            rows(userId, query.unread() ? NOT_READ : "", below)
                .setMaxResults(limit + 1)
                .getResultList());
      }
      rows.addAll(
          rows(NotificationRow.EVERYBODY, query.unread() ? NOT_READ_BY_USER : "", below)
              .setMaxResults(limit + 1)
              .getResultList());
      rows.sort(Comparator.comparingLong(NotificationRow::stamp).reversed());
      boolean more = rows.size() > limit;
      List<NotificationRow> page = more ? rows.subList(0, limit) : rows;
      return new Notifications(shown(page), unread(), more ? page.get(limit - 1).stamp() : null);
    }

    private TypedQuery<NotificationRow> rows(String userId, String condition, long below) {
      return prepared(
          entities.createQuery(
              "SELECT n FROM NotificationRow n WHERE n.userId = :user AND n.stamp < :below"
                  + condition
                  + " ORDER BY n.userId DESC, n.stamp DESC",
              NotificationRow.class),
          userId,
          condition,
          below);
    }

    private <T> TypedQuery<T> prepared(
        TypedQuery<T> query, String userId, String condition, long below) {
      query.setParameter("user", userId).setParameter("below", below);
      if (!condition.isEmpty()) {
        query.setParameter("head", head);
      }
      return condition.equals(NOT_READ_BY_USER) ? query.setParameter("reader", reader) : query;
    }

    private int unread() {
      int own = userId == null ? 0 : count(userId, NOT_READ);
      return Math.min(
          Notifications.MAX_UNREAD, own + count(NotificationRow.EVERYBODY, NOT_READ_BY_USER));
    }

    private int count(String userId, String condition) {
      return prepared(
              entities.createQuery(
                  "SELECT n.stamp FROM NotificationRow n"
                      + " WHERE n.userId = :user AND n.stamp < :below"
                      + condition
                      + " ORDER BY n.userId DESC, n.stamp DESC",
                  Long.class),
              userId,
              condition,
              head + 1)
          .setMaxResults(Notifications.MAX_UNREAD)
          .getResultList()
          .size();
    }

    private List<Shown> shown(List<NotificationRow> page) {
      Map<Long, Long> marks = new HashMap<>();
      List<String> keys =
          page.stream()
              .filter(NotificationRow::isForEverybody)
              .map(row -> NotificationReadRow.key(reader, row.stamp()))
              .toList();
      if (!keys.isEmpty()) {
        entities
            .createQuery(
                "SELECT r FROM NotificationReadRow r WHERE r.key IN :keys",
                NotificationReadRow.class)
            .setParameter("keys", keys)
            .getResultList()
            .forEach(mark -> marks.put(mark.stamp(), mark.readStamp()));
      }
      List<Shown> shown = new ArrayList<>();
      for (NotificationRow row : page) {
        long read = row.isForEverybody() ? marks.getOrDefault(row.stamp(), 0L) : row.readStamp();
        shown.add(
            new Shown(
                row.notification(),
                read == 0 || read > head
                    ? null
                    : Instant.ofEpochMilli(read / STAMPS_A_MILLISECOND)));
      }
      return shown;
    }
  }
}
