package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services tell users, users read it, and nobody else does. */
@ExtendWith(TargetExtension.class)
final class NotificationsIT {
  private static final String PATH = "/api/v1/notifications";

  private final Target target;

  NotificationsIT(Target target) {
    this.target = target;
  }

  private Api user(String id) {
    return target.as(target.token(id, "member").sign());
  }

  private JsonObject tell(String userId, String message) throws Exception {
    return target
        .admin()
        .post(
            PATH,
            "{\"level\":\"success\",\"message\":\""
                + message
                + "\",\"userId\":\""
                + userId
                + "\",\"link\":\"/builds/1\"}")
        .expect(201)
        .json();
  }

  private static List<String> messages(JsonObject page) {
    return page.getJsonArray("notifications").stream()
        .map(item -> item.asJsonObject().getString("message"))
        .toList();
  }

  @Test
  void aUserIsToldAndReadsIt() throws Exception {
    String alice = Target.fresh("alice");
    JsonObject first = tell(alice, "one");
    JsonObject second = tell(alice, "two");
    assertThat(first.getString("topic")).isEqualTo("user:" + alice);
    assertThat(first.getInt("offset")).isEqualTo(1);
    assertThat(second.getInt("offset")).isEqualTo(2);
    assertThat(second.getString("epoch")).isEqualTo(first.getString("epoch"));

    JsonObject page = user(alice).get(PATH + "?unread=true&limit=1").expect(200).json();
    JsonObject item = page.getJsonArray("notifications").getJsonObject(0);
    assertThat(item.getString("id")).isEqualTo(second.getString("id"));
    assertThat(item.getString("level")).isEqualTo("success");
    assertThat(item.getString("link")).isEqualTo("/builds/1");
    assertThat(item.isNull("readAt")).isTrue();
    String cursor = page.getString("nextCursor");
    assertThat(messages(user(alice).get(PATH + "?limit=1&cursor=" + cursor).expect(200).json()))
        .containsExactly("one");

    String read = PATH + "/" + second.getString("id") + "/read";
    user(alice).send("POST", read, Map.of(), null).expect(200);
    user(alice).send("POST", read, Map.of(), null).expect(200);
    JsonObject unread = user(alice).get(PATH + "?unread=true&limit=500").expect(200).json();
    assertThat(messages(unread)).contains("one").doesNotContain("two");
    user(alice).post(PATH + "/read", "{\"ids\":[\"" + first.getString("id") + "\"]}").expect(200);
    assertThat(messages(user(alice).get(PATH + "?unread=true&limit=500").expect(200).json()))
        .doesNotContain("one", "two");
  }

  @Test
  void nobodyElseSeesOrReadsIt() throws Exception {
    String alice = Target.fresh("alice");
    String id = tell(alice, "secret").getString("id");
    String read = PATH + "/" + id + "/read";
    for (Api other :
        List.of(
            user(Target.fresh("bob")),
            target.admin(),
            target.as(target.key("agent", alice, "agent").secret()),
            target.as(target.key("service", alice, "agent").secret()))) {
      assertThat(messages(other.get(PATH + "?limit=500").expect(200).json()))
          .doesNotContain("secret");
      other.send("POST", read, Map.of(), null).expect(404);
      other.post(PATH + "/read", "{\"ids\":[\"" + id + "\"]}").expect(200);
    }
    assertThat(messages(user(alice).get(PATH + "?unread=true&limit=500").expect(200).json()))
        .contains("secret");
  }

  @Test
  void everybodyIsTold() throws Exception {
    String message = Target.fresh("to all");
    JsonObject said =
        target
            .admin()
            .post(PATH, "{\"level\":\"info\",\"body\":\"" + message + "\"}")
            .expect(201)
            .json();
    assertThat(said.getString("topic")).isEqualTo("global");
    Api alice = user(Target.fresh("alice"));
    assertThat(messages(alice.get(PATH + "?unread=true").expect(200).json())).contains(message);
    alice.send("POST", PATH + "/" + said.getString("id") + "/read", Map.of(), null).expect(200);
    assertThat(messages(alice.get(PATH + "?unread=true").expect(200).json()))
        .doesNotContain(message);
    assertThat(messages(user(Target.fresh("bob")).get(PATH + "?unread=true").expect(200).json()))
        .contains(message);
  }

  @Test
  void aRepeatedRequestIsToldOnce() throws Exception {
    String alice = Target.fresh("alice");
    Map<String, String> key = Map.of("Idempotency-Key", Target.fresh("key"));
    String body = "{\"level\":\"info\",\"message\":\"once\",\"userId\":\"" + alice + "\"}";
    String first = target.admin().post(PATH, body, key).expect(201).body();
    assertThat(target.admin().post(PATH, body, key).expect(201).body()).isEqualTo(first);
    assertThat(messages(user(alice).get(PATH + "?limit=500").expect(200).json()))
        .containsOnlyOnce("once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"javascript:alert(1)\"",
        "\"//eve.test/\"",
        "\"/\\\\eve.test\"",
        "\"data:text/html,x\"",
        "\"builds/1\"",
        "\"\"",
        "1"
      })
  void aLinkThatABrowserWouldRunIsRefused(String link) throws Exception {
    for (String member : List.of("link", "icon", "badge")) {
      JsonObject problem =
          Problems.check(
              target
                  .admin()
                  .post(
                      PATH,
                      "{\"level\":\"info\",\"message\":\"m\",\"userId\":\"nobody\",\""
                          + member
                          + "\":"
                          + link
                          + "}"),
              422,
              "invalid",
              PATH);
      assertThat(Problems.pointers(problem)).containsExactly("/" + member);
    }
  }

  @Test
  void whatIsMissingIsTold() throws Exception {
    JsonObject problem =
        Problems.check(
            target.admin().post(PATH, "{\"level\":\"loud\",\"actions\":[{}]}"),
            422,
            "invalid",
            PATH);
    assertThat(Problems.pointers(problem))
        .containsExactly("/level", "/message", "/actions/0/action", "/actions/0/title");
  }
}
