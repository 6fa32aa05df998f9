package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Administrators are told who did what to what is not only theirs. */
@ExtendWith(TargetExtension.class)
final class AuditIT {
  private static final String AUDIT = "/api/v1/audit";

  private final Target target;

  AuditIT(Target target) {
    this.target = target;
  }

  private List<JsonObject> entries(String query) throws Exception {
    return target.admin().get(AUDIT + query).expect(200).json().getJsonArray("entries").stream()
        .map(entry -> entry.asJsonObject())
        .toList();
  }

  @Test
  void whatAModeratorDoesIsToldToAdministrators() throws Exception {
    String alice = Target.fresh("alice");
    String bob = Target.fresh("bob");
    Api asAlice = target.as(target.token(alice, "member").sign());
    Api asBob = target.as(target.token(bob, "member").sign());
    String room =
        asAlice.post("/api/v1/rooms", "{\"members\":[\"" + bob + "\"]}").json().getString("roomId");
    String path = "/api/v1/rooms/" + room;
    String said =
        asBob
            .post(path + "/messages", "{\"message\":\"rude\"}")
            .expect(201)
            .json()
            .getString("messageId");
    asAlice
        .send(
            "PUT",
            path + "/members/" + bob + "/mute",
            Map.of(),
            "{\"until\":\"2099-01-01T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8))
        .expect(204);
    asAlice.send("DELETE", path + "/messages/" + said, Map.of(), null).expect(204);
    asAlice.send("DELETE", path + "/members/" + bob, Map.of(), null).expect(204);

    List<JsonObject> entries = entries("?roomId=" + room);
    assertThat(entries)
        .extracting(entry -> entry.getString("act"))
        .containsExactly("member_removed", "message_deleted", "member_muted");
    JsonObject deleted = entries.get(1);
    assertThat(deleted.getString("subject")).isEqualTo(said);
    assertThat(deleted.getJsonObject("actor").getString("id")).isEqualTo(alice);
    assertThat(deleted.getJsonObject("actor").getString("kind")).isEqualTo("user");
    assertThat(deleted.getString("at")).endsWith("Z");
    assertThat(deleted.getString("detail")).contains(bob);
    assertThat(entries("?actorId=" + alice + "&act=member_muted")).hasSize(1);
    assertThat(entries("?subject=" + bob)).hasSize(2);
    assertThat(entries("?roomId=" + room + "&until=2001-01-01T00:00:00Z")).isEmpty();
  }

  @Test
  void keysAreKeptInMind() throws Exception {
    Target.Key key = target.key("agent", Target.fresh("agent"), "agent");
    target.admin().send("DELETE", "/api/v1/api-keys/" + key.id(), Map.of(), null).expect(204);
    assertThat(entries("?subject=" + key.id()))
        .extracting(entry -> entry.getString("act"))
        .containsExactly("api_key_revoked", "api_key_created");
  }

  @Test
  void itComesInPages() throws Exception {
    String alice = Target.fresh("alice");
    Api asAlice = target.as(target.token(alice, "member").sign());
    String room = asAlice.post("/api/v1/rooms", "{}").json().getString("roomId");
    for (int i = 0; i < 5; i++) {
      asAlice
          .send(
              "PATCH",
              "/api/v1/rooms/" + room,
              Map.of(),
              ("{\"name\":\"" + i + "\"}").getBytes(StandardCharsets.UTF_8))
          .expect(204);
    }
    List<String> details = new ArrayList<>();
    String cursor = "";
    do {
      JsonObject page =
          target.admin().get(AUDIT + "?limit=2&roomId=" + room + cursor).expect(200).json();
      page.getJsonArray("entries")
          .forEach(entry -> details.add(entry.asJsonObject().getString("detail")));
      cursor = page.isNull("nextCursor") ? null : "&cursor=" + page.getString("nextCursor");
    } while (cursor != null);
    assertThat(details).hasSize(5).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?act=nothing", "?since=today", "?cursor=x", "?limit=501", "?actorId="})
  void whatMakesNoSenseIsRefused(String query) throws Exception {
    Problems.check(target.admin().get(AUDIT + query), 422, "invalid", AUDIT);
  }

  @Test
  void itIsForAdministratorsAlone() throws Exception {
    Api agent = target.as(target.token("alice", "agent").sign());
    Problems.check(agent.get(AUDIT), 403, "forbidden", AUDIT);
  }
}
