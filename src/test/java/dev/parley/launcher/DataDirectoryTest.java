package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path directory;

  @Test
  void onlyItsOwnerMayLookIn() throws Exception {
    assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");

    try (DataDirectory data = DataDirectory.claim(directory.resolve("a/b/data"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())))
          .isEqualTo("rwx------");
    }
  }

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
  void whatCannotBeADirectoryIsRefused() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> DataDirectory.claim(file))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot use the data directory " + file);
  }
}
