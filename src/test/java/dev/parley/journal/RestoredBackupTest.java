package dev.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.StoreSettings;
import dev.parley.vocabulary.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store does not know by itself that it was replaced by an older one. */
class RestoredBackupTest {
  @TempDir Path directory;

  @Test
  void anOlderStorePutInPlaceOfTheNewOneBeginsANewEpoch() throws Exception {
    Path backup = directory.resolveSibling(directory.getFileName() + "-backup");
    String epoch;
    try (JournalFixture hub = JournalFixture.open(StoreSettings.embedded(directory))) {
      hub.run("a");
      epoch = hub.journal.extent(Topic.COLLABORATION).epoch();
    }
    copy(directory, backup);
    try (JournalFixture hub = JournalFixture.open(StoreSettings.embedded(directory))) {
      hub.run("b");
    }
    Files.copy(directory.resolve("history.mark"), backup.resolve("mark"));
    Files.move(
        backup.resolve("mark"),
        backup.resolve("history.mark"),
        StandardCopyOption.REPLACE_EXISTING);
    try (JournalFixture hub = JournalFixture.open(StoreSettings.embedded(backup))) {
      assertThat(hub.journal.extent(Topic.COLLABORATION).epoch()).isNotEqualTo(epoch);
      hub.run("c");
      assertThat(hub.stored()).containsExactly("a", "c");
    }
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}
