package dev.parley.notifications;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is for one user goes some time after it was read, what is for everybody some time after it
 * was sent, with the marks of those who have read it. What one user has not read is kept.
 */
record NotificationRetention(Duration age) {
  private static final int STAMPS_A_MILLISECOND = 1_000;

  // Each along an index of its own.
  private static final String READ =
      "SELECT stamp FROM notification WHERE read_stamp > 0 AND read_stamp < ? ORDER BY read_stamp";

  private static final String FOR_EVERYBODY =
      "SELECT stamp FROM notification WHERE user_id = '' AND stamp < ? ORDER BY user_id, stamp";

  private static final String MARKS =
      "SELECT read_key FROM notification_read WHERE stamp < ? ORDER BY stamp";

  private static final String DELETE = "DELETE FROM notification WHERE stamp = ?";
  private static final String DELETE_MARK = "DELETE FROM notification_read WHERE read_key = ?";

  /**
   * Deletes some, in the connection's transaction.
   *
   * @return how many
   */
  int prune(Connection connection, Instant now, int most) throws SQLException {
    long before = now.minus(age).toEpochMilli() * STAMPS_A_MILLISECOND;
    int pruned = delete(connection, READ, DELETE, before, most);
    if (pruned < most) {
      pruned += delete(connection, MARKS, DELETE_MARK, before, most - pruned);
    }
    if (pruned < most) {
      pruned += delete(connection, FOR_EVERYBODY, DELETE, before, most - pruned);
    }
    return pruned;
  }

  private static int delete(
      Connection connection, String select, String delete, long before, int most)
      throws SQLException {
    List<Object> keys = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(select + " LIMIT " + most)) {
      query.setLong(1, before);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          keys.add(row.getObject(1));
        }
      }
    }
    if (keys.isEmpty()) {
      return 0;
    }
    try (PreparedStatement deleting = connection.prepareStatement(delete)) {
      for (Object key : keys) {
        deleting.setObject(1, key);
        deleting.addBatch();
      }
      deleting.executeBatch();
    }
    return keys.size();
  }
}
