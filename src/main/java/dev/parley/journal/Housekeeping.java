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
 * Removes what is no longer needed, some rows in a transaction: proofs of commits, answers kept for
 * repeated requests, events, and what features keep for a time only. Also keeps the mark beside the
 * store up to date. For the writer's thread alone, between batches.
 */
final class Housekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final int ROWS = 500;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Where there is more to remove, so that it goes faster than it can come. */
  private static final Duration SHORT_PAUSE = Duration.ofMillis(50);

  private static final Duration PROOF_RETENTION = Duration.ofMinutes(10);

  private final Store store;
  private final Chronicle chronicle;
  private final List<CommandHandler> handlers;
  private final InstantSource clock;
  private final Duration idempotencyRetention;
  private final EventPruner events;
  private Instant next = Instant.MIN;

  Housekeeping(
      Store store,
      Chronicle chronicle,
      List<CommandHandler> handlers,
      InstantSource clock,
      JournalSettings settings) {
    this.store = store;
    this.chronicle = chronicle;
    this.handlers = List.copyOf(handlers);
    this.clock = clock;
    this.idempotencyRetention = settings.idempotencyRetention();
    this.events = new EventPruner(store, chronicle, settings.retention());
  }

  /** Does a little, now and then; failures are left to the next time. */
  void run() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(PAUSE);
    try {
      chronicle.mark();
      boolean more = prune("journal_batch", "batch_id", "committed_at", now.minus(PROOF_RETENTION));
      more |= prune("idempotency", "request_key", "answered_at", now.minus(idempotencyRetention));
      more |= events.prune(now, ROWS);
      for (CommandHandler handler : handlers) {
        more |= prune(handler, now);
      }
      if (more) {
        next = now.plus(SHORT_PAUSE);
      }
    } catch (SQLException | RuntimeException e) {
      LOG.atDebug().setCause(e).log("housekeeping is left to the next time");
    }
  }

  private boolean prune(CommandHandler handler, Instant now) throws SQLException {
    try (Connection connection = store.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      try {
        store.limitTransaction(connection);
        int deleted = handler.prune(connection, now, ROWS);
        if (deleted > 0) {
          store.commit(connection);
        } else {
          connection.rollback();
        }
        return deleted == ROWS;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private boolean prune(String table, String key, String age, Instant before) throws SQLException {
    try (Connection connection = store.dataSource().getConnection()) {
      List<String> old = new ArrayList<>();
      try (PreparedStatement query =
          connection.prepareStatement(
              "SELECT %s FROM %s WHERE %s < ? ORDER BY %s LIMIT %d"
                  .formatted(key, table, age, age, ROWS))) {
        query.setLong(1, before.toEpochMilli());
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            old.add(row.getString(1));
          }
        }
      }
      if (old.isEmpty()) {
        return false;
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
        return old.size() == ROWS;
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    }
  }
}
