package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MigrationsTest {
  @Test
  void knowsAllThatThereAre() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources", Migrations.FOLDER))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Migrations.NAMES);
    }
  }
}
