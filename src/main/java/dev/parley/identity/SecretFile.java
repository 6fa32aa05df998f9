package dev.parley.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A text in a file that nobody but its owner may read (mode 600). */
final class SecretFile {

  private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private SecretFile() {}

  /**
   * The text in the file, which is made where it does not exist. Of several who make it at the same
   * time one does, and all read the same.
   */
  static String readOrMake(Path file, Supplier<String> text) throws IOException {
    if (!Files.exists(file)) {
      make(file, text.get());
    }
    if (hasPosixModes() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      LOG.atWarn()
          .addKeyValue("file", file)
          .log("Others than its owner may read this file; its mode should be 600.");
    }
    return Files.readString(file).strip();
  }

  /** Nobody ever sees half a file: it is written and forced beside its place, then put there. */
  private static void make(Path file, String text) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path draft =
        Files.createTempFile(directory, file.getFileName().toString(), ".tmp", ownerOnly());
    try {
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer content = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII));
        while (content.hasRemaining()) {
          channel.write(content);
        }
        channel.force(true);
      }
      put(draft, file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void put(Path draft, Path file) throws IOException {
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException another) {
      // It was faster; its text holds.
    } catch (UnsupportedOperationException | IOException simpleFileSystem) {
      Files.move(draft, file);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return hasPosixModes()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static boolean hasPosixModes() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
