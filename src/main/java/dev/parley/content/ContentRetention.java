package dev.parley.content;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A state goes some time after it was told, and a content some time after anything was. */
record ContentRetention(Duration age) {
  private static final int STAMPS_A_MILLISECOND = 1_000;

  private static final String CHANGES =
      "SELECT stamp FROM content_change WHERE stamp < ? ORDER BY stamp";

  private static final String CONTENTS =
      "SELECT content_id FROM content WHERE updated_stamp < ? ORDER BY updated_stamp";

  /**
   * Deletes some, in the connection's transaction.
   *
   * @return how many
   */
  int prune(Connection connection, Instant now, int most) throws SQLException {
    long before = now.minus(age).toEpochMilli() * STAMPS_A_MILLISECOND;
    int pruned =
        delete(connection, CHANGES, "DELETE FROM content_change WHERE stamp = ?", before, most);
    return pruned < most
        ? pruned
            + delete(
                connection,
                CONTENTS,
                "DELETE FROM content WHERE content_id = ?",
                before,
                most - pruned)
        : pruned;
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
