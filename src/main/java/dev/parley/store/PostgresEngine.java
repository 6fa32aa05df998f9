package dev.parley.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL, 13 or newer. */
final class PostgresEngine implements Engine {
  private static final int SOCKET_TIMEOUT_SECONDS = 10;
  private final PGSimpleDataSource driver = new PGSimpleDataSource();

  PostgresEngine(StoreSettings settings) {
    driver.setURL(settings.url());
    if (settings.user() != null) {
      driver.setUser(settings.user());
    }
    if (settings.password() != null) {
      driver.setPassword(settings.password());
    }
    driver.setConnectTimeout((int) Math.max(1, settings.connectTimeout().toSeconds()));
    // A peer that is gone without a word must not hold the writer for ever.
    driver.setSocketTimeout(SOCKET_TIMEOUT_SECONDS);
    driver.setTcpKeepAlive(true);
    driver.setApplicationName("parley");
  }

  @Override
  public void prepare() {
    // The operator has made the database.
  }

  @Override
  public void ready() {
    // The server is ready when it answers.
  }

  @Override
  public boolean keepsConnections() {
    return false;
  }

  @Override
  public void force() {
    // COMMIT returns after the WAL was forced (synchronous_commit, on by default).
  }

  @Override
  public void maintain() {
    // The server does that by itself.
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public DataSource driver() {
    return driver;
  }

  @Override
  public String textType() {
    return "TEXT";
  }

  @Override
  public String clock() {
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
  }

  @Override
  public String jpaPlatform() {
    return "PostgreSQL";
  }

  @Override
  public void limitTransaction(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SET LOCAL lock_timeout = '3s'; SET LOCAL statement_timeout = '5s';"
              + " SET LOCAL idle_in_transaction_session_timeout = '2s'");
    }
  }

  @Override
  public String lineage(Connection connection) throws SQLException {
    // The first eight digits of a WAL file's name are the timeline, which a failover advances.
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)")) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void reset() {
    // The server is the one that knows; a new connection is all that it takes.
  }

  @Override
  public void close() {
    // The pool has closed the connections.
  }
}
