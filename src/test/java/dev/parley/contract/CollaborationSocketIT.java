package dev.parley.contract;

import static dev.parley.contract.TestHub.unique;
import static dev.parley.door.Fixtures.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parley.door.Fixtures;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said over the Collaboration WebSocket. */
final class CollaborationSocketIT {
  private static final String BASE = "/api/v1/collaboration/";

  private final TestHub hub = TestHub.shared();

  @Test
  void tellsWhatTheSamplesSay() throws Exception {
    String agent = unique("agent");
    try (TestSocket socket = TestSocket.open(hub, "client_id=dashboard")) {
      like("connection_established", parse(socket.nextMessage()));
      JsonObject state = parse(socket.nextMessage());
      like("collaboration_state", state);
      assertThat(state.getString("epoch")).isNotBlank();
      long offset = state.getJsonNumber("offset").longValueExact();

      String activity = hub.record(agent);
      JsonObject began = own(socket, "agent_activity", agent);
      like("agent_activity", began);
      assertThat(began.getJsonObject("activity").getString("activity_id")).isEqualTo(activity);
      assertThat(began.getJsonNumber("offset").longValueExact()).isGreaterThan(offset);

      post(
          "record-memory-update",
          "{\"operation\":\"write\",\"item_id\":\"i\",\"agent_id\":\"" + agent + "\"}");
      like("memory_update", own(socket, "memory_update", agent));

      String session =
          post("start-collaboration", "{\"participants\":[\"" + agent + "\"]}")
              .getString("session_id");
      like("collaboration_started", own(socket, "collaboration_started", agent));
      post("end-collaboration", "{\"session_id\":\"" + session + "\"}");
      like("collaboration_ended", own(socket, "collaboration_ended", session));

      post("complete-activity", "{\"activity_id\":\"" + activity + "\",\"success\":false}");
      JsonObject completed = own(socket, "activity_completed", activity);
      like("activity_completed", completed);
      assertThat(completed.getBoolean("success")).isFalse();
      assertThat(completed.getString("status")).isEqualTo("failed");

      JsonObject board = socket.next("agent_status_update");
      like("agent_status_update", board);
      assertThat(board.getJsonObject("agents")).containsKey(agent);
    }
  }

