package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What those see who run the hub. */
@ExtendWith(TargetExtension.class)
final class OperationsIT {
  private static final Map<String, String> FROM_ELSEWHERE =
      Map.of("X-Forwarded-For", "203.0.113.7");

  private final Target target;

  OperationsIT(Target target) {
    this.target = target;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/health/started"})
  void tellsItsHealth(String path) throws Exception {
    Api.Answer answer = target.nobody().get(path).expect(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    JsonObject health = answer.json();
    assertThat(health.getString("status")).isEqualTo("UP");
    assertThat(health.getJsonArray("checks").getValuesAs(JsonObject.class))
        .isNotEmpty()
        .allSatisfy(check -> assertThat(check.getString("status")).isEqualTo("UP"));
  }

  @Test
  void asksTheDatabaseAndTheJournal() throws Exception {
    List<String> names =
        target
            .nobody()
            .get("/health/ready")
            .expect(200)
            .json()
            .getJsonArray("checks")
            .getValuesAs(JsonObject.class)
            .stream()
            .map(check -> check.getString("name"))
            .toList();
    assertThat(names).contains("database", "journal");
  }

  @Test
  void showsMetricsToStrangersWithACredentialOnly() throws Exception {
    target.position(); // Connections are counted from the first one on.
    Problems.check(
        target.nobody().get("/metrics", FROM_ELSEWHERE), 401, "unauthenticated", "/metrics");
    assertThat(target.admin().get("/metrics", FROM_ELSEWHERE).expect(200).body())
        .contains("parley_connections{", "parley_journal_queue", "jvm_memory_used_bytes");
  }

  /** Not even on loopback, where none is needed. */
  @Test
  void showsMetricsToNobodyWithABadCredential() throws Exception {
    Problems.check(target.as("nonsense").get("/metrics"), 401, "unauthenticated", "/metrics");
    Problems.check(
        target.nobody().get("/metrics?token=nonsense"), 401, "unauthenticated", "/metrics");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void isForReadingOnly(String method) throws Exception {
    for (String path : List.of("/health", "/health/ready", "/metrics", "/openapi", "/asyncapi")) {
      Api.Answer answer = target.admin().send(method, path, Map.of(), new byte[0]);
      Problems.check(answer, 405, "method_not_allowed", path);
      assertThat(answer.header("Allow")).contains("GET");
    }
  }

  @Test
  void hidesItsErrorPage() throws Exception {
    assertThat(target.nobody().get("/.problem").expect(404).json().getString("code"))
        .isEqualTo("not_found");
  }

  /** Some containers do not ask the application how to say so. */
  @ParameterizedTest
  @ValueSource(strings = {"/WEB-INF/web.xml", "/META-INF/MANIFEST.MF"})
  void hidesWhatIsItsOwn(String path) throws Exception {
    target.nobody().get(path).expect(404);
  }
}
