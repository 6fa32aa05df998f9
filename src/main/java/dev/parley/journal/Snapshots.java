package dev.parley.journal;

import dev.parley.vocabulary.Topic;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Reads what features have stored, as of one moment, and gives nothing away that is not durable: a
 * commit can be seen a moment before it is forced to the disk, and what was read then is held back
 * for that moment. Safe for use by any number of threads; every method blocks.
 *
 * <p>For this to hold, every command that changes rows takes a stamp ({@link Batch#nextStamp}).
 */
public final class Snapshots {
  /** Longer than a commit takes; then the store is as good as gone. */
  private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

  private static final long LOOK_AGAIN = Duration.ofMillis(1).toNanos();

  private final Supplier<EntityManager> database;
  private final LongSupplier durableStamp;

  /**
   * @param database gives fresh entity managers, which are closed here
   * @param durableStamp {@link Journal#durableStamp}
   */
  public Snapshots(Supplier<EntityManager> database, LongSupplier durableStamp) {
    this.database = database;
    this.durableStamp = durableStamp;
  }

  /**
   * Reads.
   *
   * @param question gets the database, and how far the log reaches in the same state of it
   * @throws PersistenceException if the database cannot be asked now
   */
  public <T> T read(BiFunction<EntityManager, Model.Heads, T> question) {
    try (EntityManager entities = database.get()) {
      entities.getTransaction().begin();
      T answer;
      long newest;
      try {
        Connection connection = entities.unwrap(Connection.class);
        try (Statement statement = connection.createStatement()) {
          statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        }
        newest = number(connection, "SELECT last_stamp FROM log WHERE id = ?", 1);
        answer = question.apply(entities, new LogHeads(connection));
      } finally {
        entities.getTransaction().rollback();
      }
      await(newest);
      return answer;
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  private void await(long stamp) {
    long began = System.nanoTime();
    while (durableStamp.getAsLong() < stamp) {
      if (System.nanoTime() - began > PATIENCE || Thread.currentThread().isInterrupted()) {
        throw new PersistenceException("what was read does not become durable");
      }
      LockSupport.parkNanos(this, LOOK_AGAIN);
    }
  }

  private static long number(Connection connection, String sql, Object parameter)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, parameter);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private record LogHeads(Connection connection) implements Model.Heads {
    @Override
    public String epoch() {
      try (PreparedStatement query =
              connection.prepareStatement("SELECT epoch FROM log WHERE id = 1");
          ResultSet row = query.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      } catch (SQLException e) {
        throw new PersistenceException(e);
      }
    }

    @Override
    public long head(Topic topic) {
      try {
        return number(connection, "SELECT head FROM topic_head WHERE topic = ?", topic.name());
      } catch (SQLException e) {
        throw new PersistenceException(e);
      }
    }
  }
}
