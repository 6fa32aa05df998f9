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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the log had reached, kept beside the embedded store and not in it: a store that is behind
 * its mark, or of another epoch, was replaced by an older one.
 *
 * <p>The mark is written after the data are durable, so that it is never ahead of them. For the
 * writer's thread alone.
 */
final class HistoryMark {
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
      return words.length == 2 && words[0].equals(epoch) && Long.parseLong(words[1]) <= seq;
    } catch (NoSuchFileException | NumberFormatException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
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
        ByteBuffer bytes = ByteBuffer.wrap(mark.getBytes(StandardCharsets.UTF_8));
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
