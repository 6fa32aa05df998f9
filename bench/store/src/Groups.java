import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The writer of the hub in miniature: each group is one transaction that locks the log, appends
 * activities and events, moves the heads, and leaves its own id behind.
 *
 * <p>Every value is a function of the sequence number and of the group's first sequence number, so
 * that {@link Checker} can recompute what the store must contain.
 */
final class Groups implements AutoCloseable {
  static final int TOPICS = 8;
  static final String FRESH = "in_progress";
  private static final String FILLER =
      "{\"summary\":\"Reviewed the migration plan and left three remarks on its second step\","
          + "\"tags\":[\"review\",\"migration\"],\"links\":[\"/content/4711\",\"/content/4712\"],"
          + "\"detail\":\"The order of the two renames matters: readers must never meet the new "
          + "name without the old one; see the remark on rollback, and the one on the index that "
          + "is built while writers go on.\",\"mood\":\"calm\"}";

  /** What makes the open transaction last. */
  interface Commit {
    void run() throws SQLException;
  }

  private final Commit commit;
  private final Connection connection;
  private final PreparedStatement lock;
  private final PreparedStatement head;
  private final PreparedStatement addActivity;
  private final PreparedStatement addEvent;
  private final PreparedStatement moveHead;
  private final PreparedStatement moveLog;
  private final PreparedStatement addBatch;
  private final PreparedStatement touch;
  private long liveBytes;

  Groups(Store store, Connection connection) throws SQLException {
    this(connection, () -> store.commit(connection));
  }

  Groups(Connection connection, Commit commit) throws SQLException {
    this.connection = connection;
    this.commit = commit;
    connection.setAutoCommit(false);
    lock = connection.prepareStatement("SELECT seq FROM log WHERE id = 1 FOR UPDATE");
    head = connection.prepareStatement("SELECT head FROM topic_head WHERE topic = ?");
    addActivity =
        connection.prepareStatement(
            "INSERT INTO activity (id, agent_id, department, type, ts, metadata, status)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)");
    addEvent =
        connection.prepareStatement(
            "INSERT INTO journal_event (seq, topic, topic_offset, type, written_at, payload)"
                + " VALUES (?, ?, ?, ?, ?, ?)");
    moveHead = connection.prepareStatement("UPDATE topic_head SET head = ? WHERE topic = ?");
    moveLog = connection.prepareStatement("UPDATE log SET seq = ? WHERE id = 1");
    addBatch =
        connection.prepareStatement(
            "INSERT INTO journal_batch (id, seq, written_at) VALUES (?, ?, ?)");
    touch = connection.prepareStatement("UPDATE activity SET status = ? WHERE id = ?");
  }

