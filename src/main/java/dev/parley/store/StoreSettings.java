package dev.parley.store;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the data lie.
 *
 * @param directory of the embedded store; null where {@code url} or {@code jndi} is given
 * @param url of a PostgreSQL database, {@code jdbc:postgresql:...}; null without
 * @param jndi the name of the application server's data source for one; null without
 * @param user of the database at {@code url}, or null
 * @param password of that database, or null
 * @param poolSize connections at most, 2 or more: one is the journal's
 * @param connectTimeout how long to wait for a connection before the store counts as unreachable
 */
public record StoreSettings(
    @Nullable Path directory,
    @Nullable String url,
    @Nullable String jndi,
    @Nullable String user,
    @Nullable String password,
    int poolSize,
    Duration connectTimeout) {

  /** Connections of a pool where nothing else is said. */
  public static final int DEFAULT_POOL_SIZE = 10;

  private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(2);

  public StoreSettings {
    if (url != null && jndi != null) {
      throw new IllegalArgumentException(
          "parley.db.url and parley.db.jndi: only one of them can be given");
    }
    if ((directory == null) == (url == null && jndi == null)) {
      throw new IllegalArgumentException("either a directory or a database server");
    }
    if (url != null && !url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("parley.db.url must start with jdbc:postgresql:");
    }
    if (poolSize < 2) {
      throw new IllegalArgumentException("parley.db.pool-size must be 2 or more");
    }
  }

  /** The embedded store in that directory, which is made where it does not exist. */
  public static StoreSettings embedded(Path directory) {
    return new StoreSettings(
        directory, null, null, null, null, DEFAULT_POOL_SIZE, DEFAULT_CONNECT_TIMEOUT);
  }

  /** A PostgreSQL database. */
  public static StoreSettings postgresql(
      String url, @Nullable String user, @Nullable String password) {
    return new StoreSettings(
        null, url, null, user, password, DEFAULT_POOL_SIZE, DEFAULT_CONNECT_TIMEOUT);
  }

  /** A PostgreSQL database that the application server knows by that name. */
  public static StoreSettings ofServer(String jndi) {
    return new StoreSettings(
        null, null, jndi, null, null, DEFAULT_POOL_SIZE, DEFAULT_CONNECT_TIMEOUT);
  }

  @Override
  public String toString() {
    return directory != null ? "embedded store in " + directory : "PostgreSQL";
  }
}
