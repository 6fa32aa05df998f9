package dev.parley.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.launcher.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void twoCannotServeFromIt() throws Exception {
    DataDirectory first = DataDirectory.claim(directory, PATIENCE);

    assertThatThrownBy(() -> DataDirectory.claim(directory, PATIENCE))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("in use by another Parley")
        .hasMessageContaining("process " + ProcessHandle.current().pid());

    first.close();
    DataDirectory.claim(directory, PATIENCE).close();
  }

  @Test
  void whatIsNoDirectoryIsRefused() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> DataDirectory.claim(file, PATIENCE))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot use the data directory " + file);
  }

  @Test
  void oneThatIsThereForAMomentIsWaitedFor() throws Exception {
    DataDirectory moment = DataDirectory.tryClaim(directory);

    assertThatThrownBy(() -> DataDirectory.claim(directory, Duration.ofMillis(1)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("in use by another Parley");
    CompletableFuture<DataDirectory> waits =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return DataDirectory.claim(directory, PATIENCE);
              } catch (StartException e) {
                throw new CompletionException(e);
              }
            },
            task -> Thread.ofPlatform().daemon().start(task));
    moment.close();
    waits.get(60, TimeUnit.SECONDS).close();
  }

  @Test
  void whoServesSaysWhereUntilItEnds() throws Exception {
    Files.writeString(directory.resolve("address"), "of one that was killed");
    DataDirectory serving = DataDirectory.claim(directory, PATIENCE);
    assertThat(DataDirectory.announced(directory)).isEmpty();
    serving.announce(List.of("http://127.0.0.1:1", "more=x"));

    assertThat(DataDirectory.tryClaim(directory)).isNull();
    assertThat(DataDirectory.announced(directory)).containsExactly("http://127.0.0.1:1", "more=x");

    serving.close();
    assertThat(DataDirectory.announced(directory)).isEmpty();
  }
}
