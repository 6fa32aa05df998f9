package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Form;
import dev.parley.blackbox.client.Handshake;
import dev.parley.blackbox.client.Participant;
import dev.parley.blackbox.client.Target;
import dev.parley.door.Fixtures;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said through the Rooms door. */
@ExtendWith(TargetExtension.class)
final class RealtimeIT {
  private final Target target;
  private final String alice = Target.fresh("alice");
  private final String bob = Target.fresh("bob");
  private final String room = Target.fresh("room");

  RealtimeIT(Target target) {
    this.target = target;
  }

  private String token(String userId) {
    return target.token(userId, "member").sign();
  }

  private Participant open(String userId) throws Exception {
    return Participant.open(target, token(userId), "?userId=" + userId);
  }

  private Map<String, Object> in(Object... members) {
    Map<String, Object> all = new HashMap<>();
    all.put("roomId", room);
    for (int i = 0; i < members.length; i += 2) {
      all.put((String) members[i], members[i + 1]);
    }
    return all;
  }

  /** Everything the sample has is there, of the same kind. */
  private static JsonObject like(String sample, JsonObject frame) {
    Fixtures.object("rooms/" + sample)
        .forEach(
            (name, value) -> {
              assertThat(frame).as(sample).containsKey(name);
              if (value.getValueType() != JsonValue.ValueType.NULL
                  && !frame.get(name).equals(JsonValue.NULL)) {
                assertThat(frame.get(name).getValueType()).as(name).isEqualTo(value.getValueType());
              }
            });
    return frame;
  }

  @Test
  void whatIsSaidHereIsReadThereAndTheOtherWayRound() throws Exception {
    Api rest = target.as(token(bob));
    try (Participant socket = open(alice)) {
      JsonObject joined = like("ack_joinRoom", socket.does("joinRoom", in()));
      assertThat(joined.getString("roomType")).isEqualTo("team");
      assertThat(joined.getString("role")).as("of who made it").isEqualTo("owner");
      assertThat(joined.getJsonArray("messages")).isEmpty();

      JsonObject posted =
          rest.post("/api/v1/conversations/" + room + "/messages", "{\"content\":\"Hello\"}")
              .expect(201)
              .json();
      JsonObject heard = like("message", socket.hears("message"));
      assertThat(heard.getString("messageId")).isEqualTo(posted.getString("messageId"));
      assertThat(heard.getString("message")).isEqualTo("Hello");
      assertThat(heard.getString("userId")).isEqualTo(bob);
      assertThat(heard.getInt("offset")).isEqualTo(posted.getInt("offset"));
      assertThat(heard.getString("topic")).isEqualTo("room:" + room);

      JsonObject sent =
          like(
              "ack_sendMessage",
              socket.does(
                  "sendMessage",
                  in("message", "Hello yourself", "replyTo", posted.getString("messageId"))));
      assertThat(socket.hears("message").getInt("offset")).isEqualTo(sent.getInt("offset"));
      JsonObject read =
          rest.get("/api/v1/rooms/" + room + "/messages?limit=1")
              .expect(200)
              .json()
              .getJsonArray("messages")
              .getJsonObject(0);
      assertThat(read.getString("messageId")).isEqualTo(sent.getString("messageId"));
      assertThat(read.getString("message")).isEqualTo("Hello yourself");
      assertThat(read.getString("timestamp")).isEqualTo(sent.getString("timestamp"));
    }
  }

  @Test
  void whoSpeaksWithoutComingInComesInFirst() throws Exception {
    try (Participant a = open(alice);
        Participant b = open(bob)) {
      JsonObject first = a.does("sendMessage", in("message", "Is anybody here?"));
      assertThat(a.hears("message").getInt("offset")).isEqualTo(first.getInt("offset"));
      JsonObject second = b.does("sendMessage", in("message", "I am."));
      for (Participant each : List.of(a, b)) {
        JsonObject heard = each.hears("message");
        assertThat(heard.getInt("offset")).isEqualTo(second.getInt("offset"));
        assertThat(heard.getString("message")).isEqualTo("I am.");
      }
      assertThat(a.does("joinRoom", in()).getJsonArray("members"))
          .extracting(member -> member.asJsonObject().getString("userId"))
          .containsExactly(alice, bob);
    }
  }

