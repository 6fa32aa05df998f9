package dev.parley.rooms;

import dev.parley.journal.Snapshots;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomQuery.SearchMessages;
import dev.parley.vocabulary.RoomView;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages by their words. Asks the database: blocks. Safe for use by any number of threads.
 * What the caller may not read is not found.
 */
public final class MessageSearch {
  /** How many words of a question count. */
  private static final int MAX_WORDS = 16;

  /** How many messages with the words are looked at for one answer; it may be short then. */
  private static final int MAX_LOOKED_AT = 5_000;

  /** How many are looked at in one go, at least. */
  private static final int CHUNK = 250;

  private final RosterModel roster;
  private final Snapshots snapshots;
  private final InstantSource clock;

  /**
   * @param clock tells which messages have expired
   */
  public MessageSearch(RosterModel roster, Snapshots snapshots, InstantSource clock) {
    this.roster = roster;
    this.snapshots = snapshots;
    this.clock = clock;
  }

  private record Hit(long stamp, String roomId) {}

  /**
   * What the words of a question demand.
   *
   * @param whole words that occur, the longest first
   * @param beginning how another word begins; null where none has to
   */
  private record Wanted(List<String> whole, @Nullable String beginning) {}

  /**
   * Messages in which all words of the text occur, the last one also as the beginning of a word;
   * newest first. The part may be short although another follows.
   */
  public RoomView.Messages find(SearchMessages query, Caller caller) {
    Wanted wanted = wanted(query.text());
    if (wanted.whole().isEmpty() && wanted.beginning() == null) {
      return new RoomView.Messages(List.of(), null);
    }
    int limit = query.slice().limit();
    return snapshots.read(
        (entities, heads) -> {
          List<RoomView.Shown> found = new ArrayList<>();
          long before = query.slice().before() == null ? Long.MAX_VALUE : query.slice().before();
          int chunk = Math.max(CHUNK, limit);
          for (int seen = 0; seen < MAX_LOOKED_AT; seen += chunk) {
            List<Hit> hits = hits(entities, wanted, query.roomId(), before, chunk);
            List<Long> readable =
                hits.stream()
                    .filter(hit -> roster.mayRead(caller, Room.topic(hit.roomId())))
                    .map(Hit::stamp)
                    .toList();
            List<MessageRow> rows = messages(entities, readable);
            List<MessageRow> taken = rows.subList(0, Math.min(rows.size(), limit - found.size()));
            found.addAll(MessageQueries.shown(entities, taken));
            if (taken.size() < rows.size()) {
              return new RoomView.Messages(found, taken.getLast().stamp());
            }
            if (hits.size() < chunk) {
              return new RoomView.Messages(found, null);
            }
            before = hits.getLast().stamp();
            if (found.size() == limit) {
              break;
            }
          }
          return new RoomView.Messages(found, before);
        });
  }

  private static Wanted wanted(String text) {
    List<String> words = Words.of(text).stream().limit(MAX_WORDS).toList();
    if (words.isEmpty()) {
      return new Wanted(List.of(), null);
    }
    String last = words.getLast();
    boolean begins =
        !Character.isIdeographic(last.codePointAt(0))
            && Character.isLetterOrDigit(text.codePointBefore(text.length()));
    List<String> whole = new ArrayList<>(begins ? words.subList(0, words.size() - 1) : words);
    // A long word is a rare one, more often than not.
    whole.sort(Comparator.comparingInt(String::length).reversed());
    return new Wanted(whole, begins ? last : null);
  }

  private static List<Hit> hits(
      EntityManager entities, Wanted wanted, @Nullable String roomId, long before, int limit) {
    StringBuilder sql = new StringBuilder("SELECT ");
    List<Object> values = new ArrayList<>();
    List<String> others = wanted.whole();
    boolean byBeginning = others.isEmpty();
    sql.append(byBeginning ? "DISTINCT " : "")
        .append("t.stamp, t.room_id FROM message_term t WHERE ");
    if (roomId != null) {
      sql.append("t.room_id = ? AND ");
      values.add(roomId);
    }
    if (byBeginning) {
      between("t", wanted.beginning(), sql, values);
    } else {
      sql.append("t.term = ?");
      values.add(others.getFirst());
      others = others.subList(1, others.size());
    }
    sql.append(" AND t.stamp < ?");
    values.add(before);
    for (String word : others) {
      sql.append(
          " AND EXISTS (SELECT 1 FROM message_term o WHERE o.stamp = t.stamp AND o.term = ?)");
      values.add(word);
    }
    if (!byBeginning && wanted.beginning() != null) {
      sql.append(" AND EXISTS (SELECT 1 FROM message_term o WHERE o.stamp = t.stamp AND ");
      between("o", wanted.beginning(), sql, values);
      sql.append(")");
    }
    sql.append(" ORDER BY t.stamp DESC LIMIT ").append(limit);
    Query query = entities.createNativeQuery(sql.toString());
    for (int i = 0; i < values.size(); i++) {
      query.setParameter(i + 1, values.get(i));
    }
    List<?> rows = query.getResultList();
    return rows.stream()
        .map(row -> (Object[]) row)
        .map(row -> new Hit(((Number) row[0]).longValue(), (String) row[1]))
        .toList();
  }

  private static void between(
      String table, @Nullable String beginning, StringBuilder sql, List<Object> values) {
    String first = beginning == null ? "" : beginning;
    sql.append(table).append(".term >= ? AND ").append(table).append(".term < ?");
    values.add(first);
    values.add(after(first));
  }

  /** The first text after all that begin like this one. */
  static String after(String beginning) {
    int last = beginning.codePointBefore(beginning.length());
    int next = last + 1;
    if (next == Character.MIN_SURROGATE) {
      next = Character.MAX_SURROGATE + 1;
    }
    return beginning.substring(0, beginning.length() - Character.charCount(last))
        + Character.toString(next);
  }

  /** What is there and not over of them, in their order. */
  private List<MessageRow> messages(EntityManager entities, List<Long> stamps) {
    if (stamps.isEmpty()) {
      return List.of();
    }
    Map<Long, MessageRow> rows =
        entities
            .createQuery(
                "SELECT m FROM MessageRow m WHERE m.stamp IN :stamps AND m.deleted = FALSE"
                    + " AND m.expiresAt > :now",
                MessageRow.class)
            .setParameter("stamps", stamps)
            .setParameter("now", clock.millis())
            .getResultList()
            .stream()
            .collect(Collectors.toMap(MessageRow::stamp, Function.identity()));
    return stamps.stream().filter(rows::containsKey).map(rows::get).toList();
  }
}
