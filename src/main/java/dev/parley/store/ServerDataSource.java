package dev.parley.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * The application server's data source. Its connections come in auto-commit mode, as those of the
 * hub's own pool do, in whatever state the last user has left them.
 */
final class ServerDataSource extends ConnectionSource {
  private final DataSource server;

  private ServerDataSource(DataSource server) {
    this.server = server;
  }

  /**
   * Looks it up. To be called while the application starts: other threads may not see all names.
   *
   * @throws IllegalArgumentException with a message for the operator
   */
  static ServerDataSource find(String name) {
    return new ServerDataSource(lookUp(name));
  }

  /** The name is the operator's, from the configuration. */
  @SuppressWarnings("BanJNDI")
  private static DataSource lookUp(String name) {
    try {
      Object found = InitialContext.doLookup(name);
      if (found instanceof DataSource source) {
        return source;
      }
      throw new IllegalArgumentException(
          "parley.db.jndi: what the server has under " + name + " is no data source");
    } catch (NamingException e) {
      throw new IllegalArgumentException(
          "parley.db.jndi: the server has no data source named " + name, e);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = server.getConnection();
    try {
      if (!connection.getAutoCommit()) {
        connection.setAutoCommit(true);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
