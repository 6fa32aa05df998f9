package dev.parley.blackbox;

import static dev.parley.blackbox.client.Target.COLLABORATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.Target;
import dev.parley.door.Fixtures;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said over the Collaboration WebSocket. */
@ExtendWith(TargetExtension.class)
final class CollaborationSocketIT {
  private static final String QUERY = "?client_id=a";

  private final Target target;

  CollaborationSocketIT(Target target) {
    this.target = target;
  }

  @Test
  void tellsWhatTheSamplesSay() throws Exception {
    String agent = Target.fresh("agent");
    try (Dashboard socket = open(QUERY)) {
      like("connection_established", socket.next());
      JsonObject state = socket.next();
      like("collaboration_state", state);
      assertThat(state.getString("epoch")).isNotBlank();
      long offset = state.getJsonNumber("offset").longValueExact();

      String activity = target.record(agent);
      JsonObject began = socket.awaitAbout("agent_activity", agent);
      like("agent_activity", began);
      assertThat(began.getJsonObject("activity").getString("activity_id")).isEqualTo(activity);
      assertThat(began.getJsonNumber("offset").longValueExact()).isGreaterThan(offset);

      post(
          "record-memory-update",
          "{\"operation\":\"write\",\"item_id\":\"i\",\"agent_id\":\"" + agent + "\"}");
      like("memory_update", socket.awaitAbout("memory_update", agent));

      String session =
          post("start-collaboration", "{\"participants\":[\"" + agent + "\"]}")
              .getString("session_id");
      like("collaboration_started", socket.awaitAbout("collaboration_started", agent));
      post("end-collaboration", "{\"session_id\":\"" + session + "\"}");
      like("collaboration_ended", socket.awaitAbout("collaboration_ended", session));

      post("complete-activity", "{\"activity_id\":\"" + activity + "\",\"success\":false}");
      JsonObject completed = socket.awaitAbout("activity_completed", activity);
      like("activity_completed", completed);
      assertThat(completed.getBoolean("success")).isFalse();
      assertThat(completed.getString("status")).isEqualTo("failed");

      JsonObject board = socket.await("agent_status_update");
      like("agent_status_update", board);
      assertThat(board.getJsonObject("agents")).containsKey(agent);
    }
  }

