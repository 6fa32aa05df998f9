package dev.parley.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the log had reached, kept beside the embedded store and not in it: a store that is behind
 * its mark, or of another epoch, was replaced by an older one.
 *
 * <p>A whole directory that is put back from a backup brings a mark that agrees with it. So the
 * mark also names its own file: a copy is another file, or one that was changed long after it was
 * written. What is rolled back below the file system (a snapshot of a volume) cannot be seen.
 *
 * <p>The mark is written after the data are durable, so that it is never ahead of them. For the
 * writer's thread alone.
 */
final class HistoryMark {
  /** Between making the file and putting it in its place. */
  private static final Duration WRITING = Duration.ofMinutes(1);

  private final @Nullable Path file;
  private String written = "";

  /**
   * @param directory of the embedded store; empty where the database itself knows its lineage
   */
  HistoryMark(Optional<Path> directory) {
    this.file = directory.map(path -> path.resolve("history.mark")).orElse(null);
  }

  /** Tells whether a log of that epoch, with that newest event, can be the one that was marked. */
  boolean agrees(String epoch, long seq) {
    if (file == null) {
      return true;
    }
    try {
      String[] words = Files.readString(file).strip().split(" ", -1);
      return words.length == 4
          && words[0].equals(epoch)
          && Long.parseLong(words[1]) <= seq
          && isInPlace(file, Long.parseLong(words[2]), Long.parseLong(words[3]));
    } catch (NoSuchFileException | NumberFormatException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Tells whether it is the file that was written, and nobody has touched it since. */
  private static boolean isInPlace(Path file, long inode, long madeAt) throws IOException {
    Identity now = Identity.of(file);
    return now.inode() == inode && now.changedAt() - madeAt <= WRITING.toMillis();
  }

  /**
   * What tells a file from its copy, by the file system's own clock; all zero where it does not
   * tell.
   *
   * @param changedAt milliseconds; set by nobody but the file system
   */
  private record Identity(long inode, long changedAt) {
    static Identity of(Path file) throws IOException {
      if (file.getFileSystem().supportedFileAttributeViews().contains("unix")
          && Files.getAttribute(file, "unix:ino") instanceof Long inode
          && Files.getAttribute(file, "unix:ctime") instanceof FileTime changed) {
        return new Identity(inode, changed.toMillis());
      }
      return new Identity(0, 0);
    }
  }

  /** Marks what is durable. */
  void reached(String epoch, long seq) {
    String mark = epoch + " " + seq;
    if (file == null || mark.equals(written)) {
      return;
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        Identity identity = Identity.of(fresh);
        String text = mark + " " + identity.inode() + " " + identity.changedAt();
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      written = mark;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
