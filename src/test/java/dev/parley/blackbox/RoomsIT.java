package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Form;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms over REST: who belongs to them, who may do what, and who is told of them. */
@ExtendWith(TargetExtension.class)
final class RoomsIT {
  private static final String ROOMS = "/api/v1/rooms";

  private final Target target;
  private final String owner = Target.fresh("owner");
  private final Api asOwner;

  RoomsIT(Target target) {
    this.target = target;
    this.asOwner = member(owner);
  }

  private Api member(String userId) {
    return target.as(target.token(userId, "member").sign());
  }

  private String make(String type, String... members) throws Exception {
    StringBuilder ids = new StringBuilder();
    for (String member : members) {
      ids.append(ids.isEmpty() ? "" : ",").append('"').append(member).append('"');
    }
    return asOwner
        .post(ROOMS, "{\"roomType\":\"" + type + "\",\"members\":[" + ids + "]}")
        .expect(201)
        .json()
        .getString("roomId");
  }

  private static Api.Answer send(Api api, String method, String path, String body)
      throws Exception {
    return api.send(
        method, path, Map.of(), body == null ? null : body.getBytes(StandardCharsets.UTF_8));
  }

  private static String say(Api api, String room, String text) throws Exception {
    return api.post(ROOMS + "/" + room + "/messages", "{\"message\":\"" + text + "\"}")
        .expect(201)
        .json()
        .getString("messageId");
  }

  @Test
  void aRoomIsMadeShownAndListed() throws Exception {
    String id = Target.fresh("room é");
    JsonObject made =
        asOwner
            .post(
                ROOMS,
                "{\"roomId\":\""
                    + id
                    + "\",\"roomType\":\"content\",\"name\":\"A room\",\"messageTtl\":3600,"
                    + "\"members\":[\"bob\"]}")
            .expect(201)
            .json();
    assertThat(made.getString("roomId")).isEqualTo(id);
    String path = ROOMS + "/" + id.replace(" ", "%20").replace("é", "%C3%A9");

    JsonObject room = asOwner.get(path).expect(200).json();
    assertThat(room.getString("roomId")).isEqualTo(id);
    assertThat(room.getString("roomType")).isEqualTo("content");
    assertThat(room.getString("name")).isEqualTo("A room");
    assertThat(room.getInt("messageTtl")).isEqualTo(3600);
    assertThat(room.getString("role")).isEqualTo("owner");
    assertThat(room.getInt("memberCount")).isEqualTo(2);
    assertThat(room.getInt("offset")).isEqualTo(3);
    assertThat(room.getJsonArray("messages")).isEmpty();
    assertThat(room.getJsonArray("members").getJsonObject(0).getString("userId")).isEqualTo(owner);
    JsonObject listed =
        asOwner.get(ROOMS + "?limit=1").expect(200).json().getJsonArray("rooms").getJsonObject(0);
    assertThat(listed.getString("roomId")).isEqualTo(id);

    Problems.check(asOwner.post(ROOMS, "{\"roomId\":\"" + id + "\"}"), 409, "conflict", ROOMS);
    send(asOwner, "PATCH", path, "{\"name\":\"Another\",\"messageTtl\":0}").expect(204);
    room = asOwner.get(path).expect(200).json();
    assertThat(room.getString("name")).isEqualTo("Another");
    assertThat(room.isNull("messageTtl")).isTrue();
  }

  @Test
  void aRepeatedRequestMakesOneRoom() throws Exception {
    Map<String, String> key = Map.of("Idempotency-Key", Target.fresh("key"));
    JsonObject first = asOwner.post(ROOMS, "{}", key).expect(201).json();
    assertThat(asOwner.post(ROOMS, "{}", key).expect(201).json()).isEqualTo(first);
    Problems.check(asOwner.post(ROOMS, "{\"name\":\"x\"}", key), 422, "invalid", ROOMS);
  }

