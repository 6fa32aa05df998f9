package dev.parley.blackbox.owned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Handshake;
import dev.parley.blackbox.client.Target;
import dev.parley.launcher.HubProcess;
import dev.parley.launcher.TestCertificate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded server wants to be told before others than this machine can reach it. */
final class ExposureIT {
  private static final String EVENTS = "/api/v1/events?topics=collaboration";
  private static final String KEY = "an-administrator-of-exposure";
  private static final String NOT_ENCRYPTED = "nothing encrypts what is sent: set --tls-cert";
  private static final String DEVELOPMENT_KEY = "set mp.jwt.verify.publickey.location";
  private static final String ANONYMOUS = "or parley.anonymous.public=true";

  @TempDir Path directory;

  @Test
  void allThatIsMissingIsSaidAtOnce() throws Exception {
    assertRefused(
        List.of("at 0.0.0.0", NOT_ENCRYPTED, DEVELOPMENT_KEY, ANONYMOUS),
        Map.of("PARLEY_ANONYMOUS", "observe"),
        "--host",
        "0.0.0.0");
    assertRefused(
        List.of("at 0.0.0.0", NOT_ENCRYPTED),
        Map.of("PARLEY_JWT_DEVELOPMENT_KEY", "true"),
        "--host",
        "0.0.0.0");
    assertRefused(
        List.of("through a proxy", DEVELOPMENT_KEY, ANONYMOUS),
        Map.of("PARLEY_ANONYMOUS", "observe"),
        "--behind-proxy");
    assertRefused(
        List.of("through a proxy", ANONYMOUS),
        Map.of("PARLEY_ANONYMOUS", "observe", "PARLEY_JWT_HS256_SECRET", "0123456789".repeat(4)),
        "--behind-proxy");
  }

  @Test
  void withACertificateItServesEverybodyWhoHasACredential() throws Exception {
    TestCertificate certificate = TestCertificate.make(directory, "EC");
    Path cert = Files.writeString(directory.resolve("cert.pem"), certificate.certificatePem());
    Path key = Files.writeString(directory.resolve("key.pem"), certificate.keyPem());
    try (HubProcess hub =
            start(
                Map.of("PARLEY_JWT_DEVELOPMENT_KEY", "false"),
                "--host",
                "0.0.0.0",
                "--tls-cert",
                cert.toString(),
                "--tls-key",
                key.toString());
        HttpClient client = HttpClient.newBuilder().sslContext(certificate.trusting()).build()) {
      URI here = URI.create("https://127.0.0.1:" + URI.create(hub.address()).getPort());
      assertThat(status(client, here, "/health/ready", "")).isEqualTo(200);
      assertThat(status(client, here, "/api/v1/me", KEY)).isEqualTo(200);
      assertThat(status(client, here, EVENTS, "")).isEqualTo(401);
      assertThat(status(client, here, "/metrics", "")).as("from this machine").isEqualTo(200);
    }
  }

  /** The proxy has the certificate: what the browser sees is https, what the hub sees is not. */
  @Test
  void behindAProxyItKnowsItsOwnOrigin() throws Exception {
    List<String> forwarded =
        List.of(
            "X-API-Key: " + KEY,
            "Origin: https://hub.example",
            "X-Forwarded-For: 203.0.113.7",
            "X-Forwarded-Host: hub.example",
            "X-Forwarded-Proto: https");
    try (HubProcess hub = start(Map.of("PARLEY_JWT_DEVELOPMENT_KEY", "false"), "--behind-proxy")) {
      Target target = Target.at(URI.create(hub.address()));
      assertThat(handshake(target, forwarded)).isEqualTo(101);
      for (String field :
          List.of(
              "for=203.0.113.7;host=hub.example;proto=https",
              "Proto=https; Host=\"hub.example:443\" ;for=\"[2001:db8::1]:80\", for=10.0.0.1;proto=http")) {
        List<String> newer =
            List.of("X-API-Key: " + KEY, "Origin: https://hub.example", "Forwarded: " + field);
        assertThat(handshake(target, newer)).as(field).isEqualTo(101);
      }
      target.nobody().get(EVENTS, Map.of("Forwarded", "for=127.0.0.1")).expect(401);
      target.nobody().get(EVENTS, Map.of("Forwarded", "nonsense")).expect(401);
      assertThat(handshake(target, with(forwarded, "Origin: https://evil.example"))).isEqualTo(403);
      assertThat(handshake(target, with(forwarded, "Origin: http://hub.example"))).isEqualTo(403);
      assertThat(handshake(target, with(forwarded, "Origin: http://localhost:3000")))
          .as("a page on the visitor's machine, not on the hub's")
          .isEqualTo(403);
      target.nobody().get(EVENTS, Map.of("X-Forwarded-For", "127.0.0.1")).expect(401);
      target.nobody().get("/metrics", Map.of("X-Forwarded-For", "127.0.0.1")).expect(401);
      target.nobody().get(EVENTS).expect(401);
    }
    try (HubProcess hub = start(Map.of())) {
      assertThat(handshake(Target.at(URI.create(hub.address())), forwarded))
          .as("nobody is believed who was not announced")
          .isEqualTo(403);
    }
  }

  @Test
  void observersOfAPublicHubAreLetInWhereThatIsSaid() throws Exception {
    Map<String, String> settings =
        Map.of(
            "PARLEY_JWT_DEVELOPMENT_KEY", "false",
            "PARLEY_ANONYMOUS", "observe",
            "PARLEY_ANONYMOUS_PUBLIC", "true");
    try (HubProcess hub = start(settings, "--behind-proxy")) {
      Target target = Target.at(URI.create(hub.address()));
      assertThat(handshake(target, List.of("X-Forwarded-For: 203.0.113.7"))).isEqualTo(101);
    }
  }

  private void assertRefused(
      List<String> messages, Map<String, String> environment, String... arguments)
      throws Exception {
    try (HubProcess hub = start(environment, arguments)) {
      assertThat(hub.exitCode()).isEqualTo(1);
      assertThat(hub.errors())
          .startsWith("parley: others than this machine can reach this hub")
          .contains(messages)
          .hasLineCount(messages.size());
      assertThat(hub.output()).isEmpty();
    }
  }

  private HubProcess start(Map<String, String> environment, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--port", "0", "--data", directory.resolve("data").toString()));
    Map<String, String> settings = new HashMap<>(environment);
    settings.put("PARLEY_BOOTSTRAP_ADMIN_KEY", KEY);
    return HubProcess.start(HubProcess.command(), settings, all.toArray(String[]::new));
  }

  private static List<String> with(List<String> fields, String origin) {
    List<String> changed = new ArrayList<>(fields);
    changed.removeIf(field -> field.startsWith("Origin:"));
    changed.add(origin);
    return changed;
  }

  private static int handshake(Target target, List<String> fields) throws Exception {
    Handshake handshake = Handshake.of(target, "?client_id=a", 0, fields);
    handshake.channel().close();
    return handshake.status();
  }

  private static int status(HttpClient client, URI hub, String path, String key) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(hub.resolve(path));
    if (!key.isEmpty()) {
      request.header("X-API-Key", key);
    }
    return client.send(request.build(), BodyHandlers.ofString()).statusCode();
  }
}
