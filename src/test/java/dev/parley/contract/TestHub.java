package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.door.Fixtures;
import dev.parley.identity.TestIssuer;
import dev.parley.launcher.HubProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A hub as a client knows it: an address and a key. By itself it is the packaged WAR in a process
 * of its own, one for all tests of the JVM, since tests keep to agents of their own. With {@code
 * -Dparley.test.url} and {@code -Dparley.test.admin-key} it is any other that runs; what needs a
 * token's issuer is then left out.
 */
final class TestHub {
  static final String ISSUER = "https://issuer.example";
  static final String JSON = "application/json";

  private static final String ADMIN_KEY = "an-administrator-of-the-tests";
  private static final TestHub SHARED = open();

  private final String url;
  private final String adminKey;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, ApiKey> keysByRole = new ConcurrentHashMap<>();

  /** Signs the tokens that the hub accepts. */
  final TestIssuer issuer;

  private TestHub(String url, String adminKey, TestIssuer issuer) {
    this.url = url;
    this.adminKey = adminKey;
    this.issuer = issuer;
  }

  static TestHub shared() {
    return SHARED;
  }

  private static TestHub open() {
    TestIssuer issuer = TestIssuer.create();
    String url = System.getProperty("parley.test.url");
    if (url != null) {
      return new TestHub(url, System.getProperty("parley.test.admin-key", ADMIN_KEY), issuer);
    }
    try {
      Path data = Files.createTempDirectory("parley-contract");
      @SuppressWarnings("resource") // Ends with the JVM.
      HubProcess process =
          HubProcess.start(
              HubProcess.command(
                  "-Dmp.jwt.verify.publickey=" + issuer.publicKeyDer(),
                  "-Dmp.jwt.verify.issuer=" + ISSUER),
              Map.of("PARLEY_BOOTSTRAP_ADMIN_KEY", ADMIN_KEY),
              "--port",
              "0",
              "--data",
              data.toString());
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    process.close();
                    delete(data);
                  }));
      return new TestHub(process.address(), ADMIN_KEY, issuer);
    } catch (Exception e) {
      throw new IllegalStateException("the hub did not start", e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A name that no other test uses. */
  static String unique(String prefix) {
    return prefix + "-" + UUID.randomUUID();
  }

  URI uri(String path) {
    return URI.create(url + path);
  }

  URI socket(String query) {
    return URI.create(url.replaceFirst("^http", "ws") + "/api/v1/collaboration/ws?" + query);
  }

  HttpClient client() {
    return client;
  }

  String adminKey() {
    return adminKey;
  }

  /** A token of a user with those groups. */
  TestIssuer.Token token(String... groups) {
    return issuer.token(unique("user")).claim("iss", ISSUER).groups(groups);
  }

  /** A request that has the administrator's key. */
  HttpRequest.Builder asAdmin(String path) {
    return request(path).header("X-API-Key", adminKey);
  }

  /** A request without a credential. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(asAdmin(path));
  }

  HttpResponse<String> post(String path, String body) {
    return send(post(asAdmin(path), body));
  }

  static HttpRequest.Builder post(HttpRequest.Builder request, String body) {
    return request.header("Content-Type", JSON).POST(BodyPublishers.ofString(body));
  }

  /** Records an activity and gives its id. */
  String record(String agentId) {
    HttpResponse<String> response =
        post(
            "/api/v1/collaboration/record-activity",
            "{\"agent_id\":\""
                + agentId
                + "\",\"department\":\"tests\",\"activity_type\":\"task_assigned\"}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Fixtures.parse(response.body()).getString("activity_id");
  }

  /** Makes an API key and gives it with its id. */
  ApiKey makeKey(String ownerKind, String ownerId, String... roles) {
    HttpResponse<String> response =
        post(
            "/api/v1/api-keys",
            "{\"owner\":{\"kind\":\""
                + ownerKind
                + "\",\"id\":\""
                + ownerId
                + "\"},\"roles\":[\""
                + String.join("\",\"", List.of(roles))
                + "\"]}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    JsonObject made = Fixtures.parse(response.body());
    return new ApiKey(made.getString("id"), made.getString("key"));
  }

  /** A key of a user's with that role alone; the same one for all who ask. */
  ApiKey keyWithRole(String role) {
    return keysByRole.computeIfAbsent(role, name -> makeKey("user", unique(name), name));
  }

  /** A key that was made and revoked. */
  String revokedKey() {
    ApiKey key = makeKey("user", unique("gone"), "admin");
    revoke(key.id());
    return key.key();
  }

  void revoke(String keyId) {
    assertThat(send(asAdmin("/api/v1/api-keys/" + keyId).DELETE()).statusCode()).isEqualTo(204);
  }

  /** A key that was made. */
  record ApiKey(String id, String key) {}

  /** The problem details of an answer, after checking what all of them have. */
  static JsonObject problem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonObject problem = Fixtures.parse(response.body());
    assertThat(problem).containsKeys("type", "title", "status", "detail", "instance", "code");
    assertThat(problem.getInt("status")).isEqualTo(status);
    assertThat(problem.getString("code")).as(response.body()).isEqualTo(code);
    assertThat(problem.getString("instance")).isEqualTo(response.uri().getRawPath());
    assertThat(response.body()).doesNotContain("Exception", "\tat ");
    return problem;
  }

  /** The places that a problem points at. */
  static List<String> pointers(JsonObject problem) {
    return problem.getJsonArray("errors").getValuesAs(JsonObject.class).stream()
        .map(error -> error.getString("pointer"))
        .toList();
  }
}
