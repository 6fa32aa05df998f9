package dev.parley.contract;

import static dev.parley.contract.TestHub.problem;
import static dev.parley.door.Fixtures.parse;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What those see who run the hub. */
final class OperationsIT {
  private final TestHub hub = TestHub.shared();

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/health/started"})
  void tellsItsHealth(String path) {
    HttpResponse<String> response = hub.send(hub.request(path));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    JsonObject health = parse(response.body());
    assertThat(health.getString("status")).isEqualTo("UP");
    assertThat(health.getJsonArray("checks").getValuesAs(JsonObject.class))
        .isNotEmpty()
        .allSatisfy(check -> assertThat(check.getString("status")).isEqualTo("UP"));
  }

  @Test
  void asksTheDatabaseAndTheJournal() {
    List<String> names =
        parse(hub.send(hub.request("/health/ready")).body())
            .getJsonArray("checks")
            .getValuesAs(JsonObject.class)
            .stream()
            .map(check -> check.getString("name"))
            .toList();
    assertThat(names).contains("database", "journal");
  }

  @Test
  void showsMetricsOnLoopback() {
    HttpResponse<String> response = hub.send(hub.request("/metrics"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("parley_connections{", "parley_journal_queue", "jvm_memory_used_bytes");
  }

  @Test
  void showsMetricsToStrangersWithACredentialOnly() {
    problem(
        hub.send(hub.request("/metrics").header("X-Forwarded-For", "203.0.113.7")),
        401,
        "unauthenticated");
    assertThat(
            hub.send(hub.asAdmin("/metrics").header("X-Forwarded-For", "203.0.113.7")).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/.problem", "/WEB-INF/web.xml", "/META-INF/persistence.xml"})
  void hidesWhatIsItsOwn(String path) {
    HttpResponse<String> response = hub.send(hub.request(path));
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(parse(response.body()).getString("code")).isEqualTo("not_found");
  }
}
