package dev.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.StoreSettings;
import dev.parley.vocabulary.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
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

  @Test
  void aWholeDirectoryThatIsPutBackBeginsANewEpoch() throws Exception {
    Path backup = directory.resolveSibling(directory.getFileName() + "-whole");
    String epoch = run(directory, "a");
    copy(directory, backup);
    run(directory, "b");

    assertThat(run(backup, "c")).isNotEqualTo(epoch);
  }

  /** As cp and rsync do it: the mark keeps its place, but was changed long after it was written. */
  @Test
  void alsoWhereTheMarkIsWrittenOver() throws Exception {
    String epoch = run(directory, "a");
    Path mark = directory.resolve("history.mark");
    String[] words = Files.readString(mark).split(" ", -1);
    long hourEarlier = Long.parseLong(words[3]) - 3_600_000;
    Files.writeString(
        mark, String.join(" ", words[0], words[1], words[2], Long.toString(hourEarlier)));

    assertThat(run(directory, "b")).isNotEqualTo(epoch);
  }

  @Test
  void aDirectoryThatIsMovedIsTheSame() throws Exception {
    Path moved = directory.resolveSibling(directory.getFileName() + "-moved");
    String epoch = run(directory, "a");
    Files.move(directory, moved);

    assertThat(run(moved, "b")).isEqualTo(epoch);
    assertThat(run(moved, "c")).isEqualTo(epoch);
    Files.move(moved, directory);
  }

  @Test
  void whoSaysThatItWasRestoredGetsANewEpochOnce() throws Exception {
    String epoch = run(directory, "a");
    String next;
    try (JournalFixture hub =
        JournalFixture.open(StoreSettings.embedded(directory), Journal::restored)) {
      next = hub.journal.epoch();
      assertThat(next).isNotEqualTo(epoch);
      hub.run("b");
      assertThat(hub.journal.epoch()).isEqualTo(next);
    }
    assertThat(run(directory, "c")).isEqualTo(next);
  }

  @Test
  void aCopyMadeWhileItRunsHasWhatWasAnsweredAndAnEpochOfItsOwn() throws Exception {
    Path copy = directory.resolveSibling(directory.getFileName() + "-copy");
    String epoch;
    try (JournalFixture hub = JournalFixture.open(StoreSettings.embedded(directory))) {
      epoch = hub.journal.epoch();
      hub.run("a");
      hub.run("b");
      hub.journal.copyStore(copy).toCompletableFuture().get(60, TimeUnit.SECONDS);
      hub.run("c");
      assertThat(hub.stored()).containsExactly("a", "b", "c");
    }
    assertThat(copy.resolve("history.mark")).doesNotExist();
    try (JournalFixture hub = JournalFixture.open(StoreSettings.embedded(copy))) {
      assertThat(hub.stored()).containsExactly("a", "b");
      assertThat(hub.journal.epoch()).isNotEqualTo(epoch);
      hub.run("d");
    }
    assertThat(run(directory, "e")).as("the store itself goes on").isEqualTo(epoch);
  }

  @Test
  void aCopyThatCannotBeMadeIsRefusedAndTheJournalGoesOn() throws Exception {
    Path file = Files.createFile(directory.resolveSibling(directory.getFileName() + "-file"));
    JournalFixture closed;
    try (JournalFixture hub = JournalFixture.open(StoreSettings.embedded(directory))) {
      assertThat(hub.journal.copyStore(file.resolve("under")))
          .failsWithin(60, TimeUnit.SECONDS)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(IOException.class);
      hub.run("a");
      assertThat(hub.stored()).containsExactly("a");
      closed = hub;
    }
    assertThat(closed.journal.copyStore(file))
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(IOException.class);
  }

  private static String run(Path store, String name) throws Exception {
    try (JournalFixture hub = JournalFixture.open(StoreSettings.embedded(store))) {
      hub.run(name);
      return hub.journal.epoch();
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
