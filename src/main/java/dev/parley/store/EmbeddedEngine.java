package dev.parley.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.hsqldb.jdbc.JDBCDataSource;

/** HSQLDB in a directory of its own: every commit is forced to the disk before it is answered. */
final class EmbeddedEngine implements Engine {
  private final JDBCDataSource driver = new JDBCDataSource();

  EmbeddedEngine(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the directory of the store: " + directory, e);
    }
    // The memory-mapped data file is left out: its writes escape the order of the forced log.
    driver.setURL(
        "jdbc:hsqldb:file:"
            + directory.toAbsolutePath().resolve("parley")
            + ";hsqldb.tx=mvcc;hsqldb.tx_level=read_committed;hsqldb.write_delay=false"
            + ";hsqldb.default_table_type=cached;hsqldb.log_size=8;hsqldb.nio_data_file=false"
            + ";hsqldb.applog=0;hsqldb.sqllog=0;hsqldb.reconfig_logging=false");
    driver.setUser("SA");
    driver.setPassword("");
  }

  @Override
  public String name() {
    return "hsqldb";
  }

  @Override
  public DataSource driver() {
    return driver;
  }

  @Override
  public String textType() {
    return "LONGVARCHAR";
  }

  @Override
  public String jpaPlatform() {
    return "HSQL";
  }

  @Override
  public void limitTransaction(Connection connection) {
    // There is one process and one writer: nothing to wait for.
  }

  @Override
  public String lineage(Connection connection) {
    return "";
  }

  @Override
  public void reset() throws SQLException {
    // After a failed write the memory may be ahead of the disk. Closing without writing anything,
    // and
    // reading the files anew, is the way to know what is durable.
    shutdown("SHUTDOWN IMMEDIATELY");
  }

  @Override
  public void close() throws SQLException {
    shutdown("SHUTDOWN");
  }

  private void shutdown(String how) throws SQLException {
    try (Connection connection = driver.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(how);
    }
  }
}
