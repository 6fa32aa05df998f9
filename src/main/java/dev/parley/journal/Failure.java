package dev.parley.journal;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an exception of a batch means for the batch. */
enum Failure {
  /** The store cannot do it now; the same batch may succeed later. */
  STORE,
  /** A value that the database does not take: one of the commands is the culprit. */
  VALUE,
  /** A row that contradicts another: one of the commands is the culprit. */
  CONTRADICTION,
  /** A bug; one of the commands is the culprit. */
  BUG;

  /**
   * Classes of SQLState (ISO 9075, PostgreSQL's appendix A, and HSQLDB's S1 and HY) that are a
   * matter of the connection, of other transactions, of resources or of the server.
   */
  private static final Set<String> STORE_CLASSES =
      Set.of("08", "25", "40", "53", "54", "55", "57", "58", "F0", "XX", "S1", "HY");

  static Failure of(Throwable thrown) {
    SQLException sql = sqlException(thrown);
    if (sql == null) {
      return BUG;
    }
    String state = sql.getSQLState();
    if (state == null || state.length() < 2 || STORE_CLASSES.contains(state.substring(0, 2))) {
      return STORE;
    }
    return switch (state.substring(0, 2)) {
      case "22" -> VALUE;
      case "23" -> CONTRADICTION;
      default -> BUG;
    };
  }

  private static @Nullable SQLException sqlException(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