  @Test
  void aMessageIsSaidEditedAnsweredReactedToAndDeleted() throws Exception {
    String room = make("team");
    String path = ROOMS + "/" + room + "/messages";
    String bob = Target.fresh("bob");
    Api asBob = member(bob);
    JsonObject posted =
        asBob
            .post(path, "{\"message\":\"Good\\nmorning \\uD83D\\uDE00\",\"messageType\":\"text\"}")
            .expect(201)
            .json();
    String id = posted.getString("messageId");
    assertThat(posted.getString("roomId")).isEqualTo(room);
    assertThat(posted.getString("epoch")).isNotBlank();
    String answer =
        asOwner
            .post(path, "{\"message\":\"And you\",\"replyTo\":\"" + id + "\"}")
            .expect(201)
            .json()
            .getString("messageId");
    for (String emoji : List.of("%F0%9F%91%8D", "+1", "%E2%9D%A4%EF%B8%8F")) {
      send(asOwner, "PUT", path + "/" + id + "/reactions/" + emoji, null).expect(204);
    }
    send(asOwner, "DELETE", path + "/" + id + "/reactions/+1", null).expect(204);

    JsonObject shown = asOwner.get(path + "/" + id).expect(200).json();
    assertThat(shown.getString("message")).isEqualTo("Good\nmorning \uD83D\uDE00");
    assertThat(shown.getString("userId")).isEqualTo(bob);
    assertThat(shown.get("offset")).isEqualTo(posted.get("offset"));
    assertThat(shown.getString("timestamp")).isEqualTo(posted.getString("timestamp"));
    assertThat(shown.getInt("replies")).isEqualTo(1);
    assertThat(shown.getJsonObject("reactions").keySet())
        .containsExactlyInAnyOrder("\uD83D\uDC4D", "\u2764\uFE0F");
    assertThat(
            asBob
                .get(path + "/" + id + "/thread")
                .expect(200)
                .json()
                .getJsonArray("messages")
                .getJsonObject(0)
                .getString("messageId"))
        .isEqualTo(answer);

    Problems.check(
        send(asOwner, "PATCH", path + "/" + id, "{\"message\":\"Bad morning\"}"),
        403,
        "forbidden",
        path + "/" + id);
    send(asBob, "PATCH", path + "/" + id, "{\"message\":\"Good evening\"}").expect(204);
    shown = asOwner.get(path + "/" + id).expect(200).json();
    assertThat(shown.getString("message")).isEqualTo("Good evening");
    assertThat(shown.getString("editedAt")).isNotBlank();

    send(asOwner, "DELETE", path + "/" + id, null).expect(204);
    send(asOwner, "DELETE", path + "/" + id, null).expect(204);
    Problems.check(asBob.get(path + "/" + id), 404, "not_found", path + "/" + id);
    assertThat(texts(asBob.get(path).expect(200).json())).containsExactly("And you");
  }

  private static List<String> texts(JsonObject page) {
    return page.getJsonArray("messages").getValuesAs(JsonObject.class).stream()
        .map(message -> message.getString("message"))
        .toList();
  }

  @Test
  void aRepeatedMessageIsSaidOnce() throws Exception {
    String path = ROOMS + "/" + make("team") + "/messages";
    String named = "{\"message\":\"once\",\"clientMessageId\":\"c1\"}";
    JsonObject first = asOwner.post(path, named).expect(201).json();
    assertThat(asOwner.post(path, named).expect(201).json()).isEqualTo(first);
    String own = "{\"message\":\"once\",\"messageId\":\"" + Target.fresh("mine") + "\"}";
    JsonObject second = asOwner.post(path, own).expect(201).json();
    assertThat(asOwner.post(path, own).expect(201).json()).isEqualTo(second);
    Problems.check(member(Target.fresh("bob")).post(path, own), 409, "conflict", path);
    assertThat(texts(asOwner.get(path).expect(200).json())).hasSize(2);
  }

  @Test
  void messagesComeInPages() throws Exception {
    String room = make("team");
    for (int i = 0; i < 7; i++) {
      say(asOwner, room, "m" + i);
    }
    List<String> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonObject page =
          asOwner
              .get(
                  ROOMS
                      + "/"
                      + room
                      + "/messages?limit=3"
                      + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .expect(200)
              .json();
      all.addAll(texts(page));
      cursor = page.getString("nextCursor", "");
    } while (!cursor.isEmpty());
    assertThat(all).containsExactly("m6", "m5", "m4", "m3", "m2", "m1", "m0");
  }

