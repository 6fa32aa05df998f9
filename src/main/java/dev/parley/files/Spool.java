package dev.parley.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A file that has come in, for as long as it is looked at. For one thread at a time.
 *
 * @param path where it is; gone after {@link #close}
 * @param size in bytes
 * @param digest SHA-256 of the content, in hexadecimal
 */
public record Spool(Path path, long size, String digest) implements AutoCloseable {

  /** There is more than there may be; nothing was kept. */
  public static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long limit) {
      super("more than " + limit + " bytes");
    }
  }

  /**
   * Takes everything that a stream gives. Blocks as the stream does.
   *
   * @param directory is made where there is none
   * @param limit how many bytes there may be
   * @throws TooLargeException if there are more; the rest was not read
   * @throws IOException if the stream ends before its time, or the disk is full; nothing was kept
   */
  public static Spool of(InputStream in, Path directory, long limit) throws IOException {
    Files.createDirectories(directory);
    Path path = Files.createTempFile(directory, "upload-", ".part");
    boolean kept = false;
    try {
      MessageDigest digest = sha256();
      long size;
      try (OutputStream out = Files.newOutputStream(path)) {
        size = copy(new DigestInputStream(in, digest), out, limit);
      }
      kept = true;
      return new Spool(path, size, HexFormat.of().formatHex(digest.digest()));
    } finally {
      if (!kept) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static long copy(InputStream in, OutputStream out, long limit) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    long size = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      size += read;
      if (size > limit) {
        throw new TooLargeException(limit);
      }
      out.write(buffer, 0, read);
    }
    return size;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Removes what has been left there before that moment, by processes that ended too soon. */
  public static void clear(Path directory, Instant before) throws IOException {
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "upload-*.part")) {
        for (Path path : left) {
          if (Files.getLastModifiedTime(path).toInstant().isBefore(before)) {
            Files.deleteIfExists(path);
          }
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
