package dev.parley.journal;

import java.sql.SQLException;

/** Another hub has the log to itself: this one may neither write nor tell what it remembers. */
final class StandbyException extends SQLException {
  private static final long serialVersionUID = 1L;

  /**
   * @param holder who has it, as far as is known
   */
  StandbyException(String holder) {
    super("another hub uses the database: " + holder, "55006");
  }
}
