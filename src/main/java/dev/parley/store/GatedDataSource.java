package dev.parley.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Gives connections while it is open. An embedded database is opened by whoever connects first;
 * while it is being reset that must be the one who resets it, and not the pool.
 */
final class GatedDataSource implements DataSource {
  private final DataSource source;
  private volatile boolean open;

  GatedDataSource(DataSource source) {
    this.source = source;
  }

  void open() {
    open = true;
  }

  void shut() {
    open = false;
  }

  /** A connection whether open or not. */
  Connection ungated() throws SQLException {
    return source.getConnection();
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (!open) {
      throw new SQLException("the store is closed", "08003");
    }
    return source.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the store has one user");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    source.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return source.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return source.isWrapperFor(type);
  }
}
