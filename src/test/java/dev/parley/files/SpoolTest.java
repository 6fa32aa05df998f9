package dev.parley.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir Path temporary;

  private Path directory() {
    return temporary.resolve("uploads");
  }

  private long left() throws IOException {
    if (!Files.exists(directory())) {
      return 0;
    }
    try (Stream<Path> files = Files.list(directory())) {
      return files.count();
    }
  }

  private static InputStream some(int bytes) {
    return new ByteArrayInputStream(new byte[bytes]);
  }

  @Test
  void whatComesIsKeptUntilItIsClosed() throws IOException {
    try (Spool spool = Spool.of(some(100_000), directory(), 100_000)) {
      assertThat(spool.size()).isEqualTo(100_000);
      assertThat(Files.readAllBytes(spool.path())).isEqualTo(new byte[100_000]);
      assertThat(spool.digest()).hasSize(64);
    }
    assertThat(left()).isZero();
  }

  @Test
  void oneByteTooManyLeavesNothing() throws IOException {
    assertThatThrownBy(() -> Spool.of(some(100_001), directory(), 100_000))
        .isInstanceOf(Spool.TooLargeException.class);
    assertThat(left()).isZero();
  }

  @SuppressWarnings("InputStreamSlowMultibyteRead")
  @Test
  void whatIsCutOffLeavesNothing() throws IOException {
    InputStream cut =
        new SequenceInputStream(
            some(50_000),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("planted");
              }
            });
    assertThatThrownBy(() -> Spool.of(cut, directory(), 100_000)).hasMessage("planted");
    assertThat(left()).isZero();
  }

  @Test
  void whatADeadProcessHasLeftGoes() throws IOException {
    Spool spool = Spool.of(some(1), directory(), 1);
    Spool.clear(directory(), Instant.now().minusSeconds(60));
    assertThat(left()).isEqualTo(1);
    Spool.clear(directory(), Instant.now().plusSeconds(60));
    assertThat(left()).isZero();
    spool.close();
    Spool.clear(temporary.resolve("none"), Instant.now());
  }
}
