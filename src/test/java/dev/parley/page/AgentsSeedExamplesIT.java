package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.parley.launcher.HubProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples that the Agents seed prints, unmodified but for host, port and token; and what it
 * prints for the server's side, with the object that {@code docs/doors/agents.md} has for it.
 */
class AgentsSeedExamplesIT {
  private static final String KEY = "the-key-of-the-examples";
  private static final Path EXAMPLES =
      Path.of("src/test/resources/seeds/cloud-agents-websocket").toAbsolutePath();
  private static final Path DOCUMENTATION = Path.of("docs/doors/agents.md").toAbsolutePath();
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
            data.toString(),
            "--port",
            "0");
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

  /** An example with what a reader fills in. */
  private static String example(String name, String token) throws Exception {
    return Files.readString(EXAMPLES.resolve(name))
        .replace("localhost:3000", "localhost:" + URI.create(hub.address()).getPort())
        .replaceAll("your-token-here|your-token|test-token", token);
  }

  private static String key(String user) throws Exception {
    return agents.createKey(user, "member").getString("key");
  }

  private Program nodeClient(String user) throws Exception {
    Path script = directory.resolve(user + ".js");
    Files.writeString(script, example("node-client.js", key(user)));
    Program client =
        Program.start(
            directory,
            Map.of("NODE_PATH", Tools.NPM.resolve("node_modules").toString()),
            Tools.path("node"),
            script.toString());
    client.awaitLine("Connected");
    client.awaitLine("userId: '" + user + "'");
    return client;
  }

  /** What the seed calls from the server's code, by the REST forms. */
  private void callFromTheServersSide() throws Exception {
    Matcher manager =
        Pattern.compile("```js\n(const hub = .*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCUMENTATION));
    assertThat(manager.find()).isTrue();
    Path preload = directory.resolve("ws-manager.mjs");
    Files.writeString(preload, manager.group(1));
    Path script = directory.resolve("server-side.cts");
    Files.copy(EXAMPLES.resolve("server-side-broadcasting.ts"), script);
    Path compiled = directory.resolve("server-side.cjs");
    build(script, compiled);
    Map<String, String> environment = new HashMap<>();
    environment.put("PARLEY_URL", hub.address());
    environment.put("PARLEY_KEY", KEY);
    try (Program server =
        Program.start(
            directory,
            environment,
            Tools.path("node"),
            "--import",
            preload.toUri().toString(),
            compiled.toString())) {
      assertThat(server.exitCode(PATIENCE)).as(server::output).isZero();
    }
  }

  private void build(Path source, Path output, String... options) throws Exception {
    String[] command = new String[options.length + 3];
    command[0] = Tools.NPM.resolve("node_modules/.bin/esbuild").toString();
    command[1] = source.toString();
    command[2] = "--outfile=" + output;
    System.arraycopy(options, 0, command, 3, options.length);
    try (Program esbuild =
        Program.start(
            directory,
            Map.of("NODE_PATH", Tools.NPM.resolve("node_modules").toString()),
            command)) {
      assertThat(esbuild.exitCode(PATIENCE)).as(esbuild::output).isZero();
    }
  }

  /** All at once, because the example says the same message id every time. */
  @Test
  void everyClientHearsWhatTheServersSideSays() throws Exception {
    Path pages = buildPage();
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), pages, OutputLevel.NONE);
    server.start();
    try (Program one = nodeClient("user-123");
        Program other = nodeClient("user-456");
        Browser browser = Browser.start(Files.createDirectory(directory.resolve("browser")))) {
      browser.open("http://localhost:" + server.getAddress().getPort() + "/");
      browser.await("client.ws.readyState === 1");
      browser.await("document.getElementById('root').textContent.includes('Connected')");

      callFromTheServersSide();

      for (Program client : new Program[] {one, other}) {
        client.awaitLine("currentTask: 'Analyzing code'");
        client.awaitLine("content: 'Analysis complete!'");
        client.awaitLine("message: 'All tests passed!'");
      }
      one.awaitLine("message: 'Task failed'");
      assertThat(other.output()).doesNotContain("Task failed");
      assertThat(one.output() + other.output()).doesNotContain("type: 'error'", "Disconnected");

      browser.await("document.getElementById('agent-status').innerText === 'working'");
      browser.await(shows("success: All tests passed!"));
      browser.await(shows("chat: Analysis complete!"));
      assertThat(browser.texts("[...document.querySelectorAll('li')].map(li => li.textContent)"))
          .doesNotContain("error: Task failed");

      browser.await("document.getElementById('root').textContent.includes('Agent: working')");
      browser.await(
          "document.querySelector('.alert-success')?.textContent === 'All tests passed!'");
      browser.await("document.querySelector('.alert-error')?.textContent === 'Task failed'");
      assertThat(browser.errors()).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  /** The browser's class as one user, and the React hook as another. */
  private Path buildPage() throws Exception {
    Path pages = Files.createDirectory(directory.resolve("pages"));
    Files.writeString(pages.resolve("client.js"), example("browser-class.js", key("carol")));
    Path hook = directory.resolve("page.tsx");
    Files.writeString(
        hook,
        example("react-hook.tsx", key("user-123"))
            + """

            import { createRoot } from 'react-dom/client';
            createRoot(document.getElementById('root')!).render(<Dashboard />);
            """);
    build(hook, pages.resolve("page.js"), "--bundle", "--jsx=automatic");
    Files.writeString(
        pages.resolve("index.html"),
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>The examples</title>
        <link rel="icon" href="data:,">
        <p id="agent-status"></p>
        <ul id="toasts"></ul>
        <div id="root"></div>
        <script>
          function showToast(level, message) {
            const item = document.createElement('li');
            item.textContent = level + ': ' + message;
            document.getElementById('toasts').append(item);
          }
        </script>
        <script src="client.js"></script>
        <script>
          client.onChatMessage = ({content}) => showToast('chat', content);
        </script>
        <script src="page.js"></script>
        """);
    return pages;
  }

  private static String shows(String line) {
    return "[...document.querySelectorAll('li')].some(li => li.textContent === '%s')"
        .formatted(line);
  }
}
