package dev.parley.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.AgentsSocket;
import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.Handshake;
import dev.parley.blackbox.client.Target;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said over the Agents WebSocket, and what of it is seen elsewhere. */
@ExtendWith(TargetExtension.class)
final class AgentsDoorIT {
  private static final String BAD = "not-a-credential";

  private final Target target;
  private final String alice = Target.fresh("alice");

  AgentsDoorIT(Target target) {
    this.target = target;
  }

  private String token(String userId) {
    return target.token(userId, "member").sign();
  }

  private AgentsSocket open(String userId) throws Exception {
    return AgentsSocket.ready(target, token(userId));
  }

  private Api user(String userId) {
    return target.as(token(userId));
  }

  private static String conversations(String id) {
    return "/api/v1/conversations/" + id + "/messages";
  }

  private JsonObject say(Api who, String conversation, String content) throws Exception {
    return who.post(
            conversations(conversation),
            Json.createObjectBuilder().add("content", content).build().toString())
        .expect(201)
        .json();
  }

  private void tellAll(String message) throws Exception {
    target
        .admin()
        .post(
            "/api/v1/notifications",
            Json.createObjectBuilder().add("level", "info").add("message", message).build())
        .expect(201);
  }

  /** Everything that was said before this call is heard, or is not to be. */
  private List<JsonObject> heardBy(AgentsSocket socket) throws Exception {
    String marker = Target.fresh("marker");
    tellAll(marker);
    List<JsonObject> heard = new ArrayList<>();
    JsonObject frame = socket.next();
    while (!frame.toString().contains(marker)) {
      heard.add(frame);
      frame = socket.next();
    }
    socket.socket().send("{\"type\":\"ping\"}");
    heard.addAll(socket.socket().until("pong"));
    return heard;
  }

  @Test
  void tellsAtOnceWhoIsConnected() throws Exception {
    String token = token(alice);
    for (List<String> headers :
        List.of(
            List.<String>of(),
            List.of("Authorization", "Bearer " + token),
            List.of("X-API-Key", token),
            List.of(Dashboard.SUBPROTOCOL, token))) {
      String query = headers.isEmpty() ? "?token=" + token : "";
      try (AgentsSocket socket = AgentsSocket.open(target, query, headers)) {
        JsonObject auth = socket.next();
        assertThat(auth.getString("type")).isEqualTo("auth");
        assertThat(auth.getJsonObject("data").getBoolean("success")).isTrue();
        assertThat(auth.getJsonObject("data").getString("userId")).isEqualTo(alice);
        assertThat(auth.getString("timestamp"))
            .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
      }
    }
  }

