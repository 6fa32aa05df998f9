package dev.parley.store;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HSQLDB in a directory of its own, with a guard around its commits.
 *
 * <p>HSQLDB does not report a failed write or a failed sync of its log: the commit returns normally
 * and what follows a torn line is lost at the next start. So after every commit the {@link
 * CommitGuard} looks at the log for itself and forces it, checkpoints are run by the writer alone
 * and looked at likewise, and at the first doubt the database is closed without writing and read
 * anew from its files. See the decision about the embedded store in {@code docs/decisions}.
 */
final class EmbeddedEngine implements Engine {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngine.class);
  private static final String NAME = "parley";
  private static final long CHECKPOINT_AT = 8L << 20;
  private static final long ROOM = 64L << 20;

  /** HSQLDB's code for a database that is neither open nor closed. */
  private static final int HALF_CLOSED = -451;

  /** Not written by HSQLDB's own timer or rules, not memory-mapped, not locked by its heartbeat. */
  private static final String OPTIONS =
      ";hsqldb.tx=mvcc;hsqldb.tx_level=read_committed;hsqldb.write_delay=false"
          + ";hsqldb.default_table_type=cached;hsqldb.log_size=0;hsqldb.nio_data_file=false"
          + ";hsqldb.cache_file_scale=8;hsqldb.cache_rows=100000;hsqldb.cache_size=32768"
          + ";hsqldb.full_log_replay=true;hsqldb.lock_file=false;hsqldb.applog=0;hsqldb.sqllog=0"
          + ";hsqldb.reconfig_logging=false";

  private final Path directory;
  private final File dataFile;
  private final LongSupplier usableSpace;
  private final GatedDataSource driver;
  private final CommitGuard guard;
  private @Nullable FileLock lock;

  /** The writer's own; kept open so that there is always a way to shut down. */
  private @Nullable Connection control;

  EmbeddedEngine(Path directory) {
    this(directory, () -> directory.toFile().getUsableSpace());
  }

  /**
   * @param usableSpace how many bytes can still be written where the directory is
   */
  EmbeddedEngine(Path directory, LongSupplier usableSpace) {
    this.directory = directory.toAbsolutePath();
    this.dataFile = this.directory.resolve(NAME + ".data").toFile();
    this.usableSpace = usableSpace;
    this.driver = new GatedDataSource(url(this.directory));
    this.guard = new CommitGuard(this.directory, NAME);
  }

  private static String url(Path directory) {
    return "jdbc:hsqldb:file:" + directory.resolve(NAME) + OPTIONS;
  }

  @Override
  public void prepare() throws SQLException {
    try {
      if (!Files.exists(directory.resolve(NAME + ".script"))) {
        create();
      }
      lock = lock(directory.resolve("lock"));
    } catch (IOException e) {
      throw new UncheckedIOException("the store cannot be opened: " + directory, e);
    }
    guard.cutTornTail();
    // Whoever connects first reads the log again, which may take longer than the pool would wait.
    control = driver.ungated();
    driver.open();
  }

  @Override
  public void verify() {
    // It is the hub's own.
  }

  @Override
  public boolean isAway(Throwable failure) {
    return false;
  }

  /**
   * A store that is half made when the power fails must not be taken for one: it is renamed when
   * whole.
   */
  private void create() throws IOException, SQLException {
    Path fresh = directory.resolveSibling(directory.getFileName() + ".new");
    delete(fresh);
    Files.createDirectories(fresh);
    try (Connection connection = driver.elsewhere(url(fresh));
        Statement statement = connection.createStatement()) {
      // Two ids that differ by a blank at the end are two ids.
      statement.execute("SET DATABASE COLLATION SQL_TEXT NO PAD");
      statement.execute("SHUTDOWN");
    }
    try {
      Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException e) {
      throw new IOException(directory + " holds something that is not a store", e);
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static FileLock lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      LOG.atDebug().setCause(e).log("the store is open in this process");
    }
    channel.close();
    throw new IOException("another hub uses it");
  }

  @Override
  public void ready() throws SQLException {
    checkRoom();
    Connection connection = control;
    if (connection == null) {
      connection = connect();
      control = connection;
    }
    for (String setting : List.of("SET FILES LOG SIZE 0", "SET FILES WRITE DELAY FALSE")) {
      execute(connection, setting);
    }
    checkpoint(connection);
  }

  /** Opens the database, also where the engine has died while it was closed. */
  private Connection connect() throws SQLException {
    try {
      return driver.ungated();
    } catch (SQLException e) {
      if (e.getErrorCode() != HALF_CLOSED) {
        throw e;
      }
      LOG.atWarn().setCause(e).log("the engine of the store could not be closed and is replaced");
      driver.renew();
      // The old one may have said good-bye in the log.
      guard.cutTornTail();
      return driver.ungated();
    }
  }

  private void checkpoint(Connection connection) throws SQLException {
    execute(connection, "CHECKPOINT");
    guard.checkpointed();
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
  public DataSource migrating(DataSource pool) {
    return pool;
  }

  @Override
  public boolean keepsConnections() {
    // Sessions write a line into the log when they end; only the writer may do that.
    return true;
  }

  @Override
  public String textType() {
    return "LONGVARCHAR";
  }

  @Override
  public String bytesType() {
    return "LONGVARBINARY";
  }

  @Override
  public String bytewise() {
    // As everything is.
    return "";
  }

  @Override
  public String clock() {
    return "UNIX_MILLIS()";
  }

  @Override
  public String jpaPlatform() {
    return "HSQL";
  }

  @Override
  public void limitTransaction(Connection connection) throws SQLException {
    checkRoom();
  }

  /** A checkpoint may write every changed page a second time before it can drop the first. */
  private void checkRoom() throws SQLException {
    long needed = ROOM + dataFile.length();
    long usable = usableSpace.getAsLong();
    if (usable < needed) {
      throw new SQLException(
          "only " + usable + " bytes of the disk are left; " + needed + " are needed", "53100");
    }
  }

  @Override
  public String lineage(Connection connection) {
    return "";
  }

  @Override
  public void force() throws SQLException {
    guard.force();
  }

  @Override
  public void maintain() throws SQLException {
    Connection connection = control;
    if (connection != null && guard.size() > CHECKPOINT_AT) {
      checkpoint(connection);
    }
  }

  /**
   * Right after a checkpoint everything is in the files and nothing is left in memory to be
   * written; HSQLDB's own BACKUP DATABASE does the same, and prints.
   */
  @Override
  public void copyTo(Path target) throws IOException, SQLException {
    Connection connection = control;
    if (connection == null) {
      throw new SQLException("the store is not open", "08003");
    }
    checkpoint(connection);
    List<Path> files = files();
    long needed = ROOM;
    for (Path file : files) {
      needed += Files.size(file);
    }
    long usable = usableSpace.getAsLong();
    if (usable < needed) {
      throw new IOException(
          "only " + usable + " bytes of the disk are left; the copy needs " + needed);
    }
    Files.createDirectories(target);
    for (Path file : files) {
      Path copy = target.resolve(file.getFileName());
      Files.copy(file, copy);
      force(copy, StandardOpenOption.WRITE);
    }
    force(target, StandardOpenOption.READ);
  }

  /** The database's own; not the lock, not what others keep beside them, no results of queries. */
  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().startsWith(NAME + "."))
          .toList();
    }
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  @Override
  public void reset() throws SQLException {
    driver.shut();
    abandon();
    guard.cutTornTail();
    ready();
    driver.open();
  }

  /** Closes without writing what is in memory: it may be ahead of the disk. */
  private void abandon() {
    Connection connection = control;
    control = null;
    if (connection != null) {
      try (connection) {
        execute(connection, "SHUTDOWN IMMEDIATELY");
      } catch (SQLException | RuntimeException e) {
        // HSQLDB also throws unchecked here; whether the engine can be used is seen when it opens.
        LOG.atDebug().setCause(e).log("closing without writing");
      }
    }
    guard.close();
  }

  @Override
  public void close() throws SQLException {
    Connection connection = control;
    control = null;
    try {
      if (connection != null) {
        execute(connection, "SHUTDOWN");
        connection.close();
      }
    } finally {
      driver.shut();
      guard.close();
      release();
    }
  }

  private void release() throws SQLException {
    FileLock held = lock;
    lock = null;
    if (held != null) {
      try {
        held.acquiredBy().close();
      } catch (IOException e) {
        throw new SQLException("the lock of the store is stuck", "58030", e);
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