  @Test
  void aRetryIsAnsweredLikeTheFirstTime() throws Exception {
    try (Participant a = open(alice)) {
      a.does("joinRoom", in());
      Map<String, Object> message = in("message", "once", "clientMessageId", "c1");
      JsonObject first = a.does("sendMessage", message);
      JsonObject again = a.does("sendMessage", message);
      assertThat(again.getString("messageId")).isEqualTo(first.getString("messageId"));
      assertThat(again.getInt("offset")).isEqualTo(first.getInt("offset"));
      JsonObject other = a.does("sendMessage", in("message", "twice"));
      assertThat(a.hears("message").getString("message")).isEqualTo("once");
      assertThat(a.hears("message").getInt("offset")).isEqualTo(other.getInt("offset"));
    }
  }

  @Test
  void whoComesBackHearsWhatWasMissed() throws Exception {
    JsonObject seen;
    try (Participant a = open(alice)) {
      seen = a.does("sendMessage", in("message", "1"));
    }
    try (Participant b = open(bob)) {
      for (String text : List.of("2", "3", "4")) {
        b.does("sendMessage", in("message", text));
      }
    }
    int since = seen.getInt("offset");
    String epoch = seen.getString("epoch");
    for (Map<String, Object> place :
        List.of(in("since", since), in("since", since, "epoch", epoch))) {
      try (Participant a = open(alice)) {
        JsonObject joined = like("ack_joinRoom_since", a.does("joinRoom", place));
        assertThat(joined.getInt("offset")).isEqualTo(since);
        assertThat(joined.getString("epoch")).isEqualTo(epoch);
        assertThat(joined.getJsonArray("messages")).isEmpty();
        int expected = since;
        for (String text : List.of("2", "3", "4")) {
          JsonObject event = a.next();
          for (; !event.getString("type").equals("message"); event = a.next()) {
            expected += event.containsKey("topic") ? 1 : 0;
          }
          assertThat(event.getInt("offset")).isEqualTo(++expected);
          assertThat(event.getString("message")).isEqualTo(text);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"since\":0,\"epoch\":\"another\"}", "{\"since\":4711}"})
  void whoCannotGoOnIsShownTheRoomAnew(String place) throws Exception {
    try (Participant a = open(alice)) {
      JsonObject said = a.does("sendMessage", in("message", "1"));
      a.hears("message");
      Map<String, Object> members = in();
      Api.object(place).forEach(members::put);
      a.does("joinRoom", members);
      JsonObject resync = like("resync", a.hears("resync"));
      assertThat(resync.getString("topic")).isEqualTo("room:" + room);
      JsonObject state = like("roomState", a.next());
      assertThat(state.getString("type")).isEqualTo("roomState");
      assertThat(state.getString("epoch")).isEqualTo(said.getString("epoch"));
      assertThat(state.getInt("offset")).isEqualTo(said.getInt("offset"));
      assertThat(state.getJsonArray("messages")).hasSize(1);
      a.does("sendMessage", in("message", "2"));
      assertThat(a.hears("message").getString("message")).isEqualTo("2");
    }
  }

  @Test
  void whoHasLeftTheRoomHearsNothingOfIt() throws Exception {
    try (Participant a = open(alice);
        Participant b = open(bob)) {
      a.does("joinRoom", in());
      b.does("joinRoom", in());
      a.does("leaveRoom", in());
      b.does("sendMessage", in("message", "behind your back"));
      b.hears("message");
      a.does("sendMessage", in("message", "I am back"));
      assertThat(a.hears("message").getString("message")).isEqualTo("I am back");
      JsonObject room = a.does("joinRoom", in());
      assertThat(room.getJsonArray("messages"))
          .extracting(message -> message.asJsonObject().getString("message"))
          .containsExactly("behind your back", "I am back");
      assertThat(room.getInt("memberCount")).as("still belongs to it").isEqualTo(2);
    }
  }

  /** Frames are carried out one after another, although each waits for something else. */
  @Test
  void whatIsAskedInOneGoIsDoneInThatOrder() throws Exception {
    try (Participant a = open(alice);
        Participant b = open(bob)) {
      String room = "\"roomId\":\"" + this.room + "\"}";
      a.send("{\"action\":\"joinRoom\"," + room);
      a.send("{\"action\":\"leaveRoom\"," + room);
      a.send("{\"action\":\"ping\"}");
      assertThat(a.next().getString("roomId")).isEqualTo(this.room);
      assertThat(a.next().getString("type")).isEqualTo("ack");
      assertThat(a.next().getString("type")).isEqualTo("pong");
      b.does("sendMessage", in("message", "unheard"));
      b.hears("message");
      assertThat(a.ask("ping", Map.of()).getString("type")).isEqualTo("pong");
      a.send("{\"action\":\"ping\"}");
      assertThat(a.next().getString("type")).isEqualTo("pong");
    }
  }

  @Test
  void messagesAreEditedReactedToAndDeleted() throws Exception {
    try (Participant a = open(alice);
        Participant b = open(bob)) {
      a.does("joinRoom", in());
      b.does("joinRoom", in());
      String message = a.does("sendMessage", in("message", "frist")).getString("messageId");
      assertThat(b.refusal("editMessage", in("messageId", message, "message", "mine")))
          .isEqualTo("forbidden");
      like("ack_sendMessage", a.does("editMessage", in("messageId", message, "message", "first")));
      b.does("react", in("messageId", message, "emoji", "👍"));
      b.does("unreact", in("messageId", message, "emoji", "👍"));
      assertThat(b.refusal("deleteMessage", in("messageId", message))).isEqualTo("forbidden");
      a.does("deleteMessage", in("messageId", message));
      for (Participant each : List.of(a, b)) {
        assertThat(each.hears("message").getString("message")).isEqualTo("frist");
        assertThat(like("messageEdited", each.hears("messageEdited")).getString("message"))
            .isEqualTo("first");
        assertThat(like("reaction", each.hears("reaction")).getBoolean("added")).isTrue();
        assertThat(each.hears("reaction").getBoolean("added")).isFalse();
        assertThat(like("messageDeleted", each.hears("messageDeleted")).getString("messageId"))
            .isEqualTo(message);
      }
      assertThat(a.refusal("react", in("messageId", message, "emoji", "👍")))
          .isEqualTo("not_found");
    }
  }

  @Test
  void sendersAreToldWhatWasReceivedAndRead() throws Exception {
    try (Participant a = open(alice);
        Participant phone = open(alice);
        Participant b = open(bob)) {
      a.does("joinRoom", in());
      phone.does("joinRoom", in());
      b.does("joinRoom", in());
      int offset = a.does("sendMessage", in("message", "Read this")).getInt("offset");
      b.does("received", in("offset", offset));
      b.does("markRead", in("offset", offset));
      for (Participant each : List.of(a, phone)) {
        JsonObject delivered = like("delivered", each.hears("delivered"));
        assertThat(delivered.getString("userId")).isEqualTo(bob);
        assertThat(delivered.getInt("offset")).isEqualTo(offset);
        assertThat(like("read", each.hears("read")).getInt("offset")).isEqualTo(offset);
      }
      assertThat(target.as(token(bob)).get("/api/v1/rooms/" + room).json().getInt("lastRead"))
          .isEqualTo(offset);
    }
  }

  @Test
  void othersAreToldWhoLooksInAndWhoNoLongerDoes() throws Exception {
    try (Participant a = open(alice);
        Participant b = open(bob)) {
      a.does("joinRoom", in());
      b.does("joinRoom", in());
      assertThat(like("userJoined", a.hears("userJoined")).getString("userId")).isEqualTo(bob);
      try (Participant phone = open(bob)) {
        phone.does("sendMessage", in("message", "on my phone"));
        b.does("leaveRoom", in());
        phone.does("sendMessage", in("message", "still here"));
        JsonObject frame = a.next();
        while (!frame.getString("message", "").equals("still here")) {
          assertThat(frame.getString("type")).isNotIn("userJoined", "userLeft");
          frame = a.next();
        }
      }
      assertThat(like("userLeft", a.hears("userLeft")).getString("userId")).isEqualTo(bob);
      b.does("joinRoom", in());
      a.hears("userJoined");
      b.does("leaveRoom", in());
      assertThat(a.hears("userLeft").getString("userId")).isEqualTo(bob);
    }
  }

  @Test
  void filesComeWithMessages() throws Exception {
    Api rest = target.as(token(alice));
    try (Participant a = open(alice);
        Participant b = open(bob)) {
      a.does("joinRoom", in());
      b.does("joinRoom", in());
      String file =
          rest.send(
                  "POST",
                  "/api/v1/rooms/" + room + "/attachments",
                  Form.HEADERS,
                  new Form().file("plan.txt", "text/plain", "The plan"))
              .expect(201)
              .json()
              .getString("attachmentId");
      a.does("sendMessage", in("messageType", "file", "attachments", List.of(file)));
      JsonObject heard = like("message", b.hears("message"));
      assertThat(heard.getString("messageType")).isEqualTo("file");
      JsonObject told = heard.getJsonArray("attachments").getJsonObject(0);
      assertThat(told.getString("attachmentId")).isEqualTo(file);
      assertThat(target.as(token(bob)).get(told.getString("url")).expect(200).body())
          .isEqualTo("The plan");
      assertThat(b.refusal("sendMessage", in("attachments", List.of(file))))
          .as("not brought by them")
          .isEqualTo("invalid");
    }
  }

  @Test
  void historyIsReadPageByPage() throws Exception {
    try (Participant a = open(alice)) {
      for (int i = 1; i <= 5; i++) {
        a.does("sendMessage", in("message", "m" + i));
      }
      List<String> read = new ArrayList<>();
      Map<String, Object> page = in("limit", 2);
      for (int pages = 0; page != null; pages++) {
        JsonObject answer = like("ack_getHistory", a.does("getHistory", page));
        List<String> texts =
            answer.getJsonArray("messages").stream()
                .map(message -> message.asJsonObject().getString("message"))
                .toList();
        read.addAll(0, texts);
        page =
            answer.isNull("nextBefore")
                ? null
                : in("limit", 2, "before", answer.getInt("nextBefore"));
        assertThat(pages).isLessThan(3);
      }
      assertThat(read).containsExactly("m1", "m2", "m3", "m4", "m5");
    }
  }

  @Test
  void whoWasRemovedHearsNoMore() throws Exception {
    try (Participant a = open(alice);
        Participant b = open(bob)) {
      a.does("joinRoom", in("roomType", "direct"));
      assertThat(b.refusal("joinRoom", in())).isEqualTo("not_found");
      assertThat(b.refusal("sendMessage", in("message", "x"))).isEqualTo("not_found");
      Api owner = target.as(token(alice));
      String member = "/api/v1/rooms/" + room + "/members/" + bob;
      owner
          .send("PUT", member, Map.of(), "{\"role\":\"member\"}".getBytes(StandardCharsets.UTF_8))
          .expect(204);
      b.does("joinRoom", in());
      a.does("sendMessage", in("message", "You see this"));
      assertThat(b.hears("message").getString("message")).isEqualTo("You see this");
      owner.send("DELETE", member, Map.of(), null).expect(204);
      a.does("sendMessage", in("message", "But not this"));
      assertThat(b.refusal("getHistory", in())).isEqualTo("not_found");
      b.send("{\"action\":\"ping\"}");
      assertThat(b.next().getString("type")).isEqualTo("pong");
    }
  }

  @Test
  void usersAndEverybodyAreTold() throws Exception {
    try (Participant a = open(alice);
        Participant admin = Participant.open(target, target.adminKey())) {
      target
          .admin()
          .post(
              "/api/v1/notifications",
              "{\"level\":\"info\",\"message\":\"For you\",\"userId\":\"" + alice + "\"}")
          .expect(201);
      JsonObject told = like("notification", a.hears("notification"));
      assertThat(told.getString("message")).isEqualTo("For you");
      assertThat(told.getString("topic")).isEqualTo("user:" + alice);

      Map<String, ?> news = Map.of("event", "maintenance", "data", Map.of("room", this.room));
      assertThat(a.refusal("broadcast", news)).isEqualTo("forbidden");
      admin.does("broadcast", news);
      JsonObject event =
          a.hears(
              frame ->
                  frame.getString("type").equals("systemEvent") && frame.toString().contains(room));
      assertThat(like("systemEvent", event).getString("event")).isEqualTo("maintenance");
      assertThat(event.getString("topic")).isEqualTo("global");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/realtime", "/development", "/production"})
  void isWhereTheGuideSays(String path) throws Exception {
    try (Participant a =
        Participant.at(target, path + "?userId=" + alice + "&token=" + token(alice), List.of())) {
      like("pong", a.ask("ping", Map.of()));
    }
  }

  @Test
  void tellsWhatIsWrongAndStaysOpen() throws Exception {
    try (Participant a = open(alice)) {
      for (String text : List.of("no JSON", "[]", "\u0000")) {
        a.send(text);
        JsonObject error = a.next();
        assertThat(error.getString("type")).isEqualTo("error");
        assertThat(error.getString("code")).isEqualTo("malformed");
      }
      JsonObject unknown = like("error_with_faults", a.ask("dance", Map.of()));
      assertThat(unknown.getString("message")).contains("/action").contains("joinRoom");
      JsonObject missing = like("error_with_faults", a.ask("joinRoom", Map.of()));
      assertThat(missing.getJsonArray("errors").getJsonObject(0).getString("pointer"))
          .isEqualTo("/roomId");
      assertThat(a.refusal("markRead", in("offset", 1))).isEqualTo("not_found");
      assertThat(a.ask("ping", Map.of()).getString("type")).isEqualTo("pong");
    }
  }

  @Test
  void aNewerTokenOfTheSameUserIsTaken() throws Exception {
    try (Participant a = open(alice)) {
      a.does("auth", Map.of("token", token(alice)));
      assertThat(a.refusal("auth", Map.of("token", token(bob)))).isEqualTo("forbidden");
      assertThat(a.refusal("auth", Map.of("token", "nonsense"))).isEqualTo("unauthenticated");
      assertThat(a.ask("ping", Map.of()).getString("type")).isEqualTo("pong");
    }
  }

  /** Of all limits the one that does not depend on how fast this machine is. */
  @Test
  void makingMoreRoomsThanTheLimitIsRefused() throws Exception {
    try (Participant a = open(alice)) {
      JsonObject answer = a.does("joinRoom", in());
      for (int i = 1; i <= 70 && answer.getString("type").equals("ack"); i++) {
        answer = a.ask("joinRoom", Map.of("roomId", room + "-" + i));
      }
      assertThat(like("error", answer).getString("code")).isEqualTo("rate_limited");
      assertThat(answer.getInt("retryAfterMs")).isPositive();
      assertThat(a.does("joinRoom", in()).getString("roomId")).as("made before").isEqualTo(room);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', none, 401, unauthenticated, 4401",
    "'', nonsense, 401, unauthenticated, 4401",
    "?userId=somebody-else, own, 403, forbidden, 4403",
    "?userId=, own, 400, invalid, 4400",
    "?batch=maybe, own, 400, invalid, 4400",
  })
  void refusesWhoMayNotComeIn(
      String query, String credential, int status, String code, int closeCode) throws Exception {
    String token = credential.equals("own") ? token(alice) : credential;
    List<String> field =
        credential.equals("none") ? List.of() : List.of("Authorization: Bearer " + token);
    Handshake handshake = Handshake.at(target, Target.REALTIME + query, 0, field);
    assertThat(handshake.status()).as(handshake.body()).isEqualTo(status);
    Problems.check(handshake.body(), status, code, Target.REALTIME);
    List<String> headers = new ArrayList<>(List.of("Origin", Target.PAGE));
    if (!credential.equals("none")) {
      headers.addAll(List.of("Authorization", "Bearer " + token));
    }
    try (Participant told = Participant.at(target, Target.REALTIME + query, headers)) {
      JsonObject error = told.next();
      assertThat(error.getString("type")).isEqualTo("error");
      assertThat(error.getString("code")).isEqualTo(code);
      assertThat(told.closeCode()).isEqualTo(closeCode);
    }
  }

  @Test
  void bytesAreNotUnderstood() throws Exception {
    try (Participant a = open(alice)) {
      a.send(new byte[] {1, 2, 3});
      assertThat(a.next().getString("code")).isEqualTo("malformed");
      assertThat(a.ask("ping", Map.of()).getString("type")).isEqualTo("pong");
    }
  }

  @Test
  void aFrameThatIsTooLargeEndsTheConnection() throws Exception {
    try (Participant a = open(alice)) {
      a.send("{\"action\":\"ping\",\"x\":\"" + "x".repeat(64 << 10) + "\"}");
      assertThat(a.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void whoIsRevokedIsClosed() throws Exception {
    Target.Key key = target.key("user", alice, "member");
    try (Participant a = Participant.open(target, key.secret())) {
      a.does("joinRoom", in());
      target.revoke(key.id());
      assertThat(a.closeCode()).isEqualTo(4401);
    }
  }

  /** Each waits for its answer: who still writes when the hub cuts the line may miss the reason. */
  @Test
  void whoIgnoresLimitsIsClosed() throws Exception {
    try (Participant a = open(alice)) {
      int refused = 0;
      for (JsonObject answer = pinged(a); answer != null; answer = pinged(a)) {
        refused += answer.getString("code", "").equals("rate_limited") ? 1 : 0;
      }
      assertThat(refused).isPositive();
      assertThat(a.closeCode()).isEqualTo(1008);
    }
  }

  /** The answer to a ping; null where the connection has ended instead. */
  private static JsonObject pinged(Participant participant) throws Exception {
    participant.send("{\"action\":\"ping\"}");
    return participant.nextIfAny().orElse(null);
  }

  @Test
  void answersThatItTakesHandshakesOnly() throws Exception {
    Problems.check(target.admin().get(Target.REALTIME), 400, "malformed", Target.REALTIME);
  }
}