  @Test
  void whoHasNoCredentialStaysAndIsToldWhatIsPublic() throws Exception {
    String room = Target.fresh("conversation");
    String agent = Target.fresh("agent");
    try (AgentsSocket nobody = AgentsSocket.open(target, "", List.of())) {
      JsonObject auth = nobody.next();
      assertThat(auth.getString("type")).isEqualTo("auth");
      assertThat(auth.getJsonObject("data").getBoolean("success")).isFalse();
      nobody.socket().send("{\"type\":\"ping\"}");
      assertThat(nobody.next().getString("type")).isEqualTo("pong");

      nobody.send("chat_message", "conversationId", room, "content", "let me in");
      assertThat(nobody.await("error").getJsonObject("data").getString("code"))
          .isEqualTo("unauthenticated");
      say(user(alice), room, "among us");
      nobody.send("subscribe", "conversationId", room);
      assertThat(nobody.await("error").getJsonObject("data").getString("code"))
          .isEqualTo("not_found");
      status(agent, "working");
      notify(alice, "for alice");
      say(user(alice), room, "among us again");
      String announcement = Target.fresh("for all");
      tellAll(announcement);

      assertThat(nobody.about("notification", announcement).getString("level")).isEqualTo("info");
      assertThat(heardBy(nobody))
          .allSatisfy(
              frame -> assertThat(frame.getString("type")).isIn("notification", "pong", "ping"))
          .noneSatisfy(frame -> assertThat(frame.toString()).contains(alice));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoHasABadCredentialIsToldSo(boolean browser) throws Exception {
    List<String> headers = browser ? List.of("Origin", Target.PAGE) : List.of();
    for (String query : List.of("?token=" + BAD, "?token=")) {
      try (AgentsSocket socket = AgentsSocket.open(target, query, headers)) {
        JsonObject auth = socket.next();
        assertThat(auth.getString("type")).isEqualTo("auth");
        assertThat(auth.getJsonObject("data").getBoolean("success")).isFalse();
        assertThat(auth.getJsonObject("data").getString("code")).isEqualTo("unauthenticated");
        assertThat(socket.socket().closeCode()).isEqualTo(4401);
      }
    }
  }

  @Test
  void refusesWhatIsWrongOtherwiseBeforeTheUpgrade() throws Exception {
    String key = "X-API-Key: " + target.adminKey();
    Handshake parameters =
        Handshake.at(target, AgentsSocket.PATH + "?batch=maybe", 0, List.of(key));
    Problems.check(parameters.body(), 400, "invalid", AgentsSocket.PATH);
    Handshake origin =
        Handshake.at(target, AgentsSocket.PATH, 0, List.of(key, "Origin: https://eve.test"));
    Problems.check(origin.body(), 403, "forbidden", AgentsSocket.PATH);
    Problems.check(target.admin().get(AgentsSocket.PATH), 400, "malformed", AgentsSocket.PATH);
  }

  @Test
  void tellsWhatAgentsAreUpTo() throws Exception {
    String agent = Target.fresh("CLOUD_ASSISTANT");
    try (AgentsSocket socket = open(alice)) {
      status(agent, "working");
      JsonObject working = socket.about("agent_status", agent);
      assertThat(working.getString("state")).isEqualTo("working");
      assertThat(working.getString("currentTask")).isEqualTo("Analyzing code");
      assertThat(working.getInt("progress")).isEqualTo(50);
      status(agent, "stopped");
      assertThat(socket.about("agent_status", agent).getString("state")).isEqualTo("stopped");

      String other = Target.fresh("agent");
      target.record(other);
      assertThat(socket.about("agent_status", other).getString("state")).isEqualTo("working");
    }
  }

  @Test
  void tellsWhoIsThereAndHowTheySay() throws Exception {
    String bob = Target.fresh("bob");
    try (AgentsSocket first = open(alice)) {
      try (AgentsSocket second = open(bob)) {
        assertThat(first.about("user_presence", bob).getString("status")).isEqualTo("online");
        assertThat(second.about("user_presence", alice).getString("status")).isEqualTo("online");
        for (String status : List.of("away", "busy", "online")) {
          second.socket().send("{\"type\":\"user_presence\",\"data\":\"" + status + "\"}");
          isSeen(first, bob, status);
        }
      }
      isSeen(first, bob, "offline");
    }
  }

  /** Sooner or later: who is busy no more may be told as what the device said before. */
  private static void isSeen(AgentsSocket by, String userId, String status) throws Exception {
    by.socket()
        .await(
            frame ->
                frame.getString("type").equals("user_presence")
                    && frame.getJsonObject("data").getString("userId").equals(userId)
                    && frame.getJsonObject("data").getString("status").equals(status));
  }

  @Test
  void whatIsSaidOverRestIsHeardHere() throws Exception {
    String room = Target.fresh("conv");
    String id = Target.fresh("msg");
    try (AgentsSocket socket = open(alice)) {
      target
          .as(target.key("service", "backend", "agent").secret())
          .post(
              conversations(room),
              "{\"messageId\":\""
                  + id
                  + "\",\"content\":\"Analysis complete!\",\"sender\":\"CLOUD_ASSISTANT\","
                  + "\"timestamp\":\"2025-12-26T13:00:00.000Z\"}")
          .expect(201);
      JsonObject message = socket.message(room);
      assertThat(message.getString("messageId")).isEqualTo(id);
      assertThat(message.getString("content")).isEqualTo("Analysis complete!");
      assertThat(message.getString("sender")).isEqualTo("CLOUD_ASSISTANT");
      assertThat(message.getString("timestamp")).isEqualTo("2025-12-26T13:00:00.000Z");
      assertThat(message.getString("topic")).isEqualTo("room:" + room);
      assertThat(message.getInt("offset")).isPositive();
    }
  }

  @Test
  void whatIsSaidHereIsHeardHereAndReadOverRest() throws Exception {
    String room = Target.fresh("conv");
    String bob = Target.fresh("bob");
    try (AgentsSocket sender = open(alice);
        AgentsSocket listener = open(bob)) {
      sender.send("chat_message", "conversationId", room, "content", "hello");
      JsonObject heard = listener.message(room);
      assertThat(heard.getString("content")).isEqualTo("hello");
      assertThat(heard.getString("sender")).isEqualTo(alice);
      assertThat(sender.message(room)).isEqualTo(heard);
      assertThat(contents(room)).containsExactly("hello");
    }
  }

  @Test
  void aNamedMessageIsAnsweredAndSaidOnce() throws Exception {
    String room = Target.fresh("conv");
    try (AgentsSocket socket = open(alice)) {
      JsonObject first = null;
      for (int i = 0; i < 3; i++) {
        socket.send(
            "chat_message", "conversationId", room, "content", "once", "clientMessageId", "c-1");
        JsonObject ack = socket.await("ack").getJsonObject("data");
        first = first == null ? ack : first;
        assertThat(ack).isEqualTo(first);
      }
      assertThat(first.getString("clientMessageId")).isEqualTo("c-1");
      assertThat(contents(room)).containsExactly("once");
    }
  }

  @Test
  void nobodySpeaksForOthersWithoutTheRole() throws Exception {
    String room = Target.fresh("conv");
    say(user(alice), room, "first");
    try (AgentsSocket member = open(alice);
        AgentsSocket agent =
            AgentsSocket.ready(target, target.key("service", "ci", "agent").secret())) {
      member.send("chat_message", "conversationId", room, "content", "x", "sender", "bob");
      assertThat(member.await("error").getJsonObject("data").getString("code"))
          .isEqualTo("forbidden");
      agent.send("chat_message", "conversationId", room, "content", "y", "sender", "bob");
      assertThat(member.message(room).getString("sender")).isEqualTo("bob");
    }
  }

  @Test
  void notificationsReachWhomTheyAreFor() throws Exception {
    String bob = Target.fresh("bob");
    try (AgentsSocket first = open(alice);
        AgentsSocket second = open(alice);
        AgentsSocket other = open(bob)) {
      String secret = Target.fresh("Task failed");
      notify(alice, secret);
      for (AgentsSocket device : List.of(first, second)) {
        JsonObject told = device.about("notification", secret);
        assertThat(told.getString("level")).isEqualTo("error");
        assertThat(told.getString("topic")).isEqualTo("user:" + alice);
      }
      assertThat(heardBy(other))
          .noneSatisfy(frame -> assertThat(frame.toString()).contains(secret));
    }
  }

  @Test
  void whatWasMissedIsReplayedToWhoAsks() throws Exception {
    String room = Target.fresh("conv");
    JsonObject first = say(user(alice), room, "1");
    say(user(alice), room, "2");
    say(user(alice), room, "3");
    try (AgentsSocket socket = open(alice)) {
      socket.send(
          Json.createObjectBuilder()
              .add("type", "subscribe")
              .add(
                  "data",
                  Json.createObjectBuilder()
                      .add("conversationId", room)
                      .add("since", first.getInt("offset"))
                      .add("epoch", first.getString("epoch")))
              .build());
      assertThat(socket.await("subscribed").getJsonObject("data").getString("conversationId"))
          .isEqualTo(room);
      assertThat(socket.message(room).getString("content")).isEqualTo("2");
      assertThat(socket.message(room).getString("content")).isEqualTo("3");
      say(user(alice), room, "4");
      JsonObject live = socket.message(room);
      assertThat(live.getString("content")).isEqualTo("4");
      assertThat(live.getInt("offset")).isEqualTo(first.getInt("offset") + 3);
    }
  }

  @Test
  void withoutSinceItBeginsWithTheNewestMessages() throws Exception {
    String room = Target.fresh("conv");
    say(user(alice), room, "1");
    JsonObject last = say(user(alice), room, "2");
    try (AgentsSocket socket = open(alice)) {
      socket.send("subscribe", "conversationId", room);
      JsonObject state = socket.await("conversation_state").getJsonObject("data");
      assertThat(state.getJsonArray("messages"))
          .extracting(message -> message.asJsonObject().getString("content"))
          .containsExactly("1", "2");
      assertThat(state.getInt("offset")).isEqualTo(last.getInt("offset"));
      say(user(alice), room, "3");
      assertThat(socket.message(room).getString("content")).isEqualTo("3");
    }
  }

  @Test
  void tellsWhatCannotBeReplayed() throws Exception {
    String room = Target.fresh("conv");
    say(user(alice), room, "1");
    try (AgentsSocket socket = open(alice)) {
      socket.send(
          Json.createObjectBuilder()
              .add("type", "subscribe")
              .add(
                  "data",
                  Json.createObjectBuilder().add("conversationId", room).add("since", 999_999))
              .build());
      JsonObject resync = socket.await("resync");
      assertThat(resync.getString("topic")).isEqualTo("room:" + room);
      assertThat(resync.getJsonObject("data").getString("topic")).isEqualTo("room:" + room);
      assertThat(socket.await("conversation_state").getJsonObject("data").getInt("offset"))
          .isEqualTo(resync.getInt("offset"));
    }
  }

  @Test
  void membersAloneHearAPrivateConversation() throws Exception {
    String bob = Target.fresh("bob");
    String room =
        user(alice)
            .post("/api/v1/rooms", "{\"roomType\":\"direct\"}")
            .expect(201)
            .json()
            .getString("roomId");
    String member = "/api/v1/rooms/" + room + "/members/" + bob;
    try (AgentsSocket socket = open(bob)) {
      say(user(alice), room, "before bob");
      assertThat(heardBy(socket)).noneSatisfy(this::isOfTheConversation);
      for (JsonObject frame :
          List.of(
              frame("subscribe", "conversationId", room),
              frame("chat_message", "conversationId", room, "content", "let me in"))) {
        socket.send(frame);
        assertThat(socket.await("error").getJsonObject("data").getString("code"))
            .isEqualTo("not_found");
      }

      user(alice)
          .send("PUT", member, Map.of(), "{\"role\":\"member\"}".getBytes(UTF_8))
          .expect(204);
      say(user(alice), room, "with bob");
      assertThat(socket.message(room).getString("content")).isEqualTo("with bob");

      user(alice).send("DELETE", member, Map.of(), null).expect(204);
      say(user(alice), room, "after bob");
      assertThat(heardBy(socket)).noneSatisfy(this::isOfTheConversation);
    }
  }

  private void isOfTheConversation(JsonObject frame) {
    assertThat(frame.getString("type")).startsWith("chat_message");
  }

  @Test
  void tellsWhatBecomesOfAMessage() throws Exception {
    String room = Target.fresh("conv");
    String id = say(user(alice), room, "teh").getString("messageId");
    String path = "/api/v1/rooms/" + room + "/messages/" + id;
    try (AgentsSocket socket = open(alice)) {
      user(alice)
          .send("PATCH", path, Map.of(), "{\"message\":\"the\"}".getBytes(UTF_8))
          .expect(204);
      JsonObject edited = socket.about("chat_message_edited", id);
      assertThat(edited.getString("content")).isEqualTo("the");
      user(alice).send("DELETE", path, Map.of(), null);
      JsonObject deleted = socket.about("chat_message_deleted", id);
      assertThat(deleted.getInt("offset")).isEqualTo(edited.getInt("offset") + 1);
    }
  }

  @Test
  void aCredentialIsRenewedByItsOwnerAlone() throws Exception {
    try (AgentsSocket socket = open(alice)) {
      socket.send("auth", "token", token(alice));
      JsonObject renewed = socket.await("auth").getJsonObject("data");
      assertThat(renewed.getBoolean("success")).isTrue();
      assertThat(renewed.getString("userId")).isEqualTo(alice);
      for (String other : List.of(BAD, token("bob"))) {
        socket.send("auth", "token", other);
        assertThat(socket.await("auth").getJsonObject("data").getBoolean("success")).isFalse();
      }
      socket.socket().send("{\"type\":\"ping\"}");
      socket.await("pong");
    }
    try (AgentsSocket nobody = AgentsSocket.open(target, "", List.of())) {
      nobody.await("auth");
      nobody.send("auth", "token", token(alice));
      assertThat(nobody.await("auth").getJsonObject("data").getBoolean("success")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing                                              | malformed",
        "[]                                                   | malformed",
        "{}                                                   | invalid",
        "{\"type\":\"fly\"}                                   | invalid",
        "{\"type\":\"agent_status\",\"data\":{}}              | invalid",
        "{\"type\":\"user_presence\",\"data\":\"asleep\"}   | invalid",
        "{\"type\":\"subscribe\"}                             | invalid",
        "{\"type\":\"subscribe\",\"data\":{\"conversationId\":\"no such\"}} | not_found",
        "{\"type\":\"chat_message\",\"data\":{\"conversationId\":\"c\"}}    | invalid",
      })
  void aFrameThatMeansNothingIsAnsweredAndTheConnectionStays(String frame, String code)
      throws Exception {
    try (AgentsSocket socket = open(alice)) {
      socket.socket().send(frame);
      JsonObject error = socket.await("error").getJsonObject("data");
      assertThat(error.getString("code")).isEqualTo(code);
      assertThat(error.getString("error")).isNotBlank();
      socket.socket().send("{\"type\":\"pong\"}");
      socket.socket().send("{\"type\":\"ping\"}");
      socket.await("pong");
    }
  }

  private List<String> contents(String room) throws Exception {
    return user(alice).get(conversations(room)).expect(200).json().getJsonArray("messages").stream()
        .map(message -> message.asJsonObject().getString("message"))
        .toList();
  }

  private void status(String agent, String state) throws Exception {
    target
        .admin()
        .send(
            "PUT",
            "/api/v1/agents/" + agent + "/status",
            Map.of(),
            ("{\"state\":\"" + state + "\",\"currentTask\":\"Analyzing code\",\"progress\":50}")
                .getBytes(UTF_8))
        .expect(200);
  }

  private void notify(String userId, String message) throws Exception {
    target
        .admin()
        .post(
            "/api/v1/notifications",
            Json.createObjectBuilder()
                .add("level", "error")
                .add("message", message)
                .add("userId", userId)
                .build())
        .expect(201);
  }

  private static JsonObject frame(String type, String... data) {
    var members = Json.createObjectBuilder();
    for (int i = 0; i < data.length; i += 2) {
      members.add(data[i], data[i + 1]);
    }
    return Json.createObjectBuilder().add("type", type).add("data", members).build();
  }
}
