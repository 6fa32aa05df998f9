import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The recipe: HSQLDB does not report a failed write or a failed fsync of its log, so the writer
 * looks for itself after every commit, and treats the store as gone at the first doubt.
 *
 * <p>There is one writing connection, and the writer itself runs the checkpoints ({@code
 * hsqldb.log_size=0}), so nobody else appends to the log or replaces it. Then a commit is on the
 * disk if the log has grown, ends with a whole COMMIT line, and can be forced through a second
 * descriptor: the kernel reports a lost write once to every descriptor that was open.
 *
 * <p>Not thread-safe; the writer's thread owns it.
 */
final class GuardedStore implements AutoCloseable {
  private static final byte[] COMMIT = "COMMIT\n".getBytes(StandardCharsets.US_ASCII);
  private static final long CHECKPOINT_AT = Long.getLong("checkpoint.at", 8L << 20);

  private final Store store;
  private final Path directory;
  private final Map<String, String> options;
  private final Path log;
  private Connection connection;
  private FileChannel channel;
  private long end;

  private GuardedStore(Store store, Path directory, Map<String, String> options) {
    this.store = store;
    this.directory = directory;
    this.options = options;
    this.log = directory.resolve("hub.log");
  }

  /** Opens the store; what was committed and nothing else is there when this returns. */
  static GuardedStore open(Store store, Path directory, Map<String, String> options)
      throws SQLException {
    Map<String, String> guarded = new HashMap<>(options);
    if (!store.isH2()) {
      guarded.put("hsqldb.log_size", "0");
      guarded.put("hsqldb.full_log_replay", "true");
    }
    GuardedStore opened = new GuardedStore(store, directory, guarded);
    try {
      if (!store.isH2()) {
        opened.cutTornTail();
      }
      opened.connection = store.open(directory, guarded);
      if (!store.isH2()) {
        opened.execute("SET FILES LOG SIZE 0");
        opened.checkpoint();
      }
      return opened;
    } catch (SQLException | RuntimeException e) {
      opened.abandon();
      throw e;
    }
  }

  /**
   * Cuts the log behind the last whole group. With {@code full_log_replay} any other trouble while
   * replaying, such as a full disk, refuses to open; without it HSQLDB stops reading there and
   * throws the rest of the log away.
   *
   * <p>The log is text in which control characters are escaped, so a zero byte is a page that never
   * reached the disk, and a line that says COMMIT is a commit.
   */
  private void cutTornTail() throws SQLException {
    if (!Files.exists(log)) {
      return;
    }
    try (FileChannel file =
        FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      byte[] bytes = Files.readAllBytes(log);
      int whole = 0;
      for (int from = 0, i = 0; i < bytes.length && bytes[i] != 0; i++) {
        if (bytes[i] == '\n') {
          whole = Arrays.equals(bytes, from, i + 1, COMMIT, 0, COMMIT.length) ? i + 1 : whole;
          from = i + 1;
        }
      }
      if (whole < bytes.length) {
        file.truncate(whole);
        file.force(true);
      }
    } catch (IOException e) {
      throw new SQLException("the log cannot be read: " + e.getMessage(), "58030", e);
    }
  }

  Connection connection() {
    return connection;
  }

  /** Returns when the open transaction is on the disk; if it throws, the outcome is unknown. */
  void commit() throws SQLException {
    store.commit(connection);
    if (store.isH2()) {
      return;
    }
    try {
      long size = channel.size();
      ByteBuffer tail = ByteBuffer.allocate(COMMIT.length);
      if (size <= end
          || channel.read(tail, size - COMMIT.length) != COMMIT.length
          || !tail.flip().equals(ByteBuffer.wrap(COMMIT))) {
        throw new SQLException("the log does not end with this commit", "58030");
      }
      channel.force(false);
      end = size;
    } catch (IOException e) {
      throw new SQLException("the log cannot be forced: " + e.getMessage(), "58030", e);
    }
    if (end > CHECKPOINT_AT) {
      checkpoint();
    }
  }

  /** Moves the log into the data file; a checkpoint that fails is only logged, hence the look. */
  void checkpoint() throws SQLException {
    execute("CHECKPOINT");
    try {
      if (channel != null) {
        channel.close();
      }
      channel = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE);
      end = channel.size();
      if (end > 4096 || Files.exists(directory.resolve("hub.script.new"))) {
        throw new SQLException("the checkpoint failed", "58030");
      }
    } catch (IOException e) {
      throw new SQLException("the log cannot be opened: " + e.getMessage(), "58030", e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Lets go of the store without writing what is in memory; afterwards it can be opened anew. */
  String abandon() {
    String outcome = "";
    if (connection != null) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SHUTDOWN IMMEDIATELY");
      } catch (SQLException | RuntimeException e) {
        outcome = "SHUTDOWN IMMEDIATELY: " + e;
      }
      try {
        connection.close();
      } catch (SQLException | RuntimeException e) {
        outcome += "; close: " + e;
      }
      connection = null;
    }
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      outcome += "; channel: " + e.getMessage();
    }
    channel = null;
    return outcome;
  }

  @Override
  public void close() throws SQLException {
    connection.setAutoCommit(true);
    execute("SHUTDOWN");
    connection.close();
    abandon();
  }
}
