package dev.parley.door.rest;

import dev.parley.door.RefusedException;
import dev.parley.files.Spool;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Refusal.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * The one file of a body of {@code multipart/form-data} (RFC 7578), read as it comes and put on the
 * disk; fields beside it are left aside.
 *
 * @param name as the client calls it, without a path
 * @param claimed what the client says that it is; null where it says nothing
 */
record UploadedFile(String name, @Nullable String claimed, Spool content) implements AutoCloseable {
  /** What may stand in a body beside the file. */
  static final int REST = 64 * 1024;

  /** How many fields are passed over. */
  private static final int MAX_PARTS = 10;

  private static final int MAX_NAME = 255;

  /**
   * Reads a body to its end. Blocks as the network does.
   *
   * @param limit how many bytes the file may have
   * @throws RefusedException {@code too_large}, {@code malformed} or {@code invalid}; nothing is
   *     left on the disk then
   * @throws IOException if the disk does not take it
   */
  static UploadedFile read(
      InputStream body, @Nullable String contentType, Path directory, long limit)
      throws IOException {
    Counted counted = new Counted(body, limit + REST);
    UploadedFile file = null;
    boolean whole = false;
    try {
      FileItemInputIterator parts =
          new Parts().getItemIterator(new Body(counted, contentType == null ? "" : contentType));
      for (int i = 0; parts.hasNext(); i++) {
        FileItemInput part = parts.next();
        if (i == MAX_PARTS) {
          throw refused("/", "has more than " + MAX_PARTS + " fields");
        }
        if (part.isFormField()) {
          continue;
        }
        if (file != null) {
          throw refused(pointer(part), "is a second file; bring one at a time");
        }
        String name = name(part);
        file =
            new UploadedFile(
                name, part.getContentType(), Spool.of(part.getInputStream(), directory, limit));
        if (file.content().size() == 0) {
          throw refused(pointer(part), "is empty");
        }
      }
      if (file == null) {
        throw refused("/file", "is missing");
      }
      whole = true;
      return file;
    } catch (Spool.TooLargeException e) {
      throw tooLarge(limit);
    } catch (IOException e) {
      if (counted.isExceeded()) {
        throw tooLarge(limit);
      }
      if (counted.hasFailed() || isOfBody(e)) {
        throw malformed();
      }
      throw e;
    } finally {
      if (!whole && file != null) {
        file.close();
      }
      counted.drain();
    }
  }

  private static String name(FileItemInput part) {
    String name = part.getName() == null ? "" : part.getName();
    if (name.isBlank()) {
      throw refused(pointer(part), "has no file name");
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.matches("\\.+")) {
      throw refused(pointer(part), "has a path in its file name");
    }
    if (name.length() > MAX_NAME || !Id.isPrintable(name)) {
      throw refused(
          pointer(part), "has a file name of more than " + MAX_NAME + " printable characters");
    }
    return name;
  }

  private static String pointer(FileItemInput part) {
    String field = part.getFieldName();
    return field == null || field.length() > MAX_NAME || !Id.isPrintable(field)
        ? "/file"
        : "/" + field.replace("~", "~0").replace("/", "~1");
  }

  private static RefusedException refused(String pointer, String detail) {
    return new RefusedException(Refusal.invalid(List.of(new Refusal.Fault(pointer, detail))));
  }

  private static RefusedException tooLarge(long limit) {
    return new RefusedException(Code.TOO_LARGE, "A file may have at most " + limit + " bytes.");
  }

  /** Whether the body is to blame, and not the disk. */
  private static boolean isOfBody(IOException failure) {
    return failure instanceof FileUploadException
        || failure.getCause() instanceof FileUploadException;
  }

  private static RefusedException malformed() {
    return new RefusedException(
        Code.MALFORMED, "The body is no whole multipart/form-data: it is cut off or has no end.");
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  /** A request as the library wants to see it. */
  private record Body(InputStream in, String type) implements RequestContext {
    @Override
    public String getCharacterEncoding() {
      return StandardCharsets.UTF_8.name();
    }

    @Override
    public long getContentLength() {
      return -1;
    }

    @Override
    public String getContentType() {
      return type;
    }

    @Override
    public InputStream getInputStream() {
      return in;
    }

    @Override
    public boolean isMultipartRelated() {
      return false;
    }
  }

  /** The library's reader of parts; that it could also keep them is not used. */
  private static final class Parts
      extends AbstractFileUpload<RequestContext, DiskFileItem, DiskFileItemFactory> {
    Parts() {
      setHeaderCharset(StandardCharsets.UTF_8);
    }

    @Override
    public FileItemInputIterator getItemIterator(RequestContext request)
        throws FileUploadException, IOException {
      return super.getItemIterator(request);
    }

    @Override
    public java.util.Map<String, List<DiskFileItem>> parseParameterMap(RequestContext request) {
      throw new UnsupportedOperationException("parts are read one by one");
    }

    @Override
    public List<DiskFileItem> parseRequest(RequestContext request) {
      throw new UnsupportedOperationException("parts are read one by one");
    }
  }

  /** A stream that ends with a failure when more comes than may. */
  private static final class Counted extends InputStream {
    private final InputStream in;
    private final long most;
    private long read;
    private boolean failed;

    Counted(InputStream in, long most) {
      this.in = in;
      this.most = most;
    }

    boolean isExceeded() {
      return read > most;
    }

    /** Whether the client is gone. */
    boolean hasFailed() {
      return failed;
    }

    /** Reads on where the end may be near: a client that is still sending hears no answer. */
    void drain() {
      byte[] buffer = new byte[16 * 1024];
      try {
        for (long left = 4L * REST; left > 0 && !failed; ) {
          int some = in.read(buffer);
          if (some < 0) {
            return;
          }
          left -= some;
        }
      } catch (IOException e) {
        failed = true;
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int some;
      try {
        some = in.read(buffer, offset, length);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
      read += Math.max(0, some);
      if (isExceeded()) {
        throw new IOException("more than may come");
      }
      return some;
    }
  }
}
