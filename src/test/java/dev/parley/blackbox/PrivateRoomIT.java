package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.AgentsSocket;
import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Participant;
import dev.parley.blackbox.client.Target;
import dev.parley.door.Fixtures;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who does not belong to a private room sees and hears nothing of it through the doors that stay
 * open. {@link RoomsIT} asks the same of every endpoint.
 */
@ExtendWith(TargetExtension.class)
final class PrivateRoomIT {
  private static final Path SAMPLES = Path.of("src/test/resources/frames");

  /** What tells nothing of the room, whether there is one or not. */
  private static final Set<String> DONE_ANYWAY = Set.of("leaveRoom");

  private final Target target;
  private final String alice = Target.fresh("alice");
  private final String bob = Target.fresh("bob");
  private final String eve = Target.fresh("eve");
  private final String room = Target.fresh("secret-room");
  private String message = "";

  PrivateRoomIT(Target target) {
    this.target = target;
  }

  private Api as(String userId) {
    return target.as(target.token(userId, "member").sign());
  }

  private Participant open(String userId) throws Exception {
    return Participant.open(target, target.token(userId, "member").sign());
  }

  @BeforeEach
  void aSecretIsTold() throws Exception {
    as(alice)
        .post(
            "/api/v1/rooms",
            "{\"roomId\":\"%s\",\"roomType\":\"direct\",\"members\":[\"%s\"]}".formatted(room, bob))
        .expect(201);
    message =
        as(alice)
            .post("/api/v1/rooms/" + room + "/messages", "{\"message\":\"the secret\"}")
            .expect(201)
            .json()
            .getString("messageId");
  }

