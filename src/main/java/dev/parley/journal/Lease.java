package dev.parley.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * This hub's right to have the log to itself, kept in the log's row. Without a length there is no
 * such right: several hubs share the log, or the store lets only one in.
 *
 * <p>When it ends is told by the database's clock, so that all hubs mean the same; whether it still
 * holds is told here by a clock that goes on while the process is paused, counted from before it
 * was asked for, so that it ends here before it ends there. Who may write is decided by neither,
 * but by the owner that the row names when a batch holds it.
 *
 * <p>Changed by the writer's thread alone; {@link #isHeld} is for any.
 */
final class Lease {
  private static final int RENEWALS = 5;

  private final @Nullable Duration length;
  private final String owner;
  private final String clock;
  private final LongSupplier nanoTime;
  private long asked;
  private volatile long end;
  private volatile boolean held;

  /**
   * @param length how long it holds without being renewed
   * @param owner names this hub, and no other that there ever was
   * @param clock SQL for the database's time in milliseconds
   */
  Lease(@Nullable Duration length, String owner, String clock, LongSupplier nanoTime) {
    this.length = length;
    this.owner = owner;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Whether there is one: a store of one process needs none. */
  boolean exists() {
    return length != null;
  }

  /** Whether nobody else can have the log. */
  boolean isHeld() {
    return !exists() || (held && nanoTime.getAsLong() - end < 0);
  }

  /** Before the row is waited for: throws if it is clear that another has it. */
  void ask(Connection connection) throws SQLException {
    if (!exists()) {
      return;
    }
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT lease_owner FROM log WHERE lease_owner <> ? AND lease_until >= " + clock)) {
      query.setString(1, owner);
      try (ResultSet row = query.executeQuery()) {
        if (row.next()) {
          throw lost(row.getString(1));
        }
      }
    }
  }

  /**
   * Takes it in the connection's transaction, if nobody has it; {@link #confirm} after the commit.
   *
   * @return whether there is something to commit
   */
  boolean take(Connection connection) throws SQLException {
    return exists()
        && update(
            connection,
            "UPDATE log SET lease_owner = ?, lease_until = %1$s + ? WHERE"
                + " lease_owner IS NULL OR lease_owner = ? OR lease_until < %1$s");
  }

  /** Makes it longer in the connection's transaction; {@link #confirm} after the commit. */
  void renew(Connection connection) throws SQLException {
    update(
        connection, "UPDATE log SET lease_owner = ?, lease_until = %1$s + ? WHERE lease_owner = ?");
  }

  private boolean update(Connection connection, String sql) throws SQLException {
    asked = nanoTime.getAsLong();
    try (PreparedStatement update = connection.prepareStatement(sql.formatted(clock))) {
      update.setString(1, owner);
      update.setLong(2, length == null ? 0 : length.toMillis());
      update.setString(3, owner);
      if (update.executeUpdate() == 0) {
        throw lost("another");
      }
    }
    return true;
  }

  /** What was taken or renewed is durable. */
  void confirm() {
    if (length != null) {
      end = asked + length.toNanos();
      held = true;
    }
  }

  /** Whether it is time to renew it. */
  boolean isDue() {
    return exists() && nanoTime.getAsLong() - (asked + pause()) >= 0;
  }

  /** How long after one renewal the next is due, in nanoseconds. */
  long pause() {
    return length == null ? Long.MAX_VALUE : length.toNanos() / RENEWALS;
  }

  /** Tells whether a row that names this owner is this hub's. */
  boolean isOwner(@Nullable String named) {
    return !exists() || owner.equals(named);
  }

  /** Throws if the row, which is held, names another owner. */
  void check(@Nullable String named) throws StandbyException {
    if (!isOwner(named)) {
      throw lost(String.valueOf(named));
    }
  }

  private StandbyException lost(String holder) {
    held = false;
    return new StandbyException(holder);
  }

  /** Lets go in the connection's transaction; nothing is written after that. */
  void release(Connection connection) throws SQLException {
    held = false;
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE log SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = ?")) {
      update.setString(1, owner);
      update.executeUpdate();
    }
  }

  /** Names a hub: its process, and something that no other has. */
  static String newOwner(String random) {
    return "process-" + ProcessHandle.current().pid() + "-" + random;
  }
}
