package dev.parley.contract;

import static dev.parley.contract.TestHub.pointers;
import static dev.parley.contract.TestHub.problem;
import static dev.parley.contract.TestHub.unique;
import static dev.parley.door.Fixtures.parse;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API keys over REST. */
final class ApiKeysIT {
  private static final String PATH = "/api/v1/api-keys";

  private final TestHub hub = TestHub.shared();

  @Test
  void makesListsAndRevokes() {
    String owner = unique("user");
    HttpResponse<String> response =
        hub.post(
            PATH,
            "{\"owner\":{\"kind\":\"user\",\"id\":\""
                + owner
                + "\"},\"roles\":[\"member\",\"member\"],\"name\":\"laptop\","
                + "\"expiresAt\":\"2100-01-01T00:00:00Z\"}");
    assertThat(response.statusCode()).isEqualTo(201);
    JsonObject made = parse(response.body());
    String id = made.getString("id");
    String key = made.getString("key");
    assertThat(key).startsWith("pk_" + id + "_");
    assertThat(made.getJsonObject("owner").toString())
        .isEqualTo("{\"kind\":\"user\",\"id\":\"" + owner + "\"}");
    assertThat(made.getJsonArray("roles").toString()).isEqualTo("[\"member\"]");
    assertThat(made.getString("expiresAt")).isEqualTo("2100-01-01T00:00:00.000Z");

    JsonObject me = parse(hub.send(hub.request("/api/v1/me").header("X-API-Key", key)).body());
    assertThat(me.getString("id")).isEqualTo(owner);
    assertThat(me.getString("keyId")).isEqualTo(id);

    String list = hub.get(PATH).body();
    assertThat(list).contains(id).doesNotContain(key);
    assertThat(listed(id).isNull("revokedAt")).isTrue();

    hub.revoke(id);
    problem(hub.send(hub.request("/api/v1/me").header("X-API-Key", key)), 401, "unauthenticated");
    assertThat(listed(id).getString("revokedAt")).isNotBlank();
    hub.revoke(id);
    problem(hub.send(hub.asAdmin(PATH + "/none").DELETE()), 404, "not_found");
  }

  @Test
  void showsTheSameKeyToARepeatedRequest() {
    String body =
        "{\"owner\":{\"kind\":\"agent\",\"id\":\"" + unique("a") + "\"},\"roles\":[\"agent\"]}";
    String repeat = unique("key");
    List<String> answers =
        java.util.stream.Stream.of(1, 2)
            .map(
                time ->
                    hub.send(
                            TestHub.post(hub.asAdmin(PATH).header("Idempotency-Key", repeat), body))
                        .body())
            .distinct()
            .toList();
    assertThat(answers).hasSize(1);
    assertThat(answers.get(0)).contains("\"key\":\"pk_");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|/owner /roles",
        "{'owner':{},'roles':[]}|/owner/kind /owner/id /roles",
        "{'owner':{'kind':'anonymous','id':'x'},'roles':['king']}|/owner/kind /roles/0",
        "{'owner':{'kind':'user','id':'x'},'roles':['member'],'expiresAt':'soon','name':''}"
            + "|/name /expiresAt",
        "{'owner':{'kind':'user','id':'x'},'roles':['member'],'expiresAt':'2001-01-01T00:00:00Z'}"
            + "|/expiresAt",
      })
  void pointsAtWhatIsWrong(String body, String pointers) {
    assertThat(pointers(problem(hub.post(PATH, body.replace('\'', '"')), 422, "invalid")))
        .containsExactly(pointers.split(" "));
  }

  private JsonObject listed(String id) {
    return parse(hub.get(PATH).body()).getJsonArray("keys").stream()
        .map(key -> key.asJsonObject())
        .filter(key -> key.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }
}
