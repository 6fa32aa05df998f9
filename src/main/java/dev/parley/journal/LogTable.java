package dev.parley.journal;

import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The journal's own tables, in SQL. Every method runs in the caller's transaction. */
final class LogTable {
  private static final int ONLY_ROW = 1;
  private final EventCodec codec;

  LogTable(EventCodec codec) {
    this.codec = codec;
  }

  /**
   * The one row of the log.
   *
   * @param lineage the database's own line of history when the epoch was written
   * @param seq of the newest event, over all topics
   * @param lastStamp the greatest stamp that was given
   * @param lastAt the time of the newest batch, epoch milliseconds
   * @param leaseOwner who has it alone, if somebody has
   */
  record Log(
      String epoch,
      String lineage,
      long seq,
      long lastStamp,
      long lastAt,
      @Nullable String leaseOwner) {}

  /** How far one topic reaches. */
  record Reach(long oldest, long head) {
    static final Reach NOTHING = new Reach(1, 0);
  }

  /** Reads the log. */
  @Nullable Log log(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT epoch, lineage, seq, last_stamp, last_at, lease_owner FROM log WHERE id = ?")) {
      query.setInt(1, ONLY_ROW);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? new Log(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getString(6))
            : null;
      }
    }
  }

  /** Reads the log and holds it until the transaction ends: no other writer passes. */
  @Nullable Log hold(Connection connection) throws SQLException {
    // HSQLDB takes SELECT … FOR UPDATE, but it does not keep a second one waiting; an update does.
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE log SET seq = seq WHERE id = ?")) {
      update.setInt(1, ONLY_ROW);
      update.executeUpdate();
    }
    return log(connection);
  }

  void begin(Connection connection, String epoch, String lineage) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO log (id, epoch, lineage, seq, last_stamp, last_at, writer_mode)"
                + " VALUES (?, ?, ?, 0, 0, 0, 'single')")) {
      insert.setInt(1, ONLY_ROW);
      insert.setString(2, epoch);
      insert.setString(3, lineage);
      insert.executeUpdate();
    }
  }

  void setEpoch(Connection connection, String epoch, String lineage) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE log SET epoch = ?, lineage = ? WHERE id = ?")) {
      update.setString(1, epoch);
      update.setString(2, lineage);
      update.setInt(3, ONLY_ROW);
      update.executeUpdate();
    }
  }

  void advance(Connection connection, long seq, long lastStamp, Instant lastAt)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE log SET seq = ?, last_stamp = ?, last_at = ? WHERE id = ?")) {
      update.setLong(1, seq);
      update.setLong(2, lastStamp);
      update.setLong(3, lastAt.toEpochMilli());
      update.setInt(4, ONLY_ROW);
      update.executeUpdate();
    }
  }

  boolean hasBatch(Connection connection, String batchId) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT last_seq FROM journal_batch WHERE batch_id = ?")) {
      query.setString(1, batchId);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  void addBatch(Connection connection, String batchId, long lastSeq, Instant at)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO journal_batch (batch_id, last_seq, committed_at) VALUES (?, ?, ?)")) {
      insert.setString(1, batchId);
      insert.setLong(2, lastSeq);
      insert.setLong(3, at.toEpochMilli());
      insert.executeUpdate();
    }
  }

  /** Appends durable publications; the first gets that sequence number, the others follow. */
  void append(Connection connection, long firstSeq, List<Publication> publications)
      throws SQLException {
    if (publications.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO journal_event"
                + " (seq, topic, topic_offset, event_type, happened_at, payload)"
                + " VALUES (?, ?, ?, ?, ?, ?)")) {
      long seq = firstSeq;
      for (Publication publication : publications) {
        DurableEvent event = (DurableEvent) publication.event();
        insert.setLong(1, seq++);
        insert.setString(2, publication.topic().name());
        insert.setLong(3, publication.offset());
        insert.setString(4, codec.typeOf(event));
        insert.setLong(5, publication.time().toEpochMilli());
        insert.setString(6, codec.encode(event));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Writes those over that earlier batches have said and these take back. */
  void takeBack(Connection connection, List<Publication> publications) throws SQLException {
    List<Publication> taking =
        publications.stream()
            .filter(said -> !((DurableEvent) said.event()).takesBack().isEmpty())
            .toList();
    if (taking.isEmpty()) {
      return;
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE journal_event SET event_type = ?, payload = ?"
                + " WHERE topic = ? AND topic_offset = ?")) {
      for (Publication publication : taking) {
        DurableEvent event = (DurableEvent) publication.event();
        for (long offset : event.takesBack()) {
          update.setString(1, codec.typeOf(event));
          update.setString(2, codec.encode(event));
          update.setString(3, publication.topic().name());
          update.setLong(4, offset);
          update.addBatch();
        }
      }
      update.executeBatch();
    }
  }

  /** Writes how far the topics reach; those in {@code known} have a row already. */
  void setHeads(Connection connection, Map<Topic, Long> heads, Map<Topic, Reach> known)
      throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO topic_head (head, topic, oldest) VALUES (?, ?, 1)");
        PreparedStatement update =
            connection.prepareStatement("UPDATE topic_head SET head = ? WHERE topic = ?")) {
      for (Map.Entry<Topic, Long> head : heads.entrySet()) {
        PreparedStatement statement = known.containsKey(head.getKey()) ? update : insert;
        statement.setLong(1, head.getValue());
        statement.setString(2, head.getKey().name());
        statement.executeUpdate();
      }
    }
  }

  Map<Topic, Reach> heads(Connection connection) throws SQLException {
    Map<Topic, Reach> heads = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement("SELECT topic, oldest, head FROM topic_head");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        heads.put(topic(row.getString(1)), new Reach(row.getLong(2), row.getLong(3)));
      }
    }
    return heads;
  }

  /** Events of all topics with a sequence number above one and up to another, in order. */
  List<Publication> between(Connection connection, String epoch, long above, long upTo)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT topic, topic_offset, event_type, happened_at, payload FROM journal_event"
                + " WHERE seq > ? AND seq <= ? ORDER BY seq")) {
      query.setLong(1, above);
      query.setLong(2, upTo);
      return publications(query, epoch);
    }
  }

  /** Events of one topic from an offset up to another, in order. */
  List<Publication> page(Connection connection, String epoch, Topic topic, long first, long last)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT topic, topic_offset, event_type, happened_at, payload FROM journal_event"
                + " WHERE topic = ? AND topic_offset >= ? AND topic_offset <= ?"
                + " ORDER BY topic_offset")) {
      query.setString(1, topic.name());
      query.setLong(2, first);
      query.setLong(3, last);
      return publications(query, epoch);
    }
  }

  private List<Publication> publications(PreparedStatement query, String epoch)
      throws SQLException {
    List<Publication> publications = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        publications.add(
            new Publication(
                topic(row.getString(1)),
                codec.decode(row.getString(3), row.getString(5)),
                Instant.ofEpochMilli(row.getLong(4)),
                new Position(epoch, row.getLong(2))));
      }
    }
    return publications;
  }

  private static Topic topic(String name) {
    return Topic.parse(name)
        .orElseThrow(() -> new IllegalStateException("the journal has a topic named " + name));
  }
}