  /** Every sample of what a client asks of a room: who adds an action has added a sample. */
  static List<String> actions() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES.resolve("rooms"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .filter(name -> name.startsWith("client_"))
          .filter(name -> Fixtures.object("rooms/" + name).containsKey("roomId"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("actions")
  void everyActionIsAnsweredAsIfThereWereNoSuchRoom(String sample) throws Exception {
    JsonObject asked = Fixtures.object("rooms/" + sample);
    String action = asked.getString("action");
    try (Participant stranger = open(eve)) {
      JsonObject answer = stranger.ask(action, about(asked, room, message));
      assertThat(answer.toString()).doesNotContain("the secret").doesNotContain(alice);
      if (DONE_ANYWAY.contains(action)) {
        assertThat(answer.getString("type")).isEqualTo("ack");
      } else {
        assertThat(answer.getString("type")).as("%s", answer).isEqualTo("error");
        assertThat(answer.getString("code")).isEqualTo("not_found");
        assertThat(answer.getString("message")).isEqualTo("There is no such room.");
      }
      // Nothing has begun by it either.
      as(alice)
          .post("/api/v1/rooms/" + room + "/messages", "{\"message\":\"one more secret\"}")
          .expect(201);
      stranger.send("{\"action\":\"ping\"}");
      assertThat(stranger.next().getString("type")).isEqualTo("pong");
    }
  }

  /** The same of the Agents door, where a room is a conversation. */
  static List<String> conversations() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES.resolve("agents"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .filter(name -> name.startsWith("client_"))
          .filter(name -> Fixtures.text("agents/" + name).contains("conversationId"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void aConversationIsAnsweredAsIfThereWereNone(String sample) throws Exception {
    JsonObject asked = Fixtures.object("agents/" + sample);
    JsonObject about =
        Json.createObjectBuilder(asked)
            .add(
                "data",
                Json.createObjectBuilder(asked.getJsonObject("data")).add("conversationId", room))
            .build();
    try (AgentsSocket stranger = ears(eve)) {
      stranger.send(about);
      JsonObject refused = stranger.await("error").getJsonObject("data");
      assertThat(refused.getString("code")).isEqualTo("not_found");
      assertThat(refused.toString()).doesNotContain(alice).doesNotContain("the secret");
      as(alice)
          .post("/api/v1/rooms/" + room + "/messages", "{\"message\":\"one more secret\"}")
          .expect(201);
      stranger.socket().send("{\"type\":\"ping\"}");
      assertThat(stranger.socket().until("pong"))
          .noneSatisfy(frame -> assertThat(frame.toString()).contains("secret"));
    }
  }

  private AgentsSocket ears(String userId) throws Exception {
    return AgentsSocket.ready(target, target.token(userId, "member").sign());
  }

  /** The members of a sample, about another room and another message. */
  private static Map<String, Object> about(JsonObject sample, String room, String message) {
    Map<String, Object> members = new HashMap<>(sample);
    members.remove("action");
    members.remove("requestId");
    members.put("roomId", room);
    members.computeIfPresent("messageId", (name, value) -> message);
    members.remove("attachments");
    members.remove("replyTo");
    return members;
  }

  @Test
  void aMessageIsNotReachedByWayOfAnotherRoom() throws Exception {
    String own = Target.fresh("room");
    try (Participant stranger = open(eve)) {
      stranger.does("joinRoom", Map.of("roomId", own));
      for (String action : List.of("editMessage", "deleteMessage", "react", "unreact")) {
        String refused =
            stranger.refusal(
                action, Map.of("roomId", own, "messageId", message, "emoji", "x", "message", "x"));
        assertThat(refused).as(action).isEqualTo("not_found");
      }
      JsonObject answered =
          stranger.ask("sendMessage", Map.of("roomId", own, "message", "x", "replyTo", message));
      JsonObject toNothing =
          stranger.ask("sendMessage", Map.of("roomId", own, "message", "x", "replyTo", "none"));
      assertThat(answered.getString("code")).isEqualTo("invalid");
      assertThat(without(answered, "requestId", "timestamp"))
          .isEqualTo(without(toNothing, "requestId", "timestamp"));
    }
    for (String path : List.of("/messages/" + message, "/messages/" + message + "/thread")) {
      Api.Answer answer = as(eve).get("/api/v1/rooms/" + own + path);
      assertThat(answer.body()).doesNotContain("secret");
    }
  }

  private static JsonObject without(JsonObject object, String... names) {
    JsonObjectBuilder rest = Json.createObjectBuilder(object);
    for (String name : names) {
      rest.remove(name);
    }
    return rest.build();
  }

  /** Whatever members do, with a stranger's ear at every door. */
  @Test
  void nothingIsHeardOfIt() throws Exception {
    String open = Target.fresh("open-room");
    try (Participant a = open(alice);
        Participant b = open(bob);
        Participant stranger = open(eve);
        AgentsSocket ears = ears(eve)) {
      for (Participant each : List.of(a, b, stranger)) {
        each.does("joinRoom", Map.of("roomId", open));
      }
      a.does("joinRoom", Map.of("roomId", room));
      b.does("joinRoom", Map.of("roomId", room));
      JsonObject said =
          a.does("sendMessage", Map.of("roomId", room, "message", "the secret is out"));
      String id = said.getString("messageId");
      Map<String, ?> place = Map.of("roomId", room, "offset", said.getInt("offset"));
      b.does("received", place);
      b.does("markRead", place);
      b.does("react", Map.of("roomId", room, "messageId", id, "emoji", "x"));
      a.does("editMessage", Map.of("roomId", room, "messageId", id, "message", "no secret"));
      a.does("deleteMessage", Map.of("roomId", room, "messageId", id));
      for (String path : List.of("", "/archive")) {
        as(alice)
            .send(
                path.isEmpty() ? "PATCH" : "PUT",
                "/api/v1/rooms/" + room + path,
                Map.of(),
                path.isEmpty() ? "{\"name\":\"secrets\"}".getBytes(StandardCharsets.UTF_8) : null)
            .expect(204);
      }
      b.does("leaveRoom", Map.of("roomId", room));
      b.hears("messageDeleted");
      a.does("sendMessage", Map.of("roomId", open, "message", "the end"));
      JsonObject frame = stranger.next();
      while (!frame.getString("type").equals("message")) {
        assertThat(frame.toString()).doesNotContain("secret");
        frame = stranger.next();
      }
      assertThat(frame.getString("message")).isEqualTo("the end");
      JsonObject heard = ears.next();
      while (!heard.toString().contains("the end")) {
        assertThat(heard.toString()).doesNotContain("secret");
        heard = ears.next();
      }
    }
  }
}