  @Test
  void aConversationIsTheRoomOfThatId() throws Exception {
    String id = Target.fresh("conversation");
    String path = "/api/v1/conversations/" + id + "/messages";
    Api service = target.as(target.key("service", "ci", "agent").secret());
    JsonObject posted =
        service
            .post(
                path,
                "{\"content\":\"Done\",\"sender\":\"assistant\","
                    + "\"timestamp\":\"2026-01-30T12:00:00Z\"}")
            .expect(201)
            .json();
    assertThat(posted.getString("roomId")).isEqualTo(id);
    JsonObject shown =
        asOwner.get(path).expect(200).json().getJsonArray("messages").getJsonObject(0);
    assertThat(shown.getString("userId")).isEqualTo("assistant");
    assertThat(shown.getString("timestamp")).isEqualTo("2026-01-30T12:00:00.000Z");
    assertThat(asOwner.get(ROOMS + "/" + id).expect(200).json().getString("createdBy"))
        .isEqualTo("assistant");

    Problems.check(
        asOwner.post(path, "{\"content\":\"x\",\"sender\":\"assistant\"}"), 403, "forbidden", path);
    asOwner.post(path, "{\"content\":\"x\",\"sender\":\"" + owner + "\"}").expect(201);
  }

  @Test
  void unreadMessagesOfOthersAreCountedUntilTheyAreRead() throws Exception {
    String bob = Target.fresh("bob");
    Api asBob = member(bob);
    String room = make("team", bob);
    say(asOwner, room, "one");
    say(asBob, room, "two");
    say(asOwner, room, "three");

    JsonObject before = asBob.get(ROOMS + "/" + room).expect(200).json();
    assertThat(before.getInt("unread")).isEqualTo(2);
    int head = before.getInt("offset");
    send(asBob, "PUT", ROOMS + "/" + room + "/read", "{\"offset\":" + (head - 1) + "}").expect(204);
    send(asBob, "PUT", ROOMS + "/" + room + "/received", "{\"offset\":" + head + "}").expect(204);
    JsonObject after = asBob.get(ROOMS + "/" + room).expect(200).json();
    assertThat(after.getInt("unread")).isEqualTo(1);
    assertThat(after.getInt("lastRead")).isEqualTo(head - 1);
    JsonObject receipt =
        after.getJsonArray("receipts").getValuesAs(JsonObject.class).stream()
            .filter(entry -> entry.getString("userId").equals(bob))
            .findFirst()
            .orElseThrow();
    assertThat(receipt.getInt("received")).isEqualTo(head);
    assertThat(receipt.getInt("read")).isEqualTo(head - 1);
  }

  @Test
  void aMessageWhoseTimeIsOverIsGoneFromEverywhere() throws Exception {
    String room = make("team");
    String path = ROOMS + "/" + room;
    String word = "word" + Target.fresh("").replaceAll("[^a-z0-9]", "");
    String stays = say(asOwner, room, word + " stays");
    send(asOwner, "PATCH", path, "{\"messageTtl\":1}").expect(204);
    String goes = say(asOwner, room, word + " goes");
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (asOwner.get(path + "/messages/" + goes).status() != 404) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }

