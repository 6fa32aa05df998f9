import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Recomputes what the store must contain and compares every row: no acknowledged group missing, no
 * gap, no half group, no value of another group. Expects that nothing was pruned.
 */
final class Checker {
  private Checker() {}

  /** What a check found; an empty list of faults means that all is well. */
  record Verdict(long seq, List<String> faults) {
    boolean good() {
      return faults.isEmpty();
    }

    @Override
    public String toString() {
      return good() ? "good, seq " + seq : "BAD, seq " + seq + ": " + faults;
    }
  }

  static Verdict check(Connection connection, long acknowledged) throws SQLException {
    List<String> faults = new ArrayList<>();
    connection.setAutoCommit(true);
    long seq = 0;
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("SELECT seq FROM log WHERE id = 1")) {
        if (!row.next()) {
          if (acknowledged > 0) {
            faults.add("the log is empty");
          }
          return new Verdict(0, faults);
        }
        seq = row.getLong(1);
      } catch (SQLException noTables) {
        if (acknowledged > 0) {
          faults.add("no table: " + noTables.getMessage());
        }
        return new Verdict(0, faults);
      }
      if (seq < acknowledged) {
        faults.add("LOST: acknowledged " + acknowledged + ", found " + seq);
      }
      groups(statement, seq, faults);
    }
    return new Verdict(seq, faults);
  }

  private static void groups(Statement statement, long seq, List<String> faults)
      throws SQLException {
    String[] topicOf = new String[(int) seq + 1];
    long[] offsetOf = new long[(int) seq + 1];
    Map<String, Long> heads = new HashMap<>();
    Map<Long, String> statuses = new HashMap<>();
    long last = 0;
    try (ResultSet rows =
        statement.executeQuery("SELECT id, seq FROM journal_batch ORDER BY seq")) {
      while (rows.next()) {
        long first = last + 1;
        last = rows.getLong(2);
        if (last < first || last > seq) {
          fault(faults, "journal_batch ends at " + last + " after " + (first - 1));
          return;
        }
        expect(faults, "journal_batch.id", Groups.batchId(first), rows.getString(1));
        String topic = Groups.topic(first);
        for (long s = first; s <= last; s++) {
          topicOf[(int) s] = topic;
          offsetOf[(int) s] = heads.merge(topic, 1L, Long::sum);
        }
        if (first > 1) {
          statuses.put(Groups.older(first), Groups.touchedStatus(first));
        }
      }
    }
    expect(faults, "last group", seq, last);
    events(statement, seq, topicOf, offsetOf, faults);
    activities(statement, seq, statuses, faults);
    try (ResultSet rows = statement.executeQuery("SELECT topic, head FROM topic_head")) {
      int topics = 0;
      while (rows.next()) {
        topics++;
        expect(faults, "head", heads.getOrDefault(rows.getString(1), 0L), rows.getLong(2));
      }
      expect(faults, "topics", (long) Groups.TOPICS, (long) topics);
    }
  }

  private static void events(
      Statement statement, long seq, String[] topicOf, long[] offsetOf, List<String> faults)
      throws SQLException {
    long next = 1;
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT seq, topic, topic_offset, payload FROM journal_event ORDER BY seq")) {
      while (rows.next()) {
        expect(faults, "journal_event.seq", next, rows.getLong(1));
        if (next > seq) {
          fault(faults, "event beyond the log");
          return;
        }
        expect(faults, "topic of " + next, topicOf[(int) next], rows.getString(2));
        expect(faults, "offset of " + next, offsetOf[(int) next], rows.getLong(3));
        expect(faults, "payload of " + next, Groups.payload(next), rows.getString(4));
        next++;
      }
    }
    expect(faults, "events", seq, next - 1);
  }

  private static void activities(
      Statement statement, long seq, Map<Long, String> statuses, List<String> faults)
      throws SQLException {
    Map<String, Long> seqOf = new HashMap<>();
    for (long s = 1; s <= seq; s++) {
      seqOf.put(Groups.activityId(s), s);
    }
    try (ResultSet rows = statement.executeQuery("SELECT id, metadata, status FROM activity")) {
      while (rows.next()) {
        Long s = seqOf.remove(rows.getString(1));
        if (s == null) {
          fault(faults, "activity nobody wrote, or twice: " + rows.getString(1));
        } else {
          expect(faults, "metadata of " + s, Groups.metadata(s), rows.getString(2));
          expect(
              faults, "status of " + s, statuses.getOrDefault(s, Groups.FRESH), rows.getString(3));
        }
      }
    }
    expect(faults, "missing activities", 0L, (long) seqOf.size());
    // The same through the indexes.
    try (ResultSet row =
        statement.executeQuery(
            "SELECT count(*) FROM journal_event WHERE topic_offset > 0 AND topic > ''")) {
      row.next();
      expect(faults, "events by index", seq, row.getLong(1));
    }
  }

  private static void expect(List<String> faults, String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      fault(faults, what + ": expected " + expected + ", found " + found);
    }
  }

  private static void fault(List<String> faults, String fault) {
    if (faults.size() < 5) {
      faults.add(fault);
    }
  }
}
