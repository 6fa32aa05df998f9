package dev.parley.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The opened database, with its schema up to date.
 *
 * <p>Safe for use by any number of threads. Every method that talks to the database blocks.
 */
public final class Store implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Store.class);
  private static final String PERSISTENCE_UNITS = "META-INF/parley-persistence.xml";

  private final Engine engine;
  private final @Nullable Path directory;
  private final Pool pool;
  private final EntityManagerFactory entities;
  private final List<Preparation> preparations = new ArrayList<>();
  private @Nullable String told;
  private volatile boolean open;

  private Store(Engine engine, @Nullable Path directory, Pool pool, EntityManagerFactory entities) {
    this.engine = engine;
    this.directory = directory;
    this.pool = pool;
    this.entities = entities;
  }

  /** What is done with the database once it can be reached, before anybody uses it. */
  @FunctionalInterface
  public interface Preparation {
    /** Uses the pool; fails with an unchecked exception or this one. */
    void run(DataSource pool) throws SQLException;
  }

  /**
   * Opens the store and brings its schema up to date. A database server that cannot be reached is
   * waited for: until it can be, {@link #isOpen} says no and {@link #reset} tries again.
   *
   * @throws RuntimeException if the database is not as it should be; nothing stays open then
   */
  public static Store open(StoreSettings settings) {
    return open(settings, UnaryOperator.identity());
  }

  /**
   * Opens the store with something between the driver and the pool, such as a wrapper that fails.
   *
   * @param between gets the driver's connections and gives those that are used
   */
  public static Store open(StoreSettings settings, UnaryOperator<DataSource> between) {
    Path directory = settings.directory();
    Engine engine =
        directory != null ? new EmbeddedEngine(directory) : new PostgresEngine(settings);
    Pool pool = null;
    try {
      engine.prepare();
      pool = pool(settings, engine, between);
      Store store = new Store(engine, directory, pool, entities(engine, pool.source()));
      store.tryOpening();
      return store;
    } catch (SQLException | RuntimeException e) {
      if (pool != null) {
        pool.close();
      }
      closeAfter(e, engine);
      throw e instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException("the store cannot be opened", e);
    }
  }

  private void tryOpening() throws SQLException {
    try {
      opening();
    } catch (SQLException | RuntimeException e) {
      if (!engine.isAway(e)) {
        throw e;
      }
      tell(e);
    }
  }

  /** Once for each reason, since it is tried every second. */
  private void tell(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = String.valueOf(root.getMessage());
    if (!reason.equals(told)) {
      told = reason;
      LOG.atWarn()
          .addKeyValue("reason", reason)
          .log("the database cannot be used yet; waiting for it");
    }
  }

  private void opening() throws SQLException {
    engine.verify();
    migrate(engine, engine.migrating(pool.source()));
    engine.ready();
    for (Preparation each : preparations) {
      each.run(pool.source());
    }
    open = true;
  }

  /** Whether the database was reached, and its schema is up to date. */
  public boolean isOpen() {
    return open;
  }

  /**
   * Has something done before the database is used: at once where it can be reached, else when it
   * was reached. For the thread that has opened the store, before it is handed to others.
   */
  public void prepare(Preparation preparation) throws SQLException {
    preparations.add(preparation);
    if (open) {
      preparation.run(pool.source());
    }
  }

  private static void closeAfter(Exception failure, Engine engine) {
    try {
      engine.close();
    } catch (SQLException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private static Pool pool(
      StoreSettings settings, Engine engine, UnaryOperator<DataSource> between) {
    DataSource source = between.apply(engine.driver());
    return settings.jndi() != null ? Pool.ofServer(source) : Pool.own(settings, engine, source);
  }

  private static void migrate(Engine engine, DataSource source) {
    Flyway.configure(Store.class.getClassLoader())
        .dataSource(source)
        .resourceProvider(new Migrations())
        .javaMigrationClassProvider(List::of)
        .callbackLocations(new Location[0])
        .table("schema_history")
        .placeholders(
            Map.of(
                "text",
                engine.textType(),
                "bytes",
                engine.bytesType(),
                "bytewise",
                engine.bytewise()))
        .load()
        .migrate();
    // Else it would keep its last configuration, and the pool in it, for as long as it is loaded.
    LogFactory.setConfiguration(Flyway.configure(Store.class.getClassLoader()));
  }

  private static EntityManagerFactory entities(Engine engine, DataSource pool) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("jakarta.persistence.nonJtaDataSource", pool);
    properties.put("eclipselink.target-database", engine.jpaPlatform());
    properties.put("eclipselink.classloader", Store.class.getClassLoader());
    properties.put(PersistenceUnitProperties.ECLIPSELINK_PERSISTENCE_XML, PERSISTENCE_UNITS);
    // Named, so that no server puts its own provider in between.
    EntityManagerFactory factory =
        new PersistenceProvider().createEntityManagerFactory("parley", properties);
    if (factory == null) {
      throw new IllegalStateException(PERSISTENCE_UNITS + " is not in the application");
    }
    return factory;
  }

  /** The name of the database product, for logs and health checks. */
  public String engineName() {
    return engine.name();
  }

  /** The directory of the embedded store; empty for a database server. */
  public Optional<Path> directory() {
    return Optional.ofNullable(directory);
  }

  /** A fresh entity manager, which the caller closes. Does not talk to the database yet. */
  public EntityManager entityManager() {
    return entities.createEntityManager();
  }

  /** The pool. Connections are in auto-commit mode when they are taken. */
  public DataSource dataSource() {
    return pool.source();
  }

  /** Bounds how long the statements of the connection's current transaction may wait and run. */
  public void limitTransaction(Connection connection) throws SQLException {
    engine.limitTransaction(connection);
  }

  /**
   * The line of history that the database says it is on; another value than before means that it
   * was failed over or restored. Empty where the database does not know.
   */
  public String lineage(Connection connection) throws SQLException {
    return engine.lineage(connection);
  }

  /** SQL for the database's own time, in milliseconds; another at each moment of a transaction. */
  public String clock() {
    return engine.clock();
  }

  /** Commits, and returns when it is certain that the transaction survives a loss of power. */
  public void commit(Connection connection) throws SQLException {
    connection.commit();
    engine.force();
  }

  /**
   * After a commit on the writer's thread: returns when it is certain that the transaction survives
   * a loss of power.
   *
   * @throws SQLException if that is not certain; the outcome of the commit is unknown then
   */
  public void force() throws SQLException {
    engine.force();
  }

  /**
   * Between transactions, on the thread that commits: lets the embedded store put its log in order,
   * when it is time to. Others that use the database wait meanwhile.
   *
   * @throws SQLException if the store cannot be trusted any more; to be {@link #reset} then
   */
  public void maintain() throws SQLException {
    engine.maintain();
  }

  /**
   * Between transactions, on the thread that commits: copies the embedded store. The copy opens as
   * the store would after a loss of power at this moment, and is on the disk when this returns.
   *
   * @param target a directory that does not exist yet; what is left there after a failure is no
   *     copy
   * @throws IOException if it cannot be made; the store itself is as it was
   * @throws SQLException if the store cannot be trusted any more; to be {@link #reset} then
   */
  public void copyTo(Path target) throws IOException, SQLException {
    engine.copyTo(target);
  }

  /**
   * After a failure: makes sure that connections from now on see exactly what is durable.
   *
   * <p>For the one thread that commits: on the embedded store a commit of another thread at that
   * moment would seem to succeed and be lost.
   *
   * @throws SQLException if the store is still gone; to be called again later
   */
  public void reset() throws SQLException {
    if (!open) {
      try {
        opening();
        return;
      } catch (SQLException | RuntimeException e) {
        tell(e);
        throw new SQLException("the database cannot be used yet", "08001", e);
      }
    }
    LOG.atWarn().addKeyValue("store", engine.name()).log("store is read anew after a failure");
    pool.renew();
    engine.reset();
    pool.renew();
  }

  /** Closes everything in order. What was committed is durable already. */
  @Override
  public void close() {
    entities.close();
    pool.close();
    try {
      engine.close();
    } catch (SQLException | RuntimeException e) {
      LOG.atWarn().setCause(e).log("store did not close in order; what was committed is safe");
    }
  }
}
