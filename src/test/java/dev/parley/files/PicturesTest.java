package dev.parley.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
  private final Pictures pictures = new Pictures();

  @TempDir Path directory;

  /** One half red, the other blue. */
  static byte[] picture(String format, int width, int height) throws IOException {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = picture.createGraphics();
    canvas.setColor(Color.RED);
    canvas.fillRect(0, 0, width / 2, height);
    canvas.setColor(Color.BLUE);
    canvas.fillRect(width / 2, 0, width, height);
    canvas.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, format, bytes);
    return bytes.toByteArray();
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(directory.resolve("file"), content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void aPictureIsMeasuredAndMadeSmall(String format) throws IOException {
    Path file = file(picture(format, 1000, 500));
    assertThat(pictures.measure(file, "image/" + format)).isEqualTo(new Pictures.Size(1000, 500));
    byte[] thumbnail = pictures.thumbnail(file, "image/" + format);
    BufferedImage small = ImageIO.read(new ByteArrayInputStream(thumbnail));
    assertThat(small.getWidth()).isEqualTo(256);
    assertThat(small.getHeight()).isEqualTo(128);
    assertThat(new Color(small.getRGB(20, 64)).getRed()).isGreaterThan(240);
    assertThat(new Color(small.getRGB(236, 64)).getBlue()).isGreaterThan(240);
  }

  @Test
  void aSmallOneStaysAsItIs() throws IOException {
    byte[] thumbnail = pictures.thumbnail(file(picture("png", 3, 1)), "image/png");
    BufferedImage small = ImageIO.read(new ByteArrayInputStream(thumbnail));
    assertThat(small.getWidth()).isEqualTo(3);
    assertThat(small.getHeight()).isEqualTo(1);
  }

  /** A few bytes that say they are of a size that no memory holds. */
  @Test
  void aBombIsMeasuredWithoutBeingOpened() throws IOException {
    byte[] bomb = sized(picture("png", 3, 3), 60_000, 60_000);
    assertThat(bomb).hasSizeLessThan(1_000);
    assertThat(pictures.measure(file(bomb), "image/png").pixels()).isEqualTo(3_600_000_000L);
  }

  /** Gives the PNG another size in its head. */
  static byte[] sized(byte[] png, int width, int height) {
    ByteBuffer bytes = ByteBuffer.wrap(png);
    bytes.putInt(16, width).putInt(20, height);
    CRC32 check = new CRC32();
    check.update(png, 12, 17);
    bytes.putInt(29, (int) check.getValue());
    return png;
  }

  @Test
  void whatIsBrokenOrNoPictureHasNoSmallOne() throws IOException {
    byte[] whole = picture("png", 300, 300);
    for (byte[] broken :
        new byte[][] {{}, Arrays.copyOf(whole, 20), Arrays.copyOf(whole, whole.length / 2)}) {
      assertThat(pictures.thumbnail(file(broken), "image/png")).isNull();
    }
    assertThat(pictures.measure(file(new byte[9]), "image/jpeg")).isNull();
    assertThat(pictures.thumbnail(file(whole), "image/webp")).isNull();
    assertThat(pictures.thumbnail(file(whole), "text/plain")).isNull();
  }
}
