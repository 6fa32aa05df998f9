package dev.parley.audit;

import dev.parley.journal.Batch;
import dev.parley.journal.CommandHandler;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Reply;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Removes entries that are old. There is no command about them. */
public final class AuditRetention implements CommandHandler {
  private static final long STAMPS_A_MILLISECOND = 1_000;

  private final Duration age;

  /**
   * @param age {@code parley.audit.retention}: how long entries are kept
   */
  public AuditRetention(Duration age) {
    this.age = age;
  }

  @Override
  public Set<Class<? extends DurableCommand>> commands() {
    return Set.of();
  }

  @Override
  public void announceKeys(DurableCommand command, Caller caller, Keys keys) {
    throw new IllegalArgumentException("not a command of this handler: " + command);
  }

  @Override
  public Reply handle(DurableCommand command, Batch batch) {
    throw new IllegalArgumentException("not a command of this handler: " + command);
  }

  @Override
  public int prune(Connection connection, Instant now, int most) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM audit_entry WHERE stamp IN"
                + " (SELECT stamp FROM audit_entry WHERE stamp < ? ORDER BY stamp LIMIT "
                + most
                + ")")) {
      delete.setLong(1, now.minus(age).toEpochMilli() * STAMPS_A_MILLISECOND);
      return delete.executeUpdate();
    }
  }
}
