package dev.parley.launcher.embedded;

import dev.parley.launcher.StartException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The data directory, claimed for this process: no second one may serve from it. The claim ends
 * with {@link #close()}, with the process, however that ends, or when this becomes unreachable.
 */
final class DataDirectory implements Closeable {
  private final FileChannel claim;

  private DataDirectory(FileChannel claim) {
    this.claim = claim;
  }

  /**
   * Claims a directory that exists.
   *
   * @throws StartException if that cannot be done, or another process has claimed it
   */
  static DataDirectory claim(Path path) throws StartException {
    try {
      Path lock = path.resolve("lock");
      FileChannel channel =
          FileChannel.open(
              lock, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        String holder = Files.readString(lock).strip();
        channel.close();
        throw new StartException(
            "the data directory "
                + path
                + " is in use by another Parley"
                + (holder.isEmpty() ? "" : " (process " + holder + ")")
                + ". Stop it, or give this one a directory of its own with --data.");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
      return new DataDirectory(channel);
    } catch (IOException e) {
      throw new StartException("cannot use the data directory " + path + ": " + e);
    }
  }

  @Override
  public void close() throws IOException {
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
