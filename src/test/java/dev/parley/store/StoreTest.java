package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every database has to show. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class StoreTest {
  @Parameter TestEngine engine;
  @TempDir Path directory;

  @Test
  void whatIsCommittedIsThereAfterOpeningAgain() throws SQLException {
    try (Store store = Store.open(engine.settings(directory))) {
      execute(store, "INSERT INTO topic_head (topic, oldest, head) VALUES ('a', 1, 7)");
    }
    try (Store store = Store.open(engine.settings(directory))) {
      assertThat(head(store)).isEqualTo(7);
    }
  }

  @Test
  void aResetForgetsWhatWasNotCommittedAndTheStoreGoesOn() throws SQLException {
    try (Store store = Store.open(engine.settings(directory))) {
      execute(store, "INSERT INTO topic_head (topic, oldest, head) VALUES ('a', 1, 7)");
      Connection open = store.dataSource().getConnection();
      open.setAutoCommit(false);
      try (Statement statement = open.createStatement()) {
        statement.execute("UPDATE topic_head SET head = 8");
      }
      store.reset();
      assertThat(head(store)).isEqualTo(7);
      open.close();
      execute(store, "UPDATE topic_head SET head = 9");
      assertThat(head(store)).isEqualTo(9);
    }
  }

  @Test
  void readingDoesNotWaitForTheWriter() throws SQLException {
    try (Store store = Store.open(engine.settings(directory))) {
      execute(store, "INSERT INTO topic_head (topic, oldest, head) VALUES ('a', 1, 7)");
      try (Connection writer = store.dataSource().getConnection()) {
        writer.setAutoCommit(false);
        try (Statement statement = writer.createStatement()) {
          statement.execute("SELECT head FROM topic_head WHERE topic = 'a' FOR UPDATE");
          statement.execute("UPDATE topic_head SET head = 8");
          assertThat(head(store)).isEqualTo(7);
        }
        writer.rollback();
      }
    }
  }

  private static void execute(Store store, String sql) throws SQLException {
    try (Connection connection = store.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long head(Store store) throws SQLException {
    try (Connection connection = store.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT head FROM topic_head WHERE topic = 'a'")) {
      row.next();
      return row.getLong(1);
    }
  }
}
