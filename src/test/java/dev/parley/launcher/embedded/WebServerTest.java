package dev.parley.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.launcher.StartException;
import dev.parley.launcher.embedded.fixture.FixtureListener;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final ClassLoader loader = WebServerTest.class.getClassLoader();
  @TempDir Path webapp;
  private WebServer server;
  private Config config;
  private String address;

  @BeforeEach
  void unpack() throws Exception {
    Path classes = Path.of(FixtureListener.class.getResource("FixtureListener.class").toURI());
    Path target =
        webapp
            .resolve("WEB-INF/classes")
            .resolve(FixtureListener.class.getPackageName().replace('.', '/'));
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(classes.getParent())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    Files.copy(Path.of("src/main/webapp/WEB-INF/beans.xml"), webapp.resolve("WEB-INF/beans.xml"));
    Files.writeString(webapp.resolve("index.html"), "<p>Gr\u00fc\u00df Gott</p>");
  }

  @AfterEach
  void stop() {
    FixtureListener.DRAIN.set(() -> {});
    if (server != null) {
      server.stop();
    }
    if (config != null) {
      ConfigProviderResolver.instance().releaseConfig(config);
    }
  }

  @Test
  void resourcesAreFoundWithTheirBeansAndJson() throws Exception {
    start(Map.of());

    HttpResponse<String> answer = get("/api/v1/things/you");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"greeting\":\"Hello you\"}");
    assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by");
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(address + "/api/v1/things"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"a\":[1]}"))
            .build();
    assertThat(client.send(post, BodyHandlers.ofString()).body()).isEqualTo("{\"a\":[1]}");
  }

  @Test
  void servletsAreFoundWithTheirBeans() throws Exception {
    start(Map.of());

    assertThat(get("/servlet").body()).isEqualTo("Hello servlet");
  }

  @Test
  void idsWithSlashAndPercentFitIntoPaths() throws Exception {
    start(Map.of());

    assertThat(get("/api/v1/things/a%2Fb%25c%3Ad").body())
        .isEqualTo("{\"greeting\":\"Hello a/b%c:d\"}");
  }

  @Test
  void endpointsAreFoundAndDeflateIsOffUnlessAskedFor() throws Exception {
    start(Map.of());
    assertThat(greetedOverSocket()).isEqualTo("Hello socket");
    assertThat(extensions()).isEmpty();
    server.stop();

    start(Map.of("parley.websocket.deflate", "true"));
    assertThat(extensions()).contains("permessage-deflate");
  }

  @Test
  void pagesAreHandedOutButNotWhatIsBehindThem() throws Exception {
    start(Map.of());

    assertThat(get("/").body()).contains("Gr\u00fc\u00df Gott");
    assertThat(get("/WEB-INF/beans.xml").statusCode()).isEqualTo(404);
    assertThat(get("/nothing?token=abc").body()).doesNotContain("abc", "Jetty");
  }

  @Test
  void headersBeyondTheLimitAreRefused() throws Exception {
    start(Map.of());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/")).header("X", "x".repeat(17_000)).build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(431);
  }

  /** A client that is not told sends its next request where nobody reads. */
  @Test
  void whatTheServerItselfRefusesSaysThatTheConnectionEnds() throws Exception {
    start(Map.of());

    HttpResponse<String> refused = get("/%00");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("Connection")).contains("close");
  }

  @Test
  void theGreetingIsTheApplications() throws Exception {
    start(Map.of());

    assertThat(server.greeting()).isEqualTo("Call curl " + address);
  }

  @Test
  void requestsAreAnsweredWhileTheApplicationDrains() throws Exception {
    start(Map.of());
    CountDownLatch draining = new CountDownLatch(1);
    CountDownLatch drained = new CountDownLatch(1);
    FixtureListener.DRAIN.set(
        () -> {
          draining.countDown();
          await(drained);
        });
    CompletableFuture<Boolean> stopped =
        CompletableFuture.supplyAsync(server::stop, Thread.ofPlatform()::start);
    await(draining);

    assertThat(get("/api/v1/things/you").statusCode()).isEqualTo(200);

    drained.countDown();
    assertThat(stopped.get(10, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> get("/")).isInstanceOf(IOException.class);
  }

  @Test
  void anApplicationThatDoesNotDrainIsNotWaitedForLonger() throws Exception {
    start(Map.of("parley.shutdown.timeout", "100ms"));
    CountDownLatch interrupted = new CountDownLatch(1);
    FixtureListener.DRAIN.set(
        () -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });

    assertThat(server.stop()).isFalse();
    await(interrupted);
  }

  @Test
  void anApplicationThatFailsToDrainIsNoticed() throws Exception {
    start(Map.of());
    FixtureListener.DRAIN.set(
        () -> {
          throw new IllegalStateException("planted");
        });

    assertThat(server.stop()).isFalse();
  }

  @Test
  void anApplicationThatFailsToStartLeavesNothingRunning() {
    assertThatThrownBy(() -> start(Map.of("fixture.fails", "true")))
        .hasStackTraceContaining("the fixture does not want to start");

    assertThat(server.isRunning()).isFalse();
  }

  @Test
  void aPortInUseIsSaidClearly() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());

      assertThatThrownBy(() -> start(Map.of("parley.http.port", port)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("--port");
    }
  }

  @Test
  void aPortThatIsNoneIsSaidClearly() {
    assertThatThrownBy(() -> start(Map.of("parley.http.port", "99999")))
        .isInstanceOf(StartException.class)
        .hasMessage("parley.http.port needs a number from 0 to 65535, not \"99999\"");
  }

  @Test
  void anUnknownHostIsSaidClearly() {
    assertThatThrownBy(() -> start(Map.of("parley.http.host", "no-such-host.invalid")))
        .isInstanceOf(StartException.class)
        .hasMessage("there is no address no-such-host.invalid to listen on");
  }

  private void start(Map<String, String> settings) throws Exception {
    stop();
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("parley.http.port", "0");
    config =
        new SmallRyeConfigBuilder()
            .forClassLoader(loader)
            .addDefaultInterceptors()
            .withSources(new PropertiesConfigSource(all, "test", 500))
            .build();
    ConfigProviderResolver.instance().registerConfig(config, loader);
    server = new WebServer(webapp, loader, config);
    address = server.start();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
  }

  private String greetedOverSocket() throws Exception {
    CompletableFuture<String> received = new CompletableFuture<>();
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .buildAsync(
                URI.create(address.replace("http", "ws") + "/api/v1/socket"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(
                      WebSocket from, CharSequence text, boolean last) {
                    received.complete(text.toString());
                    return null;
                  }
                })
            .get(10, TimeUnit.SECONDS);
    socket.sendText("socket", true).get(10, TimeUnit.SECONDS);
    return received.get(10, TimeUnit.SECONDS);
  }

  /** What the server agrees to when it is offered permessage-deflate. */
  private String extensions() throws Exception {
    URI uri = URI.create(address);
    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      socket
          .getOutputStream()
          .write(
              """
              GET /api/v1/socket HTTP/1.1\r
              Host: localhost\r
              Connection: Upgrade\r
              Upgrade: websocket\r
              Sec-WebSocket-Version: 13\r
              Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
              Sec-WebSocket-Extensions: permessage-deflate\r
              \r
              """
                  .getBytes(StandardCharsets.US_ASCII));
      var lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(lines.readLine()).startsWith("HTTP/1.1 101");
      for (String line = lines.readLine();
          line != null && !line.isEmpty();
          line = lines.readLine()) {
        if (line.startsWith("Sec-WebSocket-Extensions")) {
          return line;
        }
      }
      return "";
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
