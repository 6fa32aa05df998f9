package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.launcher.HubProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first calls do what it says, word for word, but for the port. */
final class ReadmeIT {
  private static final String KEY = "an-administrator-of-the-readme";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)\n(.*?)```");

  @TempDir static Path data;
  private static HubProcess hub;
  private static String readme;

  @TempDir Path directory;

  @BeforeAll
  static void startTheHub() throws Exception {
    Tools.prepare();
    readme = Files.readString(Path.of("README.md"));
    hub =
        HubProcess.start(
            HubProcess.command(),
            Map.of("PARLEY_BOOTSTRAP_ADMIN_KEY", KEY),
            "--port",
            "0",
            "--data",
            data.toString());
  }

  @AfterAll
  static void stopTheHub() {
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void curlRecords() throws Exception {
    try (Program shell = start("sh", "-c", block("sh", "record-activity"))) {
      assertThat(shell.exitCode(PATIENCE)).as(shell::output).isZero();
      assertThat(digitless(shell.output()))
          .isEqualTo(digitless(block("json", "activity_id").strip()));
    }
  }

  @Test
  void pythonRecordsAndReads() throws Exception {
    Path script = directory.resolve("first.py");
    Files.writeString(script, block("python", "requests"));
    try (Program python = start(Tools.path("python"), script.toString())) {
      assertThat(python.exitCode(PATIENCE)).as(python::output).isZero();
      assertThat(python.output()).contains("'agent_id': 'writer'", "'status': 'completed'");
    }
  }

  @Test
  void javaScriptWatches() throws Exception {
    Path script = directory.resolve("first.js");
    String webSocket = Tools.NPM.resolve("node_modules/ws").toString().replace("'", "\\'");
    Files.writeString(
        script,
        "globalThis.WebSocket = require('%s');\n".formatted(webSocket)
            + block("javascript", "WebSocket"));
    try (Program node = start(Tools.path("node"), script.toString());
        Api agents = new Api(hub.address(), KEY)) {
      node.awaitLine("collaboration_state");
      agents.complete(agents.record("watched", "memory_write"), true);
      node.awaitLine("^\\d+ agent_activity \\{");
      node.awaitLine("^\\d+ activity_completed");
    }
  }

  @Test
  void ciRunsTheTestCommand() throws Exception {
    assertThat(Files.readString(Path.of(".ci/run"))).endsWith("exec " + block("sh", "verify"));
  }

  private Program start(String... command) throws Exception {
    return Program.start(directory, Map.of("PARLEY_KEY", KEY), command);
  }

  /** The first block in that language in which that word stands. */
  private static String block(String language, String word) throws Exception {
    String address = hub.address().substring("http://".length());
    return BLOCK
        .matcher(readme)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .filter(block -> block.contains(word))
        .findFirst()
        .orElseThrow()
        .replace("localhost:8000", address);
  }

  private static String digitless(String text) {
    return text.replaceAll("\\d+", "0");
  }
}
