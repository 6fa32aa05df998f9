package dev.parley.contract;

import static dev.parley.contract.TestHub.pointers;
import static dev.parley.contract.TestHub.problem;
import static dev.parley.contract.TestHub.unique;
import static dev.parley.door.Fixtures.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.door.Fixtures;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The eight endpoints as their seed shows them, and what they refuse. */
final class RestIT {
  private static final String BASE = "/api/v1/collaboration/";

  private final TestHub hub = TestHub.shared();

  @Test
  void doesWhatTheSamplesSay() {
    String agent = unique("agent_1");
    JsonObject recorded = post("record-activity", sample("record-activity", agent));
    String activity = recorded.getString("activity_id");
    assertThat(recorded.getBoolean("success")).isTrue();
    assertThat(activity).matches("act_\\d+_" + agent);

    JsonObject started = post("start-collaboration", sample("start-collaboration", agent));
    String session = started.getString("session_id");
    assertThat(started.getBoolean("success")).isTrue();
    assertThat(session).matches("collab_\\d+");

    JsonObject updated = post("record-memory-update", sample("record-memory-update", agent));
    assertThat(updated.toString()).isEqualTo("{\"success\":true}");

    JsonObject standing = get("agent-status").getJsonObject("agents").getJsonObject(agent);
    assertThat(standing.getString("status")).isEqualTo("active");
    assertThat(standing.getString("current_activity")).isEqualTo(activity);
    assertThat(standing.getInt("collaboration_count")).isEqualTo(1);

    assertThat(sessions()).contains(session);
    JsonObject completed =
        post("complete-activity", "{\"activity_id\":\"" + activity + "\",\"success\":true}");
    assertThat(completed.toString())
        .isEqualTo("{\"success\":true,\"activity_id\":\"" + activity + "\"}");
    JsonObject ended = post("end-collaboration", "{\"session_id\":\"" + session + "\"}");
    assertThat(ended.toString()).isEqualTo("{\"success\":true,\"session_id\":\"" + session + "\"}");
    assertThat(sessions()).doesNotContain(session);

    JsonObject feed = get("activity-feed?agent_id=" + agent + "&limit=50");
    assertThat(feed.getInt("total")).isEqualTo(1);
    assertThat(feed.getString("agent_id")).isEqualTo(agent);
    JsonObject item = feed.getJsonArray("activities").getJsonObject(0);
    JsonObject expected =
        Fixtures.object("rest/activity-feed").getJsonArray("activities").getJsonObject(0);
    assertThat(item.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    assertThat(item.getString("status")).isEqualTo("completed");
    assertThat(item.get("timestamp").getValueType()).isEqualTo(JsonValue.ValueType.NUMBER);
    assertThat(item.getJsonObject("metadata"))
        .isEqualTo(parse("{\"item_id\":\"item_123\",\"size_bytes\":1024}"));
  }

  @Test
  void showsTheShapesOfTheSamples() {
    String agent = unique("agent");
    hub.record(agent);
    post("start-collaboration", "{\"participants\":[\"" + agent + "\"]}");
    assertThat(get("agent-status").keySet())
        .isEqualTo(Fixtures.object("rest/agent-status").keySet());
    JsonObject collaborations = get("active-collaborations");
    assertThat(collaborations.keySet())
        .isEqualTo(Fixtures.object("rest/active-collaborations").keySet());
    assertThat(collaborations.getInt("total"))
        .isEqualTo(collaborations.getJsonArray("collaborations").size());
    JsonObject feed = get("activity-feed");
    assertThat(feed.isNull("agent_id")).isTrue();
    assertThat(feed.keySet()).isEqualTo(Fixtures.object("rest/activity-feed").keySet());
    assertThat(get("activity-feed?limit=1").getJsonArray("activities")).hasSize(1);
  }

  @Test
  void answersAnsweredRequestsAlike() {
    String agent = unique("agent");
    String activity = hub.record(agent);
    String done = "{\"activity_id\":\"" + activity + "\",\"success\":true}";
    assertThat(post("complete-activity", done)).isEqualTo(post("complete-activity", done));
    problem(hub.post(BASE + "complete-activity", done.replace("true", "false")), 409, "conflict");
    problem(
        hub.post(BASE + "complete-activity", "{\"activity_id\":\"act_1_nobody\",\"success\":true}"),
        404,
        "not_found");
    problem(
        hub.post(BASE + "end-collaboration", "{\"session_id\":\"collab_1\"}"), 404, "not_found");
  }

  @Test
  void repeatsWithAnIdempotencyKeyAreOne() {
    String agent = unique("agent");
    String body = sample("record-activity", agent);
    String key = unique("key");
    List<String> answers =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(
                i ->
                    hub.send(
                            TestHub.post(
                                hub.asAdmin(BASE + "record-activity")
                                    .header("Idempotency-Key", key),
                                i % 2 == 0 ? body : body.replace("\n", "")))
                        .body())
            .distinct()
            .toList();
    assertThat(answers).hasSize(1);
    assertThat(get("activity-feed?agent_id=" + agent).getInt("total")).isEqualTo(1);
    HttpResponse<String> other =
        hub.send(
            TestHub.post(
                hub.asAdmin(BASE + "record-activity").header("Idempotency-Key", key),
                body.replace("memory_write", "memory_read")));
    problem(other, 422, "invalid");
  }

  @Test
  void refusesBadIdempotencyKeys() {
    for (List<String> keys : List.of(List.of("x".repeat(256)), List.of("one", "two"))) {
      HttpRequest.Builder request =
          TestHub.post(
              hub.asAdmin(BASE + "record-activity"), sample("record-activity", unique("agent")));
      keys.forEach(key -> request.header("Idempotency-Key", key));
      assertThat(pointers(problem(hub.send(request), 422, "invalid")))
          .containsExactly("Idempotency-Key");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "record-activity|{}|/agent_id /department /activity_type",
        "record-activity|{'agent_id':1,'department':null,'activity_type':'x'}"
            + "|/agent_id /department /activity_type",
        "record-activity|{'agent_id':'a','department':'d','activity_type':'memory_write',"
            + "'metadata':[],'related_agents':'b'}|/metadata /related_agents",
        "record-activity|{'agent_id':'a','department':'d','activity_type':'memory_write',"
            + "'related_agents':['b',2,'']}|/related_agents/1 /related_agents/2",
        "record-activity|{'agent_id':'a','department':'d\\u0000','activity_type':'memory_write'}"
            + "|/department",
        "record-activity|{'agent_id':'a\\ud800','department':'d','activity_type':'memory_write'}"
            + "|/agent_id",
        "record-activity|{'agent_id':'a\\u202eb','department':'d','activity_type':'memory_write'}"
            + "|/agent_id",
        "record-activity|{'agent_id':'a','agent_id':'b','department':'d',"
            + "'activity_type':'memory_write'}|/agent_id",
        "complete-activity|{}|/activity_id /success",
        "complete-activity|{'activity_id':'act_1_a','success':'yes'}|/success",
        "start-collaboration|{}|/participants",
        "start-collaboration|{'participants':[]}|/participants",
        "start-collaboration|{'participants':[null],'session_type':7}"
            + "|/participants/0 /session_type",
        "end-collaboration|{'session_id':''}|/session_id",
        "record-memory-update|{'operation':'erase'}|/operation /item_id /agent_id",
      })
  void pointsAtWhatIsWrong(String path, String body, String pointers) {
    JsonObject problem = problem(hub.post(BASE + path, body.replace('\'', '"')), 422, "invalid");
    assertThat(pointers(problem)).containsExactly(pointers.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "7", "nonsense", "{\"agent_id\":\"a\"", "{}{}"})
  void refusesWhatIsNotAnObject(String body) {
    problem(hub.post(BASE + "record-activity", body), 400, "malformed");
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    HttpResponse<String> response =
        hub.send(
            hub.asAdmin(BASE + "record-activity")
                .header("Content-Type", TestHub.JSON)
                .POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, '"', '}'})));
    problem(response, 400, "malformed");
  }

  @Test
  void refusesWhatIsTooMuch() {
    String deep = "{\"metadata\":" + "[".repeat(50) + "]".repeat(50) + "}";
    assertThat(pointers(problem(hub.post(BASE + "record-activity", deep), 422, "invalid")))
        .hasSize(1);
    String large =
        "{\"agent_id\":\"a\",\"department\":\"d\",\"activity_type\":\"memory_write\","
            + "\"metadata\":{\"x\":\""
            + "y".repeat(66_000)
            + "\"}}";
    assertThat(pointers(problem(hub.post(BASE + "record-activity", large), 422, "invalid")))
        .containsExactly("/metadata");
    problem(hub.post(BASE + "record-activity", " ".repeat(300_000)), 413, "too_large");
    String long128 = "x".repeat(129);
    assertThat(
            pointers(
                problem(
                    hub.post(BASE + "end-collaboration", "{\"session_id\":\"" + long128 + "\"}"),
                    422,
                    "invalid")))
        .containsExactly("/session_id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=0", "limit=-1", "limit=501", "limit=x", "limit=", "limit=1e2", "limit=5.0"})
  void refusesBadLimits(String query) {
    assertThat(pointers(problem(hub.get(BASE + "activity-feed?" + query), 422, "invalid")))
        .containsExactly("limit");
  }

  @Test
  void refusesBadAgentsAndCollectsThem() {
    assertThat(
            pointers(problem(hub.get(BASE + "activity-feed?agent_id=%00&limit=0"), 422, "invalid")))
        .containsExactlyInAnyOrder("agent_id", "limit");
    assertThat(pointers(problem(hub.get(BASE + "activity-feed?limit=1&limit=2"), 422, "invalid")))
        .containsExactly("limit");
  }

  @Test
  void refusesWhatItDoesNotOffer() {
    problem(hub.get("/api/v1/nothing"), 404, "not_found");
    problem(hub.get("/api/v2/collaboration/agent-status"), 404, "not_found");
    problem(hub.get("/nothing"), 404, "not_found");
    HttpResponse<String> method = hub.get(BASE + "record-activity");
    problem(method, 405, "method_not_allowed");
    assertThat(method.headers().firstValue("Allow"))
        .hasValueSatisfying(allow -> assertThat(allow).contains("POST"));
    problem(
        hub.send(
            hub.asAdmin(BASE + "record-activity")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}"))),
        415,
        "unsupported_media_type");
    problem(
        hub.send(hub.asAdmin(BASE + "agent-status").header("Accept", "image/png")),
        406,
        "not_acceptable");
  }

  @Test
  void limitsActivitiesOfOneAgent() {
    String agent = unique("busy");
    String body = sample("record-activity", agent);
    HttpResponse<String> limited = null;
    for (int i = 0; i < 200 && limited == null; i++) {
      HttpResponse<String> response = hub.post(BASE + "record-activity", body);
      if (response.statusCode() != 200) {
        limited = response;
      }
    }
    assertThat(limited).isNotNull();
    JsonObject problem = problem(limited, 429, "rate_limited");
    assertThat(problem.getInt("retryAfterMs")).isPositive();
    assertThat(limited.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(limited.headers().firstValue("RateLimit-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).matches("\"[^\"]+\";q=\\d+;w=\\d+"));
    assertThat(limited.headers().firstValue("RateLimit"))
        .hasValueSatisfying(limit -> assertThat(limit).matches("\"[^\"]+\";r=0;t=\\d+"));
    hub.record(unique("another"));
  }

  @Test
  void keepsStrangeButGoodNames() {
    String agent = unique("Ångström/50%:😀 ~ 'x'");
    String activity = hub.record(agent);
    assertThat(activity).endsWith("_" + agent);
    post("complete-activity", "{\"activity_id\":\"" + activity + "\",\"success\":true}");
    assertThat(
            get("activity-feed?agent_id=" + URLEncoder.encode(agent, StandardCharsets.UTF_8))
                .getInt("total"))
        .isEqualTo(1);
  }

  @Test
  void marksAnswersAsNotToBeKept() {
    HttpResponse<String> response = hub.get(BASE + "agent-status");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  private List<String> sessions() {
    return get("active-collaborations").getJsonArray("collaborations").stream()
        .map(session -> session.asJsonObject().getString("session_id"))
        .toList();
  }

  private JsonObject get(String path) {
    HttpResponse<String> response = hub.get(BASE + path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return parse(response.body());
  }

  private JsonObject post(String path, String body) {
    HttpResponse<String> response = hub.post(BASE + path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return parse(response.body());
  }

  private static String sample(String name, String agent) {
    return Fixtures.text("rest/" + name + ".request").replace("agent_1", agent);
  }
}
