package dev.parley.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The connections that are in use and that wait for use: the hub's own pool, or the server's. */
final class Pool implements AutoCloseable {
  private static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(1);

  private final DataSource source;
  private final @Nullable HikariDataSource own;

  private Pool(DataSource source, @Nullable HikariDataSource own) {
    this.source = source;
    this.own = own;
  }

  /** The server has one behind its data source. */
  static Pool ofServer(DataSource source) {
    return new Pool(source, null);
  }

  /** Keeps connections of a driver. */
  static Pool own(StoreSettings settings, Engine engine, DataSource driver) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("parley");
    config.setDataSource(driver);
    config.setMaximumPoolSize(settings.poolSize());
    if (engine.keepsConnections()) {
      config.setMaxLifetime(0);
      config.setIdleTimeout(0);
    } else {
      config.setMinimumIdle(1);
    }
    config.setConnectionTimeout(settings.connectTimeout().toMillis());
    config.setValidationTimeout(VALIDATION_TIMEOUT.toMillis());
    config.setAutoCommit(true);
    // A database that is not there yet is a matter of the first use, with a clear error.
    config.setInitializationFailTimeout(-1);
    HikariDataSource made = new HikariDataSource(config);
    return new Pool(made, made);
  }

  DataSource source() {
    return source;
  }

  /** Uses none of the waiting connections again. A server finds out by itself which are broken. */
  void renew() {
    if (own != null) {
      own.getHikariPoolMXBean().softEvictConnections();
    }
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
