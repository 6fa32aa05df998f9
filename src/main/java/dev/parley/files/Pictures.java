package dev.parley.files;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures pictures and makes small ones of them. A few bytes can say that they are a picture of
 * any size: it is measured by its head alone, and of a small one no more is ever decoded than every
 * so many rows and columns. One is made at a time. Safe for use by any number of threads.
 */
public final class Pictures {
  /** How wide and high a small picture is at most. */
  public static final int THUMBNAIL = 256;

  /** The media type of small pictures. */
  public static final String THUMBNAIL_TYPE = "image/png";

  private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);

  /** The formats that the JDK reads, by media type. */
  private static final Map<String, String> FORMATS =
      Map.of(
          "image/png", "png",
          "image/jpeg", "jpeg",
          "image/gif", "gif",
          "image/bmp", "bmp");

  private final ReentrantLock one = new ReentrantLock();

  /**
   * How large a picture is.
   *
   * @param width in pixels
   * @param height in pixels
   */
  public record Size(int width, int height) {
    /** How many pixels. */
    public long pixels() {
      return (long) width * height;
    }
  }

  /**
   * What a picture's head says of its size; null where it is none that can be read. Blocks as the
   * disk does.
   */
  public @Nullable Size measure(Path file, String mediaType) throws IOException {
    return read(file, mediaType, reader -> new Size(reader.getWidth(0), reader.getHeight(0)));
  }

  /**
   * A small picture of a picture, as {@value #THUMBNAIL_TYPE}; null where none can be made of it.
   * Takes a while; of several callers one at a time is served.
   */
  public byte @Nullable [] thumbnail(Path file, String mediaType) throws IOException {
    one.lock();
    try {
      BufferedImage small = read(file, mediaType, Pictures::small);
      if (small == null) {
        return null;
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
        ImageIO.write(small, "png", out);
      }
      return bytes.toByteArray();
    } finally {
      one.unlock();
    }
  }

  private static BufferedImage small(ImageReader reader) throws IOException {
    int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
    ImageReadParam every = reader.getDefaultReadParam();
    // Twice as large as wanted, so that what is skipped is not seen.
    int step = Math.max(1, longest / (2 * THUMBNAIL));
    every.setSourceSubsampling(step, step, 0, 0);
    BufferedImage read = reader.read(0, every);
    double scale = Math.min(1, (double) THUMBNAIL / Math.max(read.getWidth(), read.getHeight()));
    int width = Math.max(1, (int) Math.round(read.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(read.getHeight() * scale));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D canvas = small.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    canvas.drawImage(read, 0, 0, width, height, null);
    canvas.dispose();
    return small;
  }

  @FunctionalInterface
  private interface Look<T> {
    T at(ImageReader reader) throws IOException;
  }

  private static <T> @Nullable T read(Path file, String mediaType, Look<T> look)
      throws IOException {
    String format = FORMATS.get(mediaType);
    if (format == null) {
      return null;
    }
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
      if (!readers.hasNext()) {
        return null;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return look.at(reader);
      } catch (IOException | RuntimeException | LinkageError e) {
        // A broken picture, or a Java without what draws.
        LOG.atDebug().setCause(e).addKeyValue("type", mediaType).log("a picture cannot be read");
        return null;
      } finally {
        reader.dispose();
      }
    }
  }
}
