package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --tls-cert} and {@code --tls-key}. */
class TlsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private TestCertificate first;

  @BeforeEach
  void make() throws Exception {
    first = TestCertificate.make(directory, "EC");
    put(first.certificatePem(), first.keyPem());
  }

  @Test
  void everyDoorIsServedByTlsAndTheCommandLineFindsIt() throws Exception {
    try (HubProcess hub = serve();
        HttpClient client = HttpClient.newBuilder().sslContext(first.trusting()).build()) {
      URI address = URI.create(hub.address());
      assertThat(address.getScheme()).isEqualTo("https");
      HttpResponse<String> ready = get(client, address.resolve("/health/ready"));
      assertThat(ready.statusCode()).isEqualTo(200);

      String key = command("api-key", "create", "--owner", "user:alice", "--roles", "member");
      HttpRequest me =
          HttpRequest.newBuilder(address.resolve("/api/v1/me"))
              .header("X-API-Key", key)
              .header("Origin", address.toString())
              .build();
      assertThat(client.send(me, BodyHandlers.ofString()).body()).contains("\"alice\"");
      assertThat(greeting(client, address, key)).contains("connection_established");
    }
  }

  @Test
  void aRenewedCertificateIsTakenAndABadOneIsNot() throws Exception {
    TestCertificate second = TestCertificate.make(directory, "RSA");
    try (HubProcess hub = serve()) {
      assertThat(shown(hub)).isEqualTo(first.certificate());

      put(second.certificatePem(), first.keyPem());
      Await.until("said", PATIENCE, () -> hub.errors().contains("cannot be used"));
      assertThat(shown(hub)).isEqualTo(first.certificate());

      put(second.certificatePem(), second.keyPem());
      Await.until("renewed", PATIENCE, () -> shown(hub).equals(second.certificate()));
      hub.signal("TERM");
      assertThat(hub.exitCode()).isZero();
    }
  }

  @Test
  void aKeyOfAnotherFormIsRefusedWithWhatToDo() throws Exception {
    put(first.certificatePem(), first.keyPem().replace("PRIVATE", "EC PRIVATE"));
    try (HubProcess hub = serve()) {
      assertThat(hub.exitCode()).isEqualTo(1);
      assertThat(hub.errors()).contains("parley: cannot use", "openssl pkcs8").hasLineCount(1);
    }
  }

  private void put(String certificate, String key) throws Exception {
    for (Map.Entry<String, String> file :
        Map.of("cert.pem", certificate, "key.pem", key).entrySet()) {
      Path draft = directory.resolve("draft");
      Files.writeString(draft, file.getValue());
      Files.move(draft, directory.resolve(file.getKey()), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private HubProcess serve() throws Exception {
    return start(
        "serve",
        "--port",
        "0",
        "--tls-cert",
        directory.resolve("cert.pem").toString(),
        "--tls-key",
        directory.resolve("key.pem").toString());
  }

  private String command(String... words) throws Exception {
    try (HubProcess command = start(words)) {
      assertThat(command.exitCode()).as(command.errors()).isZero();
      return command.output().strip();
    }
  }

  private HubProcess start(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", directory.resolve("data").toString()));
    return HubProcess.start(HubProcess.command(), Map.of(), all.toArray(String[]::new));
  }

  private static HttpResponse<String> get(HttpClient client, URI address) throws Exception {
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  /** The certificate that a new connection is shown. */
  private static Certificate shown(HubProcess hub) throws Exception {
    URI address = URI.create(hub.address());
    try (SSLSocket socket =
        (SSLSocket)
            EveryCertificate.context()
                .getSocketFactory()
                .createSocket(address.getHost(), address.getPort())) {
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  /** The first message of a WebSocket. */
  private static String greeting(HttpClient client, URI address, String key) throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .header("X-API-Key", key)
            .header("Origin", address.toString())
            .buildAsync(
                URI.create(
                    "wss://" + address.getAuthority() + "/api/v1/collaboration/ws?client_id=tls"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(
                      WebSocket from, CharSequence text, boolean last) {
                    first.complete(text.toString());
                    return null;
                  }
                })
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    try {
      return first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } finally {
      socket.abort();
    }
  }
}