  /** Creates the tables if this is a new store; a store that was cut off while creating is new. */
  static void createTables(Store store, Connection connection) throws SQLException {
    String kind =
        store.isH2() ? "CREATE TABLE IF NOT EXISTS " : "CREATE CACHED TABLE IF NOT EXISTS ";
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          kind
              + "activity (id VARCHAR(64) PRIMARY KEY, agent_id VARCHAR(64), department"
              + " VARCHAR(64), type VARCHAR(64), ts BIGINT, metadata VARCHAR(65536), status"
              + " VARCHAR(32))");
      statement.execute(
          kind
              + "journal_event (seq BIGINT PRIMARY KEY, topic VARCHAR(200), topic_offset BIGINT,"
              + " type VARCHAR(64), written_at BIGINT, payload VARCHAR(65536),"
              + " UNIQUE (topic, topic_offset))");
      statement.execute(kind + "topic_head (topic VARCHAR(200) PRIMARY KEY, head BIGINT)");
      statement.execute(kind + "log (id INTEGER PRIMARY KEY, seq BIGINT)");
      statement.execute(
          kind + "journal_batch (id VARCHAR(64) PRIMARY KEY, seq BIGINT, written_at BIGINT)");
      statement.execute(
          "CREATE INDEX IF NOT EXISTS journal_batch_at ON journal_batch (written_at)");
      connection.setAutoCommit(false);
      try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM log")) {
        rows.next();
        if (rows.getLong(1) == 0) {
          for (int i = 0; i < TOPICS; i++) {
            statement.executeUpdate("INSERT INTO topic_head VALUES ('room:" + i + "', 0)");
          }
          statement.executeUpdate("INSERT INTO log VALUES (1, 0)");
        }
      }
      store.commit(connection);
    }
  }

  /** Runs one group of {@code size} commands and returns the last sequence number it wrote. */
  long commit(int size) throws SQLException {
    long seq = readLong(lock);
    long first = seq + 1;
    String topic = topic(first);
    head.setString(1, topic);
    long offset = readLong(head);
    long now = System.currentTimeMillis();
    for (int i = 0; i < size; i++) {
      seq++;
      offset++;
      addActivity.setString(1, activityId(seq));
      addActivity.setString(2, agentId(seq));
      addActivity.setString(3, "engineering");
      addActivity.setString(4, "content_review");
      addActivity.setLong(5, now);
      addActivity.setString(6, metadata(seq));
      addActivity.setString(7, FRESH);
      addActivity.addBatch();
      addEvent.setLong(1, seq);
      addEvent.setString(2, topic);
      addEvent.setLong(3, offset);
      addEvent.setString(4, "activity.created");
      addEvent.setLong(5, now);
      addEvent.setString(6, payload(seq));
      addEvent.addBatch();
      liveBytes += 30 + agentId(seq).length() + 11 + 14 + 8 + metadata(seq).length() + 11;
      liveBytes += 8 + topic.length() + 8 + 16 + 8 + payload(seq).length();
    }
    addActivity.executeBatch();
    addEvent.executeBatch();
    moveHead.setLong(1, offset);
    moveHead.setString(2, topic);
    one(moveHead.executeUpdate());
    moveLog.setLong(1, seq);
    one(moveLog.executeUpdate());
    addBatch.setString(1, batchId(first));
    addBatch.setLong(2, seq);
    addBatch.setLong(3, now);
    one(addBatch.executeUpdate());
    liveBytes += 36 + 8 + 8;
    if (first > 1) {
      touch.setString(1, touchedStatus(first));
      touch.setString(2, activityId(older(first)));
      one(touch.executeUpdate());
    }
    commit.run();
    return seq;
  }

  /** Deletes a small batch of old group ids in a transaction of its own, as the hub would. */
  int prune(long before, int atMost) throws SQLException {
    List<String> old = new ArrayList<>();
    try (PreparedStatement find =
        connection.prepareStatement(
            "SELECT id FROM journal_batch WHERE written_at < ? ORDER BY written_at FETCH FIRST "
                + atMost
                + " ROWS ONLY")) {
      find.setLong(1, before);
      try (ResultSet rows = find.executeQuery()) {
        while (rows.next()) {
          old.add(rows.getString(1));
        }
      }
    }
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM journal_batch WHERE id = ?")) {
      for (String id : old) {
        delete.setString(1, id);
        delete.addBatch();
      }
      if (old.isEmpty()) {
        connection.rollback();
        return 0;
      }
      delete.executeBatch();
    }
    commit.run();
    liveBytes -= 52L * old.size();
    return old.size();
  }

  /** Column lengths plus eight bytes per number of all rows that are alive, by bookkeeping. */
  long liveBytes() {
    return liveBytes;
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement :
        new PreparedStatement[] {
          lock, head, addActivity, addEvent, moveHead, moveLog, addBatch, touch
        }) {
      statement.close();
    }
  }

  private static long readLong(PreparedStatement query) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("no row");
      }
      return rows.getLong(1);
    }
  }

  private static void one(int changed) throws SQLException {
    if (changed != 1) {
      throw new SQLException("changed " + changed + " rows instead of one");
    }
  }

  static String topic(long first) {
    return "room:" + Long.remainderUnsigned(mix(first), TOPICS);
  }

  static String activityId(long seq) {
    long a = mix(seq * 2 + 1);
    long b = mix(seq * 2);
    StringBuilder id = new StringBuilder("act_");
    for (int i = 0; i < 13; i++) {
      id.append("0123456789abcdefghjkmnpqrstvwxyz".charAt((int) (a >>> (5 * i) & 31)));
      id.append("0123456789abcdefghjkmnpqrstvwxyz".charAt((int) (b >>> (5 * i) & 31)));
    }
    return id.toString();
  }

  static String agentId(long seq) {
    return "agent-" + (100 + seq % 400) + "-reviewer";
  }

  static String metadata(long seq) {
    return "{\"n\":" + (1_000_000_000L + seq) + "," + FILLER.substring(0, 134) + "\"}";
  }

  static String payload(long seq) {
    return "{\"id\":\"" + activityId(seq) + "\"," + FILLER.substring(1, 310) + "\"}";
  }

  static String batchId(long first) {
    return new UUID(mix(first), mix(~first)).toString();
  }

  static long older(long first) {
    return Math.max(1, first - 1 - Long.remainderUnsigned(mix(first + 7), 1000));
  }

  static String touchedStatus(long first) {
    return String.format("d%010d", first);
  }

  /** A fixed mixing function (SplitMix64), so that keys look random and can be recomputed. */
  static long mix(long value) {
    long z = value * 0x9E3779B97F4A7C15L + 0x1234567L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
