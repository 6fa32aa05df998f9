package dev.parley.rooms;

import dev.parley.journal.Snapshots;
import dev.parley.vocabulary.RoomQuery.ListMessages;
import dev.parley.vocabulary.RoomQuery.ShowMessage;
import dev.parley.vocabulary.RoomView;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers the questions about messages. Asks the database: blocks. Safe for use by any number of
 * threads. That the caller may read the room is the switchboard's matter.
 */
public final class MessageQueries {
  private final Snapshots snapshots;
  private final InstantSource clock;

  /**
   * @param clock tells which messages have expired: they are not shown, gone or not
   */
  public MessageQueries(Snapshots snapshots, InstantSource clock) {
    this.snapshots = snapshots;
    this.clock = clock;
  }

  /** Messages of a room, or of a thread in it, newest first. */
  public RoomView.Messages list(ListMessages query) {
    Long before = query.slice().before();
    int limit = query.slice().limit();
    return snapshots.read(
        (entities, heads) -> {
          long below = before == null ? Long.MAX_VALUE : before;
          List<MessageRow> rows =
              query.thread() == null
                  ? page(entities, query.roomId(), below, limit + 1, clock.instant())
                  : thread(entities, query, query.thread(), below, limit + 1);
          List<MessageRow> part = rows.subList(0, Math.min(limit, rows.size()));
          return new RoomView.Messages(
              shown(entities, part), rows.size() > limit ? part.getLast().offset() : null);
        });
  }

  /** The newest messages of a room before an offset, newest first. */
  static List<MessageRow> page(
      EntityManager entities, String roomId, long below, int limit, Instant now) {
    TypedQuery<MessageRow> query =
        entities
            .createQuery(
                "SELECT m FROM MessageRow m WHERE m.roomId = :room AND m.offset < :below"
                    + " AND m.deleted = FALSE AND m.expiresAt > :now"
                    + " ORDER BY m.roomId DESC, m.offset DESC",
                MessageRow.class)
            .setParameter("room", roomId);
    return read(query, below, limit, now);
  }

  private List<MessageRow> thread(
      EntityManager entities, ListMessages asked, String thread, long below, int limit) {
    TypedQuery<MessageRow> query =
        entities
            .createQuery(
                "SELECT m FROM MessageRow m WHERE m.replyTo = :thread AND m.roomId = :room"
                    + " AND m.offset < :below AND m.deleted = FALSE AND m.expiresAt > :now"
                    + " ORDER BY m.replyTo DESC, m.offset DESC",
                MessageRow.class)
            .setParameter("room", asked.roomId())
            .setParameter("thread", thread);
    return read(query, below, limit, clock.instant());
  }

  private static List<MessageRow> read(
      TypedQuery<MessageRow> query, long below, int limit, Instant now) {
    return query
        .setParameter("below", below)
        .setParameter("now", now.toEpochMilli())
        .setMaxResults(limit)
        .getResultList();
  }

  /** One message; null where there is none in that room. */
  public RoomView.@Nullable OneMessage find(ShowMessage query) {
    return snapshots.read(
        (entities, heads) -> {
          MessageRow row = entities.find(MessageRow.class, query.messageId());
          return row == null
                  || row.isDeleted()
                  || row.isExpired(clock.instant())
                  || !row.roomId().equals(query.roomId())
              ? null
              : new RoomView.OneMessage(shown(entities, List.of(row)).getFirst());
        });
  }

  /** The messages with what others have made of them. */
  static List<RoomView.Shown> shown(EntityManager entities, List<MessageRow> rows) {
    Map<String, Map<String, Set<String>>> reactions = new HashMap<>();
    List<String> reactedTo =
        rows.stream().filter(row -> row.reactions() > 0).map(MessageRow::messageId).toList();
    reactions(entities, reactedTo)
        .forEach(
            row ->
                reactions
                    .computeIfAbsent(row.messageId(), id -> new HashMap<>())
                    .computeIfAbsent(row.emoji(), emoji -> new HashSet<>())
                    .add(row.userId()));
    return rows.stream()
        .map(
            row ->
                new RoomView.Shown(
                    row.message(),
                    row.offset(),
                    reactions.getOrDefault(row.messageId(), Map.of()),
                    row.replies()))
        .toList();
  }

  private static Stream<ReactionRow> reactions(EntityManager entities, List<String> messageIds) {
    return messageIds.isEmpty()
        ? Stream.empty()
        : entities
            .createQuery(
                "SELECT r FROM ReactionRow r WHERE r.messageId IN :ids AND r.shown = TRUE",
                ReactionRow.class)
            .setParameter("ids", messageIds)
            .getResultStream();
  }
}
