package dev.parley.collaboration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes activities that have been kept long enough, the oldest first; never those that are
 * active, and never the newest.
 *
 * @param age for how long they are kept
 * @param newest how many are kept however old they are
 */
record ActivityRetention(Duration age, int newest) {
  static final ActivityRetention DEFAULT = new ActivityRetention(Duration.ofDays(30), 1_000);

  private static final int STAMPS_A_MILLISECOND = 1_000;

  private static final String OLD =
      "SELECT stamp FROM activity WHERE stamp < ? AND status <> 'active' ORDER BY stamp LIMIT ";

  private static final String NEWEST =
      "SELECT stamp FROM activity WHERE stamp < ? ORDER BY stamp DESC LIMIT ";

  /**
   * Deletes some, in the connection's transaction.
   *
   * @return how many
   */
  int prune(Connection connection, Instant now, int most) throws SQLException {
    long before = now.minus(age).toEpochMilli() * STAMPS_A_MILLISECOND;
    if (stamps(connection, OLD, before, 1).isEmpty()) {
      return 0;
    }
    List<Long> kept = stamps(connection, NEWEST, Long.MAX_VALUE, newest);
    if (kept.size() < newest) {
      return 0;
    }
    List<Long> old = stamps(connection, OLD, Math.min(before, kept.get(newest - 1)), most);
    if (old.isEmpty()) {
      return 0;
    }
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM activity WHERE stamp = ?")) {
      for (long stamp : old) {
        delete.setLong(1, stamp);
        delete.addBatch();
      }
      delete.executeBatch();
    }
    return old.size();
  }

  private static List<Long> stamps(Connection connection, String sql, long below, int most)
      throws SQLException {
    List<Long> stamps = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql + most)) {
      query.setLong(1, below);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          stamps.add(row.getLong(1));
        }
      }
    }
    return stamps;
  }
}
