package dev.parley.launcher.embedded;

import dev.parley.launcher.StartException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The data directory, claimed for this process: no second one may serve from it, or change what is
 * in it. The claim ends with {@link #close()}, with the process, however that ends, or when this
 * becomes unreachable.
 *
 * <p>A process that serves names itself in the file {@code lock}, and in {@code address} where it
 * listens; one that is there for a moment names itself nowhere, and is waited for.
 */
final class DataDirectory implements Closeable {
  private static final String ADDRESS = "address";
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private final Path path;
  private final FileChannel claim;

  private DataDirectory(Path path, FileChannel claim) {
    this.path = path;
    this.claim = claim;
  }

  /**
   * Claims a directory that exists, to serve from it.
   *
   * @param patience for one that is there for a moment
   * @throws StartException if that cannot be done, or another process serves from it
   */
  static DataDirectory claim(Path path, Duration patience) throws StartException {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        DataDirectory claimed = tryClaim(path);
        if (claimed != null) {
          claimed.sign();
          return claimed;
        }
        String holder = holder(path);
        if (!holder.isEmpty() || System.nanoTime() > end) {
          throw new StartException(
              "the data directory "
                  + path
                  + " is in use by another Parley"
                  + (holder.isEmpty() ? "" : " (process " + holder + ")")
                  + ". Stop it, or give this one a directory of its own with --data.");
        }
        LockSupport.parkNanos(PAUSE);
      }
    } catch (IOException e) {
      throw new StartException("cannot use the data directory " + path + ": " + e);
    }
  }

  /**
   * Claims a directory that exists for a moment.
   *
   * @return null where another process has it
   * @throws IOException if that cannot be found out
   */
  static @Nullable DataDirectory tryClaim(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path.resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (!locked(channel)) {
      channel.close();
      return null;
    }
    channel.truncate(0);
    // Of one that was killed.
    Files.deleteIfExists(path.resolve(ADDRESS));
    return new DataDirectory(path, channel);
  }

  /** The process that serves from the directory, as far as it has said so; else empty. */
  static String holder(Path path) throws IOException {
    return Files.readString(path.resolve("lock")).strip();
  }

  /** Where the process that serves from the directory can be asked; empty where that is unknown. */
  static List<String> announced(Path path) throws IOException {
    try {
      return Files.readAllLines(path.resolve(ADDRESS));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** Tells those who can read the directory where it can be asked. */
  void announce(List<String> lines) throws IOException {
    Path draft = path.resolve(ADDRESS + ".new");
    Files.write(draft, lines);
    Files.move(draft, path.resolve(ADDRESS), StandardCopyOption.ATOMIC_MOVE);
  }

  private void sign() throws IOException {
    claim.write(
        ByteBuffer.wrap(
            (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path.resolve(ADDRESS));
    claim.truncate(0);
    claim.close();
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
