package dev.parley.blackbox;

import static dev.parley.blackbox.client.Target.COLLABORATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Target;
import dev.parley.door.Fixtures;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The eight endpoints as their seed shows them. */
@ExtendWith(TargetExtension.class)
final class RestIT {
  private final Target target;

  RestIT(Target target) {
    this.target = target;
  }

  @Test
  void doesWhatTheSamplesSay() throws Exception {
    String agent = Target.fresh("agent_1");
    JsonObject recorded = post("record-activity", sample("record-activity", agent));
    String activity = recorded.getString("activity_id");
    like("record-activity", "act_1234567890_agent_1", activity, recorded);
    assertThat(activity).matches("act_\\d+_" + agent);

    JsonObject started = post("start-collaboration", sample("start-collaboration", agent));
    String session = started.getString("session_id");
    like("start-collaboration", "collab_1234567890", session, started);
    assertThat(session).matches("collab_\\d+");

    JsonObject updated = post("record-memory-update", sample("record-memory-update", agent));
    like("record-memory-update", "{", "{", updated);

    JsonObject standing = get("agent-status").getJsonObject("agents").getJsonObject(agent);
    assertThat(standing.getString("status")).isEqualTo("active");
    assertThat(standing.getString("current_activity")).isEqualTo(activity);
    assertThat(standing.getInt("collaboration_count")).isEqualTo(1);

    assertThat(sessions()).contains(session);
    JsonObject completed =
        post(
            "complete-activity",
            Fixtures.text("rest/complete-activity.request")
                .replace("act_1234567890_agent_1", activity));
    like("complete-activity", "act_1234567890_agent_1", activity, completed);
    JsonObject ended =
        post(
            "end-collaboration",
            Fixtures.text("rest/end-collaboration.request").replace("collab_1234567890", session));
    like("end-collaboration", "collab_1234567890", session, ended);
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
        .isEqualTo(Api.object("{\"item_id\":\"item_123\",\"size_bytes\":1024}"));
  }

  @Test
  void showsTheShapesOfTheSamples() throws Exception {
    String agent = Target.fresh("agent");
    target.record(agent);
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
    assertThat(feed.keySet()).containsAll(Fixtures.object("rest/activity-feed").keySet());
    assertThat(get("activity-feed?limit=1").getJsonArray("activities")).hasSize(1);
  }

  @Test
  void answersAnsweredRequestsAlike() throws Exception {
    String agent = Target.fresh("agent");
    String activity = target.record(agent);
    String done = "{\"activity_id\":\"" + activity + "\",\"success\":true}";
    assertThat(post("complete-activity", done)).isEqualTo(post("complete-activity", done));
    refused("complete-activity", done.replace("true", "false"), 409, "conflict");
    refused(
        "complete-activity",
        "{\"activity_id\":\"act_1_nobody\",\"success\":true}",
        404,
        "not_found");
    refused("end-collaboration", "{\"session_id\":\"collab_1\"}", 404, "not_found");
    String end =
        "{\"session_id\":\""
            + post("start-collaboration", participants(List.of(agent))).getString("session_id")
            + "\"}";
    assertThat(post("end-collaboration", end)).isEqualTo(post("end-collaboration", end));
    refused("start-collaboration", participants(List.of()), 422, "invalid");
  }

  @Test
  void aSessionTakesAThousandParticipants() throws Exception {
    List<String> names = IntStream.range(0, 1_001).mapToObj(i -> "participant-" + i).toList();
    String session =
        post("start-collaboration", participants(names.subList(1, 1_001))).getString("session_id");
    assertThat(sessions()).contains(session);
    post("end-collaboration", "{\"session_id\":\"" + session + "\"}");
    refused("start-collaboration", participants(names), 422, "invalid");
  }

  private static String participants(List<String> names) {
    return "{\"participants\":" + Json.createArrayBuilder(names).build() + "}";
  }

  @Test
  void marksAnswersAsNotToBeKept() throws Exception {
    Api.Answer answer = target.admin().get(COLLABORATION + "agent-status").expect(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
  }

  private List<String> sessions() throws Exception {
    return get("active-collaborations").getJsonArray("collaborations").stream()
        .map(session -> session.asJsonObject().getString("session_id"))
        .toList();
  }

  private JsonObject get(String path) throws Exception {
    return target.admin().get(COLLABORATION + path).expect(200).json();
  }

  private JsonObject post(String path, String body) throws Exception {
    return target.admin().post(COLLABORATION + path, body).expect(200).json();
  }

  private void refused(String path, String body, int status, String code) throws Exception {
    Problems.check(
        target.admin().post(COLLABORATION + path, body), status, code, COLLABORATION + path);
  }

  /** The seed's answer, but for the id that stands in it, and nothing else. */
  private static void like(String name, String sampleId, String id, JsonObject answer) {
    Fixtures.assertLike("rest/" + name + ".response", answer.toString().replace(id, sampleId));
  }

  private static String sample(String name, String agent) {
    return Fixtures.text("rest/" + name + ".request").replace("agent_1", agent);
  }
}
