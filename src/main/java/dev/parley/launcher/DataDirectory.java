package dev.parley.launcher;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The data directory, claimed for this process: nobody but its owner may look into it, and no
 * second process may serve from it. The claim ends with {@link #close()} or with the process,
 * however that ends.
 */
final class DataDirectory implements Closeable {
  private final Path path;
  private final FileChannel claim;

  private DataDirectory(Path path, FileChannel claim) {
    this.path = path;
    this.claim = claim;
  }

  /**
   * Makes the directory if need be, and claims it.
   *
   * @throws StartException if that cannot be done, or another process has claimed it
   */
  static DataDirectory claim(Path path) throws StartException {
    try {
      create(path);
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
      return new DataDirectory(path, channel);
    } catch (IOException e) {
      throw new StartException("cannot use the data directory " + path + ": " + e);
    }
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    claim.close();
  }

  private static void create(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(path);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
