import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;

/**
 * The two candidates, each with the settings under which it is supposed to keep what it
 * acknowledged, and one deliberately unsafe setting of each that the checker must catch.
 *
 * <p>Options given on the command line ({@code hsqldb.log_size=16}, {@code RETENTION_TIME=0}) are
 * appended to the JDBC address and win over the settings written here.
 */
enum Store {
  H2("WRITE_DELAY=0", "CHECKPOINT SYNC"),
  H2_UNFORCED("WRITE_DELAY=0", ""),
  HSQLDB("hsqldb.write_delay=false", ""),
  HSQLDB_DELAYED("hsqldb.write_delay=true", "");

  private static final Map<String, String> HSQLDB_SETTINGS =
      Map.of(
          "hsqldb.log_size", "8",
          "hsqldb.nio_data_file", "false",
          "hsqldb.cache_file_scale", "8",
          "hsqldb.cache_rows", "100000",
          "hsqldb.cache_size", "32768",
          "sql.pad_space", "false");

  private static final String HSQLDB_DRIVER = "org.hsqldb.jdbc.JDBCDriver";

  private static volatile Driver renewed;

  private final String durability;
  private final String force;

  Store(String durability, String force) {
    this.durability = durability;
    this.force = force;
  }

  static Store named(String name) {
    return valueOf(name.toUpperCase().replace('-', '_'));
  }

  boolean isH2() {
    return this == H2 || this == H2_UNFORCED;
  }

  /** The address of the store's database in {@code directory}. */
  String url(Path directory, Map<String, String> options) {
    StringBuilder url = new StringBuilder();
    if (isH2()) {
      url.append("jdbc:h2:file:").append(directory.resolve("hub"));
      url.append(";DB_CLOSE_ON_EXIT=FALSE;").append(durability);
    } else {
      url.append("jdbc:hsqldb:file:").append(directory.resolve("hub"));
      url.append(";hsqldb.default_table_type=cached;hsqldb.tx=mvcc;hsqldb.lock_file=false;");
      url.append(durability);
      HSQLDB_SETTINGS.forEach(
          (key, value) -> {
            if (!options.containsKey(key)) {
              url.append(';').append(key).append('=').append(value);
            }
          });
    }
    options.forEach((key, value) -> url.append(';').append(key).append('=').append(value));
    return url.toString();
  }

  Connection open(Path directory, Map<String, String> options) throws SQLException {
    String url = url(directory, options);
    Driver driver = isH2() ? null : renewed;
    if (driver == null) {
      return DriverManager.getConnection(url, isH2() ? "sa" : "SA", "");
    }
    Properties account = new Properties();
    account.putAll(Map.of("user", "SA", "password", ""));
    return driver.connect(url, account);
  }

  /**
   * Loads HSQLDB once more, beside the engine that is there. An engine that failed while it shut
   * down answers -451 to every attempt to open for as long as its classes live.
   */
  static void renewEngine() throws SQLException {
    try {
      URL jar = Class.forName(HSQLDB_DRIVER).getProtectionDomain().getCodeSource().getLocation();
      ClassLoader loader =
          new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
      renewed = (Driver) loader.loadClass(HSQLDB_DRIVER).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new SQLException("HSQLDB cannot be loaded anew", e);
    }
  }

  /** Commits, and returns only when the store claims that the transaction is on the disk. */
  void commit(Connection connection) throws SQLException {
    connection.commit();
    if (!force.isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(force);
      }
    }
  }
}
