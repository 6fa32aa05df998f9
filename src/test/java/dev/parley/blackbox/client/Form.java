package dev.parley.blackbox.client;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/** Makes bodies of {@code multipart/form-data}. */
public final class Form {
  private static final String BOUNDARY = "----parley7MA4YWxk";

  /** The header fields that go with them. */
  public static final Map<String, String> HEADERS =
      Map.of("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** A body of one file. */
  public byte[] file(String name, @Nullable String type, String content) {
    return file(name, type, content.getBytes(StandardCharsets.UTF_8));
  }

  /** A body of one file. */
  public byte[] file(String name, @Nullable String type, byte[] content) {
    return part("file", name, type, content).end();
  }

  /** One more part; a field where it has no file name. */
  public Form part(String field, @Nullable String name, @Nullable String type, byte[] content) {
    text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field + "\"");
    text(name == null ? "" : "; filename=\"" + name + "\"");
    text(type == null ? "" : "\r\nContent-Type: " + type);
    text("\r\n\r\n");
    body.writeBytes(content);
    text("\r\n");
    return this;
  }

  /** The whole body. */
  public byte[] end() {
    text("--" + BOUNDARY + "--\r\n");
    return body.toByteArray();
  }

  /** A picture of that size as PNG. */
  public static byte[] picture(int width, int height) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(picture, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void text(String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