    for (String shown :
        List.of(path, path + "/messages", "/api/v1/search?q=" + word + "&roomId=" + room)) {
      assertThat(asOwner.get(shown).expect(200).body()).contains(stays).doesNotContain(goes);
    }
    Problems.check(
        asOwner.post(path + "/messages", "{\"message\":\"x\",\"replyTo\":\"" + goes + "\"}"),
        422,
        "invalid",
        path + "/messages");
  }

  @Test
  void messagesAreFoundByTheirWords() throws Exception {
    String word = Target.fresh("needle").replace("-", "");
    String room = make("team");
    String secret = make("direct");
    say(asOwner, room, "A " + word + " in the Heu");
    say(asOwner, room, "Another " + word);
    say(asOwner, secret, "A secret " + word);
    Api stranger = member(Target.fresh("stranger"));

    assertThat(texts(asOwner.get("/api/v1/search?q=" + word).expect(200).json())).hasSize(3);
    assertThat(texts(stranger.get("/api/v1/search?q=" + word).expect(200).json()))
        .containsExactly("Another " + word, "A " + word + " in the Heu");
    assertThat(texts(stranger.get("/api/v1/search?q=" + word + "%20heu").expect(200).json()))
        .containsExactly("A " + word + " in the Heu");
    assertThat(
            texts(asOwner.get("/api/v1/search?q=" + word + "&roomId=" + secret).expect(200).json()))
        .containsExactly("A secret " + word);
    for (String query : List.of("", "?q=", "?q=%20", "?q=x&limit=0", "?q=%00", "?q=x&roomId=")) {
      Problems.check(stranger.get("/api/v1/search" + query), 422, "invalid", "/api/v1/search");
    }
  }

  @Test
  void membersAreInvitedGivenRolesMutedAndRemoved() throws Exception {
    String bob = Target.fresh("bob");
    Api asBob = member(bob);
    String room = make("direct");
    String path = ROOMS + "/" + room;
    String invitation =
        asOwner
            .post(path + "/invitations", "{\"userId\":\"" + bob + "\",\"role\":\"guest\"}")
            .expect(201)
            .json()
            .getString("invitationId");
    JsonObject asked =
        asBob
            .get("/api/v1/invitations")
            .expect(200)
            .json()
            .getJsonArray("invitations")
            .getJsonObject(0);
    assertThat(asked.getString("invitationId")).isEqualTo(invitation);
    assertThat(asked.getJsonObject("room").getString("roomId")).isEqualTo(room);
    String answer = path + "/invitations/" + invitation + "/answer";
    Problems.check(
        send(member(Target.fresh("eve")), "PUT", answer, "{\"accepted\":true}"),
        404,
        "not_found",
        answer);
    send(asBob, "PUT", answer, "{\"accepted\":true}").expect(204);
    assertThat(asBob.get("/api/v1/invitations").expect(200).json().getJsonArray("invitations"))
        .isEmpty();

    Problems.check(
        asBob.post(path + "/messages", "{\"message\":\"x\"}"),
        403,
        "forbidden",
        path + "/messages");
    send(asOwner, "PUT", path + "/members/" + bob, "{\"role\":\"member\"}").expect(204);
    say(asBob, room, "hello");
    send(
            asOwner,
            "PUT",
            path + "/members/" + bob + "/mute",
            "{\"until\":\"2099-01-01T00:00:00+01:00\"}")
        .expect(204);
    Problems.check(
        asBob.post(path + "/messages", "{\"message\":\"x\"}"),
        403,
        "forbidden",
        path + "/messages");
    JsonObject muted =
        asOwner
            .get(path + "/members?limit=1")
            .expect(200)
            .json()
            .getJsonArray("members")
            .getJsonObject(0);
    assertThat(muted.getString("mutedUntil")).isEqualTo("2098-12-31T23:00:00.000Z");
    send(asOwner, "DELETE", path + "/members/" + bob + "/mute", null).expect(204);
    say(asBob, room, "again");

    Problems.check(
        send(asBob, "DELETE", path + "/members/" + owner, null),
        403,
        "forbidden",
        path + "/members/" + owner);
    Problems.check(
        send(asOwner, "DELETE", path + "/members/" + owner, null),
        409,
        "conflict",
        path + "/members/" + owner);
    send(asOwner, "DELETE", path + "/members/" + bob, null).expect(204);
    Problems.check(asBob.get(path), 404, "not_found", path);
    send(asOwner, "PUT", path + "/archive", null).expect(204);
    Problems.check(
        asOwner.post(path + "/messages", "{\"message\":\"x\"}"),
        409,
        "conflict",
        path + "/messages");
  }

  static List<Endpoint> endpointsOfARoom() {
    return Endpoint.ALL.stream()
        .filter(endpoint -> endpoint.path().matches("/api/v1/(rooms|conversations)/r(/.*)?"))
        .toList();
  }

  /** As if there were none: word for word, whatever it is that one asks. */
  @ParameterizedTest
  @MethodSource("endpointsOfARoom")
  void nobodyIsToldOfAPrivateRoom(Endpoint endpoint) throws Exception {
    for (String type : List.of("direct", "content", "bot")) {
      String bob = Target.fresh("bob");
      String room = make(type, bob);
      String file =
          asOwner
              .send(
                  "POST",
                  ROOMS + "/" + room + "/attachments",
                  Form.HEADERS,
                  new Form().file("secret.png", "image/png", Form.picture(4, 4)))
              .expect(201)
              .json()
              .getString("attachmentId");
      String message =
          asOwner
              .post(
                  ROOMS + "/" + room + "/messages",
                  "{\"message\":\"secret\",\"attachments\":[\"" + file + "\"]}")
              .expect(201)
              .json()
              .getString("messageId");
      Api stranger = member(Target.fresh("eve"));
      Endpoint asked = at(endpoint, room, message, file);
      JsonObject problem = Problems.check(asked.ask(stranger), 404, "not_found", asked.path());
      assertThat(problem.toString()).doesNotContain("secret");
      if (!endpoint.method().equals("POST") || !endpoint.path().endsWith("/messages")) {
        String none = Target.fresh("none");
        JsonObject other =
            Problems.check(
                at(endpoint, none, message, file).ask(stranger),
                404,
                "not_found",
                at(endpoint, none, message, file).path());
        assertThat(problem.toString().replace(room, none)).isEqualTo(other.toString());
      }
      assertThat(endpoint.method().equals("GET") ? asked.ask(member(bob)).status() : 200)
          .isEqualTo(200);
    }
  }

  private static Endpoint at(Endpoint endpoint, String room, String message, String file) {
    return new Endpoint(
        endpoint.method(),
        endpoint
            .path()
            .replaceFirst("/r(?=/|$)", "/" + room)
            .replaceFirst("/m(?=/|$)", "/" + message)
            .replaceFirst("/att(?=/|$)", "/" + file),
        endpoint.role(),
        endpoint.body());
  }

  @Test
  void aPrivateRoomIsInNoListOfStrangers() throws Exception {
    String room = make("direct");
    say(asOwner, room, "secret");
    Api stranger = member(Target.fresh("eve"));
    for (String path : List.of(ROOMS + "?limit=500", "/api/v1/search?q=secret&limit=500")) {
      assertThat(stranger.get(path).expect(200).body()).doesNotContain(room);
    }
    Problems.check(
        stranger.get("/api/v1/search?q=secret&roomId=" + room), 404, "not_found", "/api/v1/search");
    assertThat(stranger.get("/api/v1/events?topics=room:" + room).status()).isBetween(400, 499);
    String path = ROOMS + "/" + make("team");
    Api observer = target.as(target.token("olga", "observer").sign());
    Problems.check(observer.get(path), 404, "not_found", path);
  }

  @Test
  void whoSaysTooMuchIsToldWhenToGoOn() throws Exception {
    Api bob = member(Target.fresh("bob"));
    String path = ROOMS + "/" + make("team") + "/messages";
    for (int i = 0; i < 500; i++) {
      Api.Answer answer = bob.post(path, "{\"message\":\"m\"}");
      if (answer.status() != 201) {
        Problems.check(answer, 429, "rate_limited", path);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(0, 2);
        assertThat(answer.header("RateLimit")).contains("messages");
        return;
      }
    }
    throw new AssertionError("nothing was refused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"message\":\"\"}",
        "{\"message\":\" \\n\"}",
        "{\"message\":1}",
        "{\"message\":\"x\",\"messageType\":\"video\"}",
        "{\"message\":\"x\",\"attachments\":[\"none\"]}",
        "{\"message\":\"x\",\"replyTo\":\"none\"}",
        "{\"message\":\"x\",\"messageId\":\"msg_7\"}",
        "{\"message\":\"x\",\"clientMessageId\":\"\\n\"}",
        "{\"message\":\"x\",\"timestamp\":\"yesterday\"}"
      })
  void whatCannotBeSaid(String body) throws Exception {
    String path = ROOMS + "/" + make("team") + "/messages";
    JsonObject problem = Problems.check(asOwner.post(path, body), 422, "invalid", path);
    assertThat(Problems.pointers(problem)).isNotEmpty();
    assertThat(texts(asOwner.get(path).expect(200).json())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%20", "%0A", "%00", "%E2%80%AE", "LONG"})
  void pathsThatNameNothing(String name) throws Exception {
    String id = name.equals("LONG") ? "x".repeat(129) : name;
    for (String path :
        List.of(ROOMS + "/" + id, ROOMS + "/" + id + "/messages", ROOMS + "/r/messages/" + id)) {
      assertThat(asOwner.get(path).status()).as(path).isBetween(400, 499);
    }
    assertThat(asOwner.post(ROOMS + "/" + id + "/messages", "{\"message\":\"x\"}").status())
        .isBetween(400, 499);
    String room = make("team");
    String message = say(asOwner, room, "x");
    assertThat(
            send(
                    asOwner,
                    "PUT",
                    ROOMS + "/" + room + "/messages/" + message + "/reactions/" + id,
                    null)
                .status())
        .isBetween(400, 499);
  }

  @Test
  void theMembersOfARoomAreTheNewestFirst() throws Exception {
    String room = make("team", "b", "c");
    JsonValue members =
        asOwner.get(ROOMS + "/" + room + "/members").expect(200).json().getJsonArray("members");
    assertThat(members.asJsonArray().getValuesAs(JsonObject.class))
        .extracting(member -> ((JsonString) member.get("userId")).getString())
        .containsExactly("c", "b", owner);
  }
}
