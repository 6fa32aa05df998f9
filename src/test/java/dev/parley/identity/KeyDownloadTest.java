package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeyDownloadTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final CountDownLatch dripping = new CountDownLatch(1);
  private final CountDownLatch hungUp = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext("/keys", exchange -> answer(exchange, 200, "{\"keys\":[\"ä\"]}"));
    server.createContext("/gone", exchange -> answer(exchange, 404, "{\"keys\":[]}"));
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/keys");
          answer(exchange, 302, "");
        });
    server.createContext("/endless", exchange -> pour(exchange, new byte[8_192]));
    server.createContext(
        "/drip",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(' ');
          exchange.getResponseBody().flush();
          dripping.countDown();
          pourOn(exchange, new byte[1]);
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
    executor.shutdownNow();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void pour(HttpExchange exchange, byte[] chunk) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    pourOn(exchange, chunk);
  }

  /** Until the client hangs up. */
  private void pourOn(HttpExchange exchange, byte[] chunk) {
    try {
      while (true) {
        exchange.getResponseBody().write(chunk);
        exchange.getResponseBody().flush();
        if (chunk.length == 1 && hungUp.await(20, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (IOException clientIsGone) {
      hungUp.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private KeyDownload at(String path) {
    return new KeyDownload(
        URI.create("http://localhost:" + server.getAddress().getPort() + path), executor, PATIENCE);
  }

  private void failsWith(String path, String says) {
    try (KeyDownload download = at(path)) {
      assertThatThrownBy(() -> download.get().get())
          .hasRootCauseInstanceOf(IOException.class)
          .hasStackTraceContaining(says);
    }
  }

  @Test
  void givesTheTextAsOftenAsItIsAsked() throws Exception {
    try (KeyDownload download = at("/keys")) {
      assertThat(download.get().get()).isEqualTo("{\"keys\":[\"ä\"]}");
      assertThat(download.get().get()).isEqualTo("{\"keys\":[\"ä\"]}");
    }
  }

  @Test
  void anotherStatusIsAFailure() {
    failsWith("/gone", "404");
  }

  @Test
  void redirectsAreNotFollowed() {
    failsWith("/moved", "302");
  }

  @Test
  void tooMuchIsHungUpOn() throws Exception {
    failsWith("/endless", "more than 262144 bytes");
    hungUp.await();
  }

  @Test
  void nobodyThereIsAFailure() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (KeyDownload download =
        new KeyDownload(URI.create("http://localhost:" + port), executor, PATIENCE)) {
      assertThatThrownBy(() -> download.get().get()).hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void silenceIsAFailureAfterAWhile() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        KeyDownload download =
            new KeyDownload(
                URI.create("http://localhost:" + silent.getLocalPort()),
                executor,
                Duration.ofMillis(100))) {
      assertThatThrownBy(() -> download.get().get()).hasStackTraceContaining("timed out");
    }
  }

  @Test
  void cancellingHangsUp() throws Exception {
    try (KeyDownload download = at("/drip")) {
      CompletableFuture<String> text = download.get();
      dripping.await();
      text.cancel(true);
      hungUp.await();
    }
  }

  @Test
  void closingEndsItsThreadsInTheMiddleOfAnAnswer() throws Exception {
    Set<Thread> before = clients();
    KeyDownload download = at("/drip");
    CompletableFuture<String> text = download.get();
    dripping.await();
    Set<Thread> own = clients();
    own.removeAll(before);
    assertThat(own).isNotEmpty();
    download.close();
    assertThatThrownBy(text::get).isNotNull();
    for (Thread thread : own) {
      thread.join();
    }
  }

  private static Set<Thread> clients() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("HttpClient-"))
        .collect(Collectors.toSet());
  }
}
