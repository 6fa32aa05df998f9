package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data source is a server's, with a pool of its own that leaves connections as they were. */
class ServerDataSourceTest {
  private static final Map<String, Object> NAMES = new ConcurrentHashMap<>();

  /** What a server has: names. */
  public static final class Names implements InitialContextFactory {
    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
      return (Context)
          Proxy.newProxyInstance(
              Names.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (self, method, arguments) -> {
                if (!method.getName().equals("lookup")) {
                  return null;
                }
                Object found = NAMES.get(arguments[0]);
                if (found == null) {
                  throw new NameNotFoundException();
                }
                return found;
              });
    }
  }

  @TempDir Path directory;
  private HikariDataSource server;

  @BeforeEach
  void open() {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Names.class.getName());
    server = new HikariDataSource();
    server.setJdbcUrl(TestPostgres.get().database());
    server.setAutoCommit(false);
    NAMES.put("jdbc/parley", server);
  }

  @AfterEach
  void close() {
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    NAMES.clear();
    server.close();
  }

  @Test
  void theStoreUsesItAndLeavesItOpen() throws Exception {
    try (Store store = Store.open(StoreSettings.ofServer("jdbc/parley"))) {
      for (int head = 1; head <= 3; head++) {
        try (Connection connection = store.dataSource().getConnection();
            Statement statement = connection.createStatement()) {
          assertThat(connection.getAutoCommit()).isTrue();
          connection.setAutoCommit(false);
          statement.execute("DELETE FROM topic_head");
          statement.execute("INSERT INTO topic_head VALUES ('a', 1, " + head + ")");
          store.commit(connection);
        }
        store.reset();
      }
      assertThat(store.engineName()).isEqualTo("postgresql");
    }
    try (Connection connection = server.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT head FROM topic_head")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getLong(1)).isEqualTo(3);
    }
  }

  @Test
  void whatCannotBeUsedIsSaidAtStart() {
    assertThatThrownBy(() -> Store.open(StoreSettings.ofServer("jdbc/other")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parley.db.jndi")
        .hasMessageContaining("jdbc/other");
    NAMES.put("jdbc/other", "a text");
    assertThatThrownBy(() -> Store.open(StoreSettings.ofServer("jdbc/other")))
        .hasMessageContaining("is no data source");
    try (HikariDataSource embedded = new HikariDataSource()) {
      embedded.setJdbcUrl("jdbc:hsqldb:mem:other");
      NAMES.put("jdbc/other", embedded);
      assertThatThrownBy(() -> Store.open(StoreSettings.ofServer("jdbc/other")))
          .hasMessageContaining("has to name a PostgreSQL data source, not one of HSQL");
    }
    assertThatThrownBy(
            () ->
                new StoreSettings(
                    null, "jdbc:postgresql:x", "jdbc/x", null, null, 2, Duration.ofSeconds(1)))
        .hasMessageContaining("only one");
  }
}
