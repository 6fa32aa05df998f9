package dev.parley.journal;

import dev.parley.store.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what the journal no longer needs, some rows at a time: proofs of commits, and answers
 * kept for repeated requests. Also keeps the mark beside the store up to date. For the writer's
 * thread alone, between batches.
 */
final class Housekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final int ROWS = 200;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PROOF_RETENTION = Duration.ofMinutes(10);

  private final Store store;
  private final Chronicle chronicle;
  private final InstantSource clock;
  private final Duration idempotencyRetention;
  private Instant next = Instant.MIN;

  Housekeeping(
      Store store, Chronicle chronicle, InstantSource clock, Duration idempotencyRetention) {
    this.store = store;
    this.chronicle = chronicle;
    this.clock = clock;
    this.idempotencyRetention = idempotencyRetention;
  }

  /**
   * Does a little, at most once a second; failures are left to the next time.
   *
   * @param idle whether nobody waits
   */
  void run(boolean idle) {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(PAUSE);
    try {
      chronicle.mark();
      prune("journal_batch", "batch_id", "committed_at", now.minus(PROOF_RETENTION));
      if (idle) {
        prune("idempotency", "request_key", "answered_at", now.minus(idempotencyRetention));
      }
    } catch (SQLException | RuntimeException e) {
      LOG.atDebug().setCause(e).log("housekeeping is left to the next time");
    }
  }

  private void prune(String table, String key, String age, Instant before) throws SQLException {
    try (Connection connection = store.dataSource().getConnection()) {
      List<String> old = new ArrayList<>();
      try (PreparedStatement query =
          connection.prepareStatement(
              "SELECT %s FROM %s WHERE %s < ? ORDER BY %s".formatted(key, table, age, age))) {
        query.setMaxRows(ROWS);
        query.setLong(1, before.toEpochMilli());
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            old.add(row.getString(1));
          }
        }
      }
      if (old.isEmpty()) {
        return;
      }
      connection.setAutoCommit(false);
      try (PreparedStatement delete =
          connection.prepareStatement("DELETE FROM %s WHERE %s = ?".formatted(table, key))) {
        for (String row : old) {
          delete.setString(1, row);
          delete.addBatch();
        }
        delete.executeBatch();
        store.commit(connection);
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    }
  }
}