  @Test
  void resumesWhereTheClientLeft() throws Exception {
    String agent = Target.fresh("agent");
    JsonObject state;
    try (Dashboard socket = open(QUERY)) {
      state = socket.await("collaboration_state");
    }
    for (int i = 0; i < 5; i++) {
      target.record(agent);
    }
    String since = "&since=" + state.getInt("offset");
    for (String query : List.of(since, since + "&epoch=" + state.getString("epoch"))) {
      try (Dashboard socket = open(QUERY + query)) {
        assertThat(socket.next().getBoolean("resumed")).isTrue();
        long expected = state.getInt("offset") + 1L;
        for (int own = 0; own < 5; ) {
          JsonObject event = socket.next();
          if (event.containsKey("offset")) {
            assertThat(event.getString("type")).isNotEqualTo("collaboration_state");
            assertThat(event.getJsonNumber("offset").longValueExact()).isEqualTo(expected++);
            own += event.toString().contains(agent) ? 1 : 0;
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"since=999999999", "since=0&epoch=another", "since=9223372036854775807"})
  void tellsWhenItCannotResume(String query) throws Exception {
    try (Dashboard socket = open(QUERY + "&" + query)) {
      assertThat(socket.next().containsKey("resumed")).isFalse();
      JsonObject resync = socket.next();
      assertThat(resync.getString("type")).isEqualTo("resync");
      assertThat(resync.getString("topic")).isEqualTo("collaboration");
      JsonObject state = socket.next();
      assertThat(state.getString("type")).isEqualTo("collaboration_state");
      assertThat(state.getString("epoch")).isEqualTo(resync.getString("epoch"));
    }
  }

  @Test
  void sendsWhatIsSubscribedTo() throws Exception {
    String agent = Target.fresh("agent");
    try (Dashboard socket = open(QUERY)) {
      socket.await("collaboration_state");
      socket.send("{\"type\":\"subscribe\",\"activity_types\":[\"memory_update\"]}");
      assertThat(socket.await("subscribed").getJsonArray("activity_types").toString())
          .isEqualTo("[\"memory_update\"]");
      socket.send("{\"type\":\"get_state\"}");
      assertThat(socket.until("collaboration_state")).hasSize(1);
      socket.send("{\"type\":\"ping\"}");
      assertThat(socket.until("pong")).hasSize(1);
      target.record(agent);
      socket.send("{\"type\":\"subscribe\",\"activity_types\":[\"memory_update\",\"x\"]}");
      socket.send("{\"type\":\"subscribe\",\"activity_types\":[]}");
      assertThat(socket.until("error")).hasSize(1);
      assertThat(socket.until("error")).hasSize(1);
      update(agent);
      assertThat(socket.until("memory_update")).hasSize(1);

      socket.send("{\"type\":\"subscribe\",\"activity_types\":[\"memory_write\"]}");
      socket.await("subscribed");
      target.record(agent);
      update(agent);
      assertThat(socket.until("memory_update"))
          .extracting(message -> message.getString("type"))
          .doesNotContain("agent_activity");

      socket.send("{\"type\":\"unsubscribe\"}");
      socket.await("subscribed");
      target.record(agent);
      socket.awaitAbout("agent_activity", agent);
    }
  }

  @ParameterizedTest
  @CsvSource({"'',general", "&client_type=dashboard,dashboard"})
  void tellsBackWhatTheClientCallsItself(String query, String told) throws Exception {
    try (Dashboard one = open(QUERY + query);
        Dashboard other = open(QUERY + query)) {
      assertThat(one.next().getString("client_type")).isEqualTo(told);
      assertThat(other.next().getString("client_type")).as("shares its label").isEqualTo(told);
    }
  }

  /** Within two seconds; what the machine and the network take is on top of that. */
  @Test
  @Timeout(20)
  void sendsTheBoardSoonAfterConnectingAndSubscribing() throws Exception {
    try (Dashboard socket = open(QUERY)) {
      socket.await("agent_status_update");
      socket.send("{\"type\":\"subscribe\",\"activity_types\":[\"agent_status_update\"]}");
      socket.await("subscribed");
      socket.await("agent_status_update");
    }
  }

  @Test
  void sendsWhatChangedOnTheBoardToThoseWhoAsked() throws Exception {
    String before = Target.fresh("agent");
    String agent = Target.fresh("agent");
    target.record(before);
    try (Dashboard socket = open(QUERY + "&status=delta")) {
      JsonObject whole = socket.await("agent_status_update");
      assertThat(whole.containsKey("delta")).isFalse();
      assertThat(whole.getJsonObject("agents")).containsKey(before);

      String activity = target.record(agent);
      JsonObject delta = socket.await("agent_status_update");
      like("agent_status_update", delta);
      assertThat(delta.getBoolean("delta")).isTrue();
      assertThat(delta.getJsonArray("removed_agents")).isEmpty();
      assertThat(delta.getJsonObject("agents")).containsKey(agent).doesNotContainKey(before);
      assertThat(delta.getJsonObject("agents").getJsonObject(agent).getString("current_activity"))
          .isEqualTo(activity);
      assertThat(delta.getInt("total_agents")).isEqualTo(whole.getInt("total_agents") + 1);

      socket.send("{\"type\":\"get_state\"}");
      JsonObject state = socket.await("collaboration_state").getJsonObject("agent_status");
      assertThat(state.getJsonObject("agents")).containsKeys(agent, before);
      whole = socket.await("agent_status_update");
      assertThat(whole.containsKey("delta")).isFalse();

      socket.send("{\"type\":\"unsubscribe\"}");
      socket.await("subscribed");
      assertThat(socket.await("agent_status_update").containsKey("delta")).isFalse();
    }
  }

  @Test
  void sendsArraysToThoseWhoAsked() throws Exception {
    String agent = Target.fresh("agent");
    for (int i = 0; i < 15; i++) {
      target.record(agent);
    }
    try (Dashboard socket = open(QUERY + "&since=0&batch=true")) {
      String message = socket.nextMessage().orElseThrow();
      while (!message.startsWith("[")) {
        message = socket.nextMessage().orElseThrow();
      }
      List<JsonValue> frames = Api.object("{\"frames\":" + message + "}").getJsonArray("frames");
      assertThat(frames).hasSizeGreaterThan(1);
      assertThat(frames).allSatisfy(frame -> assertThat(frame.asJsonObject()).containsKey("type"));
    }
  }

  /** Each waits for its answer: who still writes when the hub cuts the line may miss the reason. */
  @Test
  void closesOnThoseWhoIgnoreLimits() throws Exception {
    try (Dashboard socket = open(QUERY)) {
      int refused = 0;
      for (String answer = "pong"; !answer.isEmpty(); answer = pinged(socket)) {
        refused += answer.equals("rate_limited") ? 1 : 0;
      }
      assertThat(refused).isPositive();
      assertThat(socket.closeCode()).isEqualTo(1008);
    }
  }

  /** The answer to a ping; empty where the connection has ended instead. */
  private static String pinged(Dashboard socket) throws Exception {
    socket.send("{\"type\":\"ping\"}");
    while (true) {
      JsonObject frame = socket.nextIfAny().orElse(null);
      if (frame == null || frame.getString("type").equals("pong")) {
        return frame == null ? "" : "pong";
      }
      if (frame.getString("type").equals("error")) {
        JsonObject error = frame.getJsonObject("error");
        assertThat(error.getInt("retryAfterMs")).isPositive();
        return error.getString("code");
      }
    }
  }

  /** Everything the sample has is there, of the same kind. */
  private static void like(String sample, JsonObject message) {
    sameShape(sample, Fixtures.object("collaboration/" + sample), message);
  }

  private static void sameShape(String path, JsonObject sample, JsonObject message) {
    assertThat(message.keySet()).as(path).containsAll(sample.keySet());
    sample.forEach(
        (name, value) -> {
          // The keys of agents and metadata are data, not form.
          if (value instanceof JsonObject inner
              && !name.equals("agents")
              && !name.equals("metadata")) {
            sameShape(path + "/" + name, inner, message.getJsonObject(name));
          } else if (value.getValueType() != JsonValue.ValueType.TRUE) {
            assertThat(message.get(name).getValueType())
                .as(path + "/" + name)
                .isEqualTo(value.getValueType());
          }
        });
  }

  private Dashboard open(String query) throws Exception {
    return Dashboard.open(target, target.adminKey(), query);
  }

  private void update(String agent) throws Exception {
    post(
        "record-memory-update",
        "{\"operation\":\"read\",\"item_id\":\"i\",\"agent_id\":\"" + agent + "\"}");
  }

  private JsonObject post(String path, String body) throws Exception {
    return target.admin().post(COLLABORATION + path, body).expect(200).json();
  }
}
