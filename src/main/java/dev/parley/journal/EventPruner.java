package dev.parley.journal;

import dev.parley.store.Store;
import dev.parley.vocabulary.Topic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Deletes events that have been kept long enough, the oldest first, and says how far each topic
 * still reaches back. For the writer's thread alone, between batches.
 */
final class EventPruner {
  private final Store store;
  private final Chronicle chronicle;
  private final Duration retention;

  EventPruner(Store store, Chronicle chronicle, Duration retention) {
    this.store = store;
    this.chronicle = chronicle;
    this.retention = retention;
  }

  private record Old(long seq, String topic, long offset) {}

  /**
   * Deletes some, in one transaction.
   *
   * @return whether there may be more
   */
  boolean prune(Instant now, int most) throws SQLException {
    long before = now.minus(retention).toEpochMilli();
    try (Connection connection = store.dataSource().getConnection()) {
      if (oldest(connection, before, 1).isEmpty()) {
        return false;
      }
      connection.setAutoCommit(false);
      try {
        chronicle.take(connection);
        List<Old> old = oldest(connection, before, most);
        if (old.isEmpty()) {
          connection.rollback();
          return false;
        }
        Map<String, Long> reach = new HashMap<>();
        old.forEach(event -> reach.put(event.topic(), event.offset() + 1));
        delete(connection, old);
        move(connection, reach);
        store.commit(connection);
        reach.forEach((topic, first) -> Topic.parse(topic).ifPresent(t -> forget(t, first)));
        return old.size() == most;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private void forget(Topic topic, long first) {
    chronicle.state().forget(topic, first);
  }

  /** By sequence numbers alone: where nothing is old, nothing is looked through for what is. */
  private static List<Old> oldest(Connection connection, long before, int most)
      throws SQLException {
    List<Old> old = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT seq, topic, topic_offset, happened_at FROM journal_event"
                    + " WHERE seq > 0 ORDER BY seq LIMIT "
                    + most);
        ResultSet row = query.executeQuery()) {
      while (row.next() && row.getLong(4) < before) {
        old.add(new Old(row.getLong(1), row.getString(2), row.getLong(3)));
      }
    }
    return old;
  }

  private static void delete(Connection connection, List<Old> old) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM journal_event WHERE seq <= ?")) {
      delete.setLong(1, old.get(old.size() - 1).seq());
      delete.executeUpdate();
    }
  }

  private static void move(Connection connection, Map<String, Long> reach) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE topic_head SET oldest = ? WHERE topic = ?")) {
      for (Map.Entry<String, Long> topic : reach.entrySet()) {
        update.setLong(1, topic.getValue());
        update.setString(2, topic.getKey());
        update.addBatch();
      }
      update.executeBatch();
    }
  }
}
