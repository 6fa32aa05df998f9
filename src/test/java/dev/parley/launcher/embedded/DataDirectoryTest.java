package dev.parley.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.launcher.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path directory;

  @Test
  void twoCannotServeFromIt() throws Exception {
    DataDirectory first = DataDirectory.claim(directory);

    assertThatThrownBy(() -> DataDirectory.claim(directory))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("in use by another Parley")
        .hasMessageContaining("process " + ProcessHandle.current().pid());

    first.close();
    DataDirectory.claim(directory).close();
  }

  @Test
  void whatIsNoDirectoryIsRefused() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> DataDirectory.claim(file))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot use the data directory " + file);
  }
}
