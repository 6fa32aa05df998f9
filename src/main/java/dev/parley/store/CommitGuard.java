package dev.parley.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sees for itself whether HSQLDB's log holds what was committed, through a file descriptor of its
 * own: the kernel tells a lost write once to every descriptor that was open. For the one thread
 * that commits.
 */
final class CommitGuard {
  private static final byte[] COMMIT = "COMMIT\n".getBytes(StandardCharsets.US_ASCII);

  /** A fresh log has a few settings in it. */
  private static final long FRESH_LOG = 4096;

  private static final String IO_ERROR = "58030";

  private final Path log;
  private final Path unfinishedScript;
  private @Nullable FileChannel channel;
  private long end;

  CommitGuard(Path directory, String name) {
    log = directory.resolve(name + ".log");
    unfinishedScript = directory.resolve(name + ".script.new");
  }

  /**
   * Before the database is opened: cuts the log behind the last whole transaction, which is where a
   * kill or a loss of power leaves it. Any other damage then refuses to open ({@code
   * hsqldb.full_log_replay}), instead of being taken for the end of the log.
   *
   * <p>The log is text in which control characters are escaped: a zero byte is a page that never
   * reached the disk, and a line that says COMMIT is a commit.
   */
  void cutTornTail() throws SQLException {
    if (!Files.exists(log)) {
      return;
    }
    try (FileChannel file =
        FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      byte[] bytes = Files.readAllBytes(log);
      int whole = endOfLastCommit(bytes);
      if (whole < bytes.length) {
        file.truncate(whole);
        file.force(true);
      }
    } catch (IOException e) {
      throw new SQLException("the log cannot be read", IO_ERROR, e);
    }
  }

  private static int endOfLastCommit(byte[] log) {
    int whole = 0;
    int line = 0;
    for (int i = 0; i < log.length && log[i] != 0; i++) {
      if (log[i] == '\n') {
        if (Arrays.equals(log, line, i + 1, COMMIT, 0, COMMIT.length)) {
          whole = i + 1;
        }
        line = i + 1;
      }
    }
    return whole;
  }

  /** A checkpoint has begun a new log; one that failed is only logged by HSQLDB, hence the look. */
  void checkpointed() throws SQLException {
    close();
    try {
      FileChannel fresh = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE);
      channel = fresh;
      end = fresh.size();
    } catch (IOException e) {
      throw new SQLException("the log cannot be opened", IO_ERROR, e);
    }
    if (end > FRESH_LOG || Files.exists(unfinishedScript)) {
      throw new SQLException("the checkpoint failed", IO_ERROR);
    }
  }

  /**
   * Makes sure that the transaction that was just committed is on the disk.
   *
   * @throws SQLException if that is not certain
   */
  void force() throws SQLException {
    FileChannel open = channel;
    if (open == null) {
      throw new SQLException("the log is not open", "08003");
    }
    try {
      long size = open.size();
      ByteBuffer tail = ByteBuffer.allocate(COMMIT.length);
      if (size <= end
          || open.read(tail, size - COMMIT.length) != COMMIT.length
          || !tail.flip().equals(ByteBuffer.wrap(COMMIT))) {
        throw new SQLException("the log does not end with this commit", IO_ERROR);
      }
      open.force(false);
      end = size;
    } catch (IOException e) {
      throw new SQLException("the log cannot be forced", IO_ERROR, e);
    }
  }

  /** How long the log is, in bytes, as of the last look. */
  long size() {
    return end;
  }

  void close() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        org.slf4j.LoggerFactory.getLogger(CommitGuard.class)
            .atDebug()
            .setCause(e)
            .log("closing the descriptor of the log");
      }
    }
  }
}
