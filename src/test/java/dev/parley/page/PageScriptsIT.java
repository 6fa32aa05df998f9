package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's scripts without a page: their own tests, run by Node. */
class PageScriptsIT {
  @TempDir Path directory;

  @BeforeAll
  static void prepare() throws Exception {
    Tools.prepare();
  }

  @Test
  void theirTestsPass() throws Exception {
    copy(Path.of("src/test/js"), directory);
    for (String part : new String[] {"sdk", "dashboard", "explorer"}) {
      Files.createDirectory(directory.resolve(part));
      copy(Path.of("src/main/webapp", part), directory.resolve(part));
    }
    // To Node, as to the browser, they are modules.
    Files.writeString(directory.resolve("package.json"), "{\"type\":\"module\"}");

    try (Program node = Program.start(directory, Map.of(), Tools.path("node"), "--test")) {
      int exitCode = node.exitCode(Duration.ofSeconds(90));
      assertThat(exitCode).as(node::output).isZero();
      assertThat(node.output()).containsPattern("pass [1-9]");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
