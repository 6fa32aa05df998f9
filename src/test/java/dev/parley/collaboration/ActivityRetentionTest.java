package dev.parley.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.Store;
import dev.parley.store.TestEngine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class ActivityRetentionTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final ActivityRetention TEN_DAYS = new ActivityRetention(Duration.ofDays(10), 5);

  @Parameter TestEngine engine;
  @TempDir Path directory;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.open(engine.settings(directory));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theOldOnesGoAFewAtATimeAndTheActiveOnesStay() throws SQLException {
    for (int day = 20; day > 0; day--) {
      add(day, day == 19 ? "active" : "completed");
    }
    assertThat(prune(TEN_DAYS)).isEqualTo(4);
    assertThat(days()).hasSize(16).startsWith(19, 15);
    assertThat(prune(TEN_DAYS)).isEqualTo(4);
    assertThat(prune(TEN_DAYS)).isEqualTo(1);
    assertThat(prune(TEN_DAYS)).isZero();
    assertThat(days()).containsExactly(19, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
  }

  @Test
  void theNewestStayHoweverOldTheyAre() throws SQLException {
    for (int day = 40; day > 30; day--) {
      add(day, "completed");
    }
    assertThat(prune(TEN_DAYS)).isEqualTo(4);
    assertThat(prune(TEN_DAYS)).isEqualTo(1);
    assertThat(prune(TEN_DAYS)).isZero();
    assertThat(days()).containsExactly(35, 34, 33, 32, 31);
    assertThat(prune(new ActivityRetention(Duration.ofDays(10), 6))).isZero();
  }

  private int prune(ActivityRetention retention) throws SQLException {
    try (Connection connection = store.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      int deleted = retention.prune(connection, NOW, 4);
      if (deleted == 0) {
        // The embedded store wants something to commit.
        connection.rollback();
      } else {
        store.commit(connection);
      }
      return deleted;
    }
  }

  private void add(int daysAgo, String status) throws SQLException {
    long at = NOW.minus(Duration.ofDays(daysAgo)).toEpochMilli();
    try (Connection connection = store.dataSource().getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO activity (stamp, agent_id, department, activity_type, status,"
                    + " recorded_at, metadata, related_agents)"
                    + " VALUES (?, 'a', 'd', 'memory_write', ?, ?, '{}', '')")) {
      connection.setAutoCommit(false);
      insert.setLong(1, at * 1000);
      insert.setString(2, status);
      insert.setLong(3, at);
      insert.executeUpdate();
      store.commit(connection);
    }
  }

  /** How many days ago what is left was recorded, the oldest first. */
  private List<Integer> days() throws SQLException {
    List<Integer> days = new ArrayList<>();
    try (Connection connection = store.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT recorded_at FROM activity ORDER BY stamp")) {
      while (row.next()) {
        days.add((int) Duration.between(Instant.ofEpochMilli(row.getLong(1)), NOW).toDays());
      }
    }
    return days;
  }
}
