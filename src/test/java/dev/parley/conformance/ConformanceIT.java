package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.page.Program;
import dev.parley.page.Tools;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The public conformance suites, each alone, and the stock client, against the echo applications.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceIT {
  private static final Path SUITES = Path.of("src/test/resources/conformance");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private EchoServer server;

  @BeforeAll
  void start() throws Exception {
    Tools.prepare();
    server = EchoServer.start(0);
  }

  @AfterAll
  void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"engine.io, 25", "socket.io, 32"})
  void itsTestsPass(String protocol, int tests) throws Exception {
    warmUp(protocol);
    Path directory = directory(protocol);
    copy(SUITES.resolve("node-imports.js"), directory);
    copy(SUITES.resolve(protocol).resolve("test-suite.js"), directory);

    try (Program mocha =
        node(
            directory,
            Tools.NPM.resolve("node_modules/mocha/bin/mocha").toString(),
            "--timeout",
            "20000",
            "test-suite.js")) {
      assertThat(mocha.exitCode(PATIENCE)).as(mocha::output).isZero();
      assertThat(mocha.output()).contains(tests + " passing").doesNotContain("pending");
    }
  }

  /** Every way in which socket.io-client connects, and what it does besides. */
  @Test
  void theStockClientIsServed() throws Exception {
    Path directory = directory("stock-client");
    copy(SUITES.resolve("stock-client.test.js"), directory);

    try (Program tests =
        node(directory, "--test", "--test-timeout=30000", "stock-client.test.js")) {
      assertThat(tests.exitCode(PATIENCE)).as(tests::output).isZero();
      assertThat(tests.output()).containsPattern("pass [1-9]").containsPattern("fail 0");
    }
  }

  private Program node(Path directory, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Tools.path("node")));
    command.addAll(List.of(arguments));
    return Program.start(
        directory,
        Map.of("PARLEY_ECHO", "localhost:" + server.port()),
        command.toArray(String[]::new));
  }

  /** Below the packages, so that they are found. */
  private static Path directory(String name) throws IOException {
    Path directory = Files.createDirectories(Tools.NPM.resolve("suites").resolve(name));
    Files.writeString(directory.resolve("package.json"), "{\"type\":\"module\"}");
    return directory;
  }

  private static void copy(Path file, Path directory) throws IOException {
    Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  /** The times of the suites are short: none of them shall go for loading classes. */
  private void warmUp(String protocol) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String address = "//localhost:" + server.port() + "/" + protocol + "/?EIO=4&transport=";
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http:" + address + "polling")).build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
      client
          .newWebSocketBuilder()
          .buildAsync(
              URI.create("ws:" + address + "websocket"), new java.net.http.WebSocket.Listener() {})
          .get()
          .abort();
    }
  }
}
