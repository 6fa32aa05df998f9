package dev.parley.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL, 13 or newer. */
final class PostgresEngine implements Engine {
  private static final int SOCKET_TIMEOUT_SECONDS = 10;
  private final StoreSettings settings;
  private final DataSource driver;

  PostgresEngine(StoreSettings settings) {
    this.settings = settings;
    this.driver =
        settings.jndi() != null
            ? ServerDataSource.find(settings.jndi())
            : driver(settings, SOCKET_TIMEOUT_SECONDS);
  }

  private static PGSimpleDataSource driver(StoreSettings settings, int socketTimeout) {
    PGSimpleDataSource driver = new PGSimpleDataSource();
    driver.setURL(settings.url());
    if (settings.user() != null) {
      driver.setUser(settings.user());
    }
    if (settings.password() != null) {
      driver.setPassword(settings.password());
    }
    driver.setConnectTimeout((int) Math.max(1, settings.connectTimeout().toSeconds()));
    // A peer that is gone without a word must not hold the writer for ever.
    driver.setSocketTimeout(socketTimeout);
    driver.setTcpKeepAlive(true);
    driver.setApplicationName("parley");
    return driver;
  }

  @Override
  public DataSource migrating(DataSource pool) {
    return settings.jndi() != null ? pool : driver(settings, 0);
  }

  @Override
  public void prepare() {
    // The operator has made the database.
  }

  @Override
  public void verify() throws SQLException {
    try (Connection connection = driver.getConnection()) {
      // Where the application server says which one it is, it may be any.
      String product = connection.getMetaData().getDatabaseProductName();
      if (!product.equals("PostgreSQL")) {
        throw new IllegalArgumentException(
            "parley.db.jndi has to name a PostgreSQL data source, not one of " + product);
      }
    }
  }

  /** 08: no connection; 53: no resources for one; 57P: it starts, stops, or was told to. */
  @Override
  public boolean isAway(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        if (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P")) {
          return true;
        }
      }
    }
    return false;
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
  public void copyTo(Path target) throws IOException {
    throw new IOException("PostgreSQL has its own tools for that");
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
  public String bytesType() {
    return "BYTEA";
  }

  @Override
  public String bytewise() {
    return "COLLATE \"C\"";
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