  @Test
  void resumesWhereTheClientLeft() throws Exception {
    String agent = unique("agent");
    JsonObject state;
    try (TestSocket socket = TestSocket.open(hub, "client_id=a")) {
      state = socket.next("collaboration_state");
    }
    for (int i = 0; i < 5; i++) {
      hub.record(agent);
    }
    String since = "&since=" + state.getInt("offset");
    for (String query : List.of(since, since + "&epoch=" + state.getString("epoch"))) {
      try (TestSocket socket = TestSocket.open(hub, "client_id=a" + query)) {
        assertThat(parse(socket.nextMessage()).getBoolean("resumed")).isTrue();
        long expected = state.getInt("offset") + 1L;
        for (int own = 0; own < 5; ) {
          JsonObject event = parse(socket.nextMessage());
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
    try (TestSocket socket = TestSocket.open(hub, "client_id=a&" + query)) {
      assertThat(parse(socket.nextMessage()).containsKey("resumed")).isFalse();
      JsonObject resync = parse(socket.nextMessage());
      assertThat(resync.getString("type")).isEqualTo("resync");
      assertThat(resync.getString("topic")).isEqualTo("collaboration");
      JsonObject state = parse(socket.nextMessage());
      assertThat(state.getString("type")).isEqualTo("collaboration_state");
      assertThat(state.getString("epoch")).isEqualTo(resync.getString("epoch"));
    }
  }

  @Test
  void answersAndStaysOpen() throws Exception {
    try (TestSocket socket = TestSocket.open(hub, "client_id=a")) {
      socket.next("collaboration_state");
      socket.send(Fixtures.text("collaboration/client_ping"));
      assertThat(socket.next("pong").getString("timestamp"))
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
      for (String wrong : List.of("nonsense", "[]", "{}", "{\"type\":\"dance\"}", "")) {
        socket.send(wrong);
        JsonObject error = socket.next("error").getJsonObject("error");
        assertThat(error.getString("code")).isIn("malformed", "invalid");
        assertThat(error.getString("message")).isNotBlank();
      }
      socket.sendBytes(new byte[] {1, 2, 3});
      assertThat(socket.next("error").getJsonObject("error").getString("code"))
          .isEqualTo("malformed");
      socket.send("{\"type\":\"get_state\"}");
      socket.next("collaboration_state");
      socket.send("{\"type\":\"ping\",\"unknown\":{}}");
      socket.next("pong");
    }
  }

  @Test
  void sendsWhatIsSubscribedTo() throws Exception {
    String agent = unique("agent");
    try (TestSocket socket = TestSocket.open(hub, "client_id=a")) {
      socket.send("{\"type\":\"subscribe\",\"activity_types\":[\"memory_update\"]}");
      assertThat(socket.next("subscribed").getJsonArray("activity_types").toString())
          .isEqualTo("[\"memory_update\"]");
      hub.record(agent);
      socket.send("{\"type\":\"subscribe\",\"activity_types\":[\"memory_update\",\"x\"]}");
      socket.send("{\"type\":\"subscribe\",\"activity_types\":[]}");
      assertThat(socket.until("error")).hasSize(1);
      assertThat(socket.until("error")).hasSize(1);
      update(agent);
      assertThat(socket.until("memory_update")).hasSize(1);

      socket.send("{\"type\":\"subscribe\",\"activity_types\":[\"memory_write\"]}");
      socket.next("subscribed");
      hub.record(agent);
      update(agent);
      assertThat(socket.until("memory_update"))
          .extracting(message -> message.getString("type"))
          .doesNotContain("agent_activity");

      socket.send("{\"type\":\"unsubscribe\"}");
      socket.next("subscribed");
      hub.record(agent);
      own(socket, "agent_activity", agent);
    }
  }

  @Test
  void sendsTheBoardSoonAfterConnectingAndSubscribing() throws Exception {
    try (TestSocket socket = TestSocket.open(hub, "client_id=a")) {
      socket.next("agent_status_update");
      socket.send("{\"type\":\"subscribe\",\"activity_types\":[\"agent_status_update\"]}");
      socket.next("subscribed");
      socket.next("agent_status_update");
    }
  }

  @Test
  void sendsArraysToThoseWhoAsked() throws Exception {
    String agent = unique("agent");
    for (int i = 0; i < 15; i++) {
      hub.record(agent);
    }
    try (TestSocket socket = TestSocket.open(hub, "client_id=a&since=0&batch=true")) {
      String message = socket.nextMessage();
      while (!message.startsWith("[")) {
        message = socket.nextMessage();
      }
      List<JsonValue> frames = parse("{\"frames\":" + message + "}").getJsonArray("frames");
      assertThat(frames).hasSizeGreaterThan(1);
      assertThat(frames).allSatisfy(frame -> assertThat(frame.asJsonObject()).containsKey("type"));
    }
  }

  @Test
  void closesOnAFrameThatIsTooLarge() throws Exception {
    try (TestSocket socket = TestSocket.open(hub, "client_id=a")) {
      socket.send("{\"type\":\"ping\",\"x\":\"" + "y".repeat(65_000) + "\"}");
      socket.next("pong");
      socket.send("{\"type\":\"ping\",\"x\":\"" + "y".repeat(66_000) + "\"}");
      assertThat(socket.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void closesOnThoseWhoIgnoreLimits() throws Exception {
    try (TestSocket socket = TestSocket.open(hub, "client_id=a")) {
      for (int i = 0; i < 150; i++) {
        socket.send("{\"type\":\"ping\"}");
      }
      JsonObject error = socket.next("error").getJsonObject("error");
      assertThat(error.getString("code")).isEqualTo("rate_limited");
      assertThat(error.getInt("retryAfterMs")).isPositive();
      for (int i = 0; i < 5_000 && !socket.socket().isOutputClosed(); i++) {
        socket.socket().sendText("{\"type\":\"ping\"}", true).exceptionally(gone -> null).join();
      }
      assertThat(socket.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void closesWhenTheKeyIsRevoked() throws Exception {
    TestHub.ApiKey key = hub.makeKey("user", unique("user"), "observer");
    try (TestSocket socket = TestSocket.open(hub, "client_id=a", key.key());
        TestSocket other = TestSocket.open(hub, "client_id=a")) {
      socket.next("collaboration_state");
      hub.revoke(key.id());
      assertThat(socket.closeCode()).isEqualTo(4401);
      other.send("{\"type\":\"ping\"}");
      other.next("pong");
    }
  }

  @Test
  void endsWithTheCredentialUnlessItIsRenewed() throws Exception {
    assumeThat(System.getProperty("parley.test.url")).isNull();
    String user = unique("user");
    try (TestSocket ends = TestSocket.open(hub, "client_id=a", token(user, Duration.ofSeconds(4)));
        TestSocket goesOn =
            TestSocket.open(hub, "client_id=a", token(user, Duration.ofSeconds(4)))) {
      assertThat(ends.next("auth_expiring").getString("expiresAt")).isNotBlank();
      goesOn.next("auth_expiring");
      goesOn.send(
          "{\"type\":\"auth\",\"token\":\"" + token(unique("else"), Duration.ofHours(1)) + "\"}");
      assertThat(goesOn.next("error").getJsonObject("error").getString("code"))
          .isEqualTo("forbidden");
      goesOn.send("{\"type\":\"auth\",\"token\":\"nonsense\"}");
      assertThat(goesOn.next("error").getJsonObject("error").getString("code"))
          .isEqualTo("unauthenticated");
      goesOn.send("{\"type\":\"auth\",\"token\":\"" + token(user, Duration.ofHours(1)) + "\"}");
      assertThat(goesOn.next("auth").getBoolean("success")).isTrue();
      assertThat(ends.closeCode()).isEqualTo(4401);
      goesOn.send("{\"type\":\"ping\"}");
      goesOn.next("pong");
    }
  }

  private String token(String user, Duration validity) {
    return hub.issuer
        .token(user)
        .claim("iss", TestHub.ISSUER)
        .groups("observer")
        .expiresIn(validity)
        .sign();
  }

  /** The next message of that type that is about that agent, session or activity. */
  private static JsonObject own(TestSocket socket, String type, String id) throws Exception {
    while (true) {
      JsonObject message = socket.next(type);
      if (message.toString().contains(id)) {
        return message;
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

  private void update(String agent) {
    post(
        "record-memory-update",
        "{\"operation\":\"read\",\"item_id\":\"i\",\"agent_id\":\"" + agent + "\"}");
  }

  private JsonObject post(String path, String body) {
    var response = hub.post(BASE + path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return parse(response.body());
  }
}
