package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.parley.launcher.HubProcess;
import jakarta.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples that the Collaboration seed prints, unmodified: they find the hub where a first
 * start puts it, on port 8000 of localhost. Only the token is filled in.
 */
class SeedExamplesIT {
  private static final String KEY = "the-key-of-the-examples";
  private static final Path EXAMPLES =
      Path.of("src/test/resources/seeds/daena-realtime-collaboration").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path data;
  private static HubProcess hub;
  private static Api agents;

  @TempDir Path directory;

  @BeforeAll
  static void startTheHub() throws Exception {
    Tools.prepare();
    hub =
        HubProcess.start(
            HubProcess.command(),
            Map.of("PARLEY_BOOTSTRAP_ADMIN_KEY", KEY),
            "--data",
            data.toString());
    assertThat(hub.address()).as("the examples name this port").endsWith(":8000");
    agents = new Api(hub.address(), KEY);
  }

  @AfterAll
  static void stopTheHub() {
    if (agents != null) {
      agents.close();
    }
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void pythonWatches() throws Exception {
    Path example = EXAMPLES.resolve("python-example.py");
    Map<String, String> environment = Map.of("PYTHONUNBUFFERED", "1");
    try (Program python =
        Program.start(directory, environment, Tools.path("python"), example.toString())) {
      python.awaitLine("^Initial state: \\{'type': 'connection_established'");

      agents.complete(agents.record("agent_1", "memory_write"), true);
      agents.remember("agent_1", "item_123");

      python.awaitLine("^Activity: memory_write$");
      python.awaitLine("^Memory update: write$");
      python.awaitLine("^Status update: \\{.*'agent_1': \\{'status': ");
      assertThat(python.isAlive()).isTrue();
    }
  }

  @Test
  void pythonRecords() throws Exception {
    String example = Files.readString(EXAMPLES.resolve("recording-activities.py"));
    Path script = directory.resolve("example.py");
    Files.writeString(script, example.replace("YOUR_TOKEN", KEY));

    try (Program python =
        Program.start(directory, Map.of(), Tools.path("python"), script.toString())) {
      assertThat(python.exitCode(PATIENCE)).as(python::output).isZero();
      assertThat(python.output())
          .matches("\\{'success': True, 'activity_id': 'act_\\d+_agent_1'\\}");
      String activityId = python.output().replaceAll(".*'(act_.*)'.*", "$1");
      assertThat(activity(activityId).getString("status")).isEqualTo("completed");
      assertThat(activity(activityId).getJsonObject("metadata").getInt("size_bytes"))
          .isEqualTo(1024);
    }
  }

  @Test
  void nodeWatches() throws Exception {
    Path preload = directory.resolve("preload.cjs");
    String webSocket = Tools.NPM.resolve("node_modules/ws").toString();
    Files.writeString(
        preload, "globalThis.WebSocket = require('%s');".formatted(webSocket.replace("'", "\\'")));
    try (Program node =
        Program.start(
            directory,
            Map.of(),
            Tools.path("node"),
            "--require",
            preload.toString(),
            EXAMPLES.resolve("javascript-example.js").toString())) {
      node.awaitLine("Connected to collaboration WebSocket");
      node.awaitLine("^Initial state: \\{");

      agents.complete(agents.record("agent_2", "council_debate"), true);
      agents.remember("agent_2", "item_7");

      node.awaitLine("^Activity: \\{");
      node.awaitLine("^Memory update: \\{");
      node.awaitLine("^Status update: \\{");
      assertThat(node.output()).contains("agent_id: 'agent_2'", "item_id: 'item_7'");
      assertThat(node.output()).doesNotContain("WebSocket error", "WebSocket closed");
      assertThat(node.isAlive()).isTrue();
    }
  }

  @Test
  void reactShowsWhatHappens() throws Exception {
    Path pages = directory.resolve("pages");
    buildReactPage(pages);
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), pages, OutputLevel.NONE);
    server.start();
    try (Browser browser = Browser.start(Files.createDirectory(directory.resolve("browser")))) {
      browser.open("http://localhost:" + server.getAddress().getPort() + "/");
      browser.await("document.querySelectorAll('h2').length === 2");
      String before = agents.record("agent_3", "task_assigned");
      browser.await(shows("agent_3: task_assigned"));
      browser.await(shows("agent_3: active"));

      agents.complete(before, true);
      agents.record("agent_4", "message_sent");

      browser.await(shows("agent_4: message_sent"));
      browser.await(shows("agent_3: idle"));
      assertThat(browser.errors()).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  /** The component as it is, and what puts it on a page. */
  private void buildReactPage(Path pages) throws Exception {
    Files.createDirectory(pages);
    Path source = directory.resolve("page.jsx");
    Files.writeString(
        source,
        Files.readString(EXAMPLES.resolve("react-example.jsx"))
            + """

            import { createRoot } from 'react-dom/client';
            createRoot(document.getElementById('root')).render(<CollaborationDashboard />);
            """);
    Files.writeString(
        pages.resolve("index.html"),
        """
        <!doctype html>
        <html lang="en">
        <title>The React example</title>
        <link rel="icon" href="data:,">
        <div id="root"></div>
        <script src="page.js"></script>
        """);
    try (Program esbuild =
        Program.start(
            directory,
            Map.of("NODE_PATH", Tools.NPM.resolve("node_modules").toString()),
            Tools.NPM.resolve("node_modules/.bin/esbuild").toString(),
            source.toString(),
            "--bundle",
            "--jsx=automatic",
            "--outfile=" + pages.resolve("page.js"))) {
      assertThat(esbuild.exitCode(PATIENCE)).as(esbuild::output).isZero();
    }
  }

  private static String shows(String line) {
    return "[...document.querySelectorAll('li')].some(li => li.textContent === '%s')"
        .formatted(line);
  }

  private static JsonObject activity(String activityId) throws Exception {
    return agents
        .get("collaboration/activity-feed?limit=500")
        .getJsonArray("activities")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(activity -> activity.getString("activity_id").equals(activityId))
        .findFirst()
        .orElseThrow();
  }
}
