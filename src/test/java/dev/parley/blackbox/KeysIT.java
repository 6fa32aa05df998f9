package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.EventStream;
import dev.parley.blackbox.client.Handshake;
import dev.parley.blackbox.client.Position;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * API keys, from their making to their end, and what the end of a credential does to the living.
 */
@ExtendWith(TargetExtension.class)
final class KeysIT {
  private static final String PATH = "/api/v1/api-keys";
  private static final String QUERY = "?client_id=keys";

  /** Long enough to get in on a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(8);

  private final Target target;

  KeysIT(Target target) {
    this.target = target;
  }

  @Test
  void makesListsAndRevokes() throws Exception {
    String owner = Target.fresh("user");
    JsonObject made =
        make(
            "{'owner':{'kind':'user','id':'%s'},'roles':['member','member'],'name':'laptop',"
                + "'expiresAt':'2100-01-01T00:00:00Z'}",
            owner);
    String id = made.getString("id");
    String key = made.getString("key");
    assertThat(key).startsWith("pk_" + id + "_");
    assertThat(made.getJsonObject("owner").toString())
        .isEqualTo("{\"kind\":\"user\",\"id\":\"" + owner + "\"}");
    assertThat(made.getJsonArray("roles").toString()).isEqualTo("[\"member\"]");
    assertThat(made.getString("expiresAt")).isEqualTo("2100-01-01T00:00:00.000Z");

    JsonObject me = target.as(key).get("/api/v1/me").expect(200).json();
    assertThat(me.getString("id")).isEqualTo(owner);
    assertThat(me.getString("keyId")).isEqualTo(id);

    assertThat(target.admin().get(PATH).expect(200).body()).contains(id).doesNotContain(key);
    assertThat(listed(id).isNull("revokedAt")).isTrue();

    target.revoke(id);
    target.as(key).get("/api/v1/me").expect(401);
    assertThat(listed(id).getString("revokedAt")).isNotBlank();
    target.revoke(id);
    Problems.check(
        target.admin().send("DELETE", PATH + "/none", Map.of(), null),
        404,
        "not_found",
        PATH + "/none");
  }

  @Test
  void showsTheSameKeyToARepeatedRequest() throws Exception {
    String body =
        "{\"owner\":{\"kind\":\"agent\",\"id\":\""
            + Target.fresh("a")
            + "\"},\"roles\":[\"agent\"]}";
    Map<String, String> headers = Map.of("Idempotency-Key", Target.fresh("key"));
    String first = target.admin().post(PATH, body, headers).expect(201).body();
    assertThat(first).contains("\"key\":\"pk_");
    assertThat(target.admin().post(PATH, body, headers).expect(201).body()).isEqualTo(first);
  }

  private JsonObject make(String body, String owner) throws Exception {
    return target.admin().post(PATH, body.formatted(owner).replace('\'', '"')).expect(201).json();
  }

  private JsonObject listed(String id) throws Exception {
    return target.admin().get(PATH).expect(200).json().getJsonArray("keys").stream()
        .map(key -> key.asJsonObject())
        .filter(key -> key.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRevokedKeyOpensNothingAndItsConnectionsAreClosed() throws Exception {
    Target.Key key = target.key("user", Target.fresh("user"), "admin");
    Target.Key other = target.key("user", Target.fresh("user"), "observer");
    try (Dashboard dashboard = Dashboard.open(target, key.secret(), QUERY);
        Dashboard untouched = Dashboard.open(target, other.secret(), QUERY)) {
      dashboard.await("collaboration_state");
      untouched.await("collaboration_state");

      target.revoke(key.id());

      assertThat(dashboard.closeCode()).isEqualTo(4401);
      for (Endpoint endpoint : Endpoint.ALL) {
        Problems.check(
            endpoint.ask(target.as(key.secret())),
            401,
            "unauthenticated",
            endpoint.path().split("\\?", 2)[0]);
      }
      assertThat(Handshake.of(target, QUERY, 0, List.of("X-API-Key: " + key.secret())).status())
          .isEqualTo(401);
      untouched.send("{\"type\":\"ping\"}");
      untouched.await("pong");
    }
  }

  @Test
  void anAgentsKeySpeaksForThatAgentOnly() throws Exception {
    String agent = Target.fresh("agent");
    Api api = target.as(target.key("agent", agent, "agent").secret());
    Position before = target.position();

    Problems.check(
        Endpoint.RECORD_ACTIVITY.ask(api), 403, "forbidden", Endpoint.RECORD_ACTIVITY.path());
    Problems.check(
        Endpoint.RECORD_MEMORY_UPDATE.ask(api),
        403,
        "forbidden",
        Endpoint.RECORD_MEMORY_UPDATE.path());
    Problems.check(
        Endpoint.COMPLETE_ACTIVITY.ask(api), 403, "forbidden", Endpoint.COMPLETE_ACTIVITY.path());
    assertThat(target.position()).isEqualTo(before);

    String body = Endpoint.RECORD_ACTIVITY.body().replace("agent_1", agent);
    Endpoint.RECORD_ACTIVITY.with(body).ask(api).expect(200);
  }

  @Test
  void aKeyExpires() throws Exception {
    String soon = Instant.now().plus(SOON).toString();
    String body = Endpoint.CREATE_KEY.body().replace("2099-01-01T00:00:00Z", soon);
    JsonObject key = Endpoint.CREATE_KEY.with(body).ask(target.admin()).expect(201).json();
    Api api = target.as(key.getString("key"));
    try (Dashboard dashboard = Dashboard.open(target, key.getString("key"), QUERY);
        EventStream stream = EventStream.open(api, Endpoint.EVENTS.path(), Map.of())) {
      assertThat(dashboard.await("auth_expiring").getString("expiresAt"))
          .isEqualTo(key.getString("expiresAt"));
      stream.next("auth_expiring");
      assertThat(dashboard.closeCode()).isEqualTo(4401);
      stream.toEnd();
    }
    api.get("/api/v1/me").expect(401);
  }

  @Test
  void aTokenExpiresUnlessItIsRenewedForTheSameSubject() throws Exception {
    String user = Target.fresh("user");
    String soon = target.token(user, "member").expiresIn(SOON).sign();
    try (Dashboard renewed = Dashboard.open(target, soon, QUERY);
        Dashboard left = Dashboard.open(target, soon, QUERY);
        Dashboard tricked = Dashboard.open(target, soon, QUERY)) {
      renewed.await("auth_expiring");
      renewed.send(auth(target.token(user, "member").sign()));
      tricked.send(auth(target.token("somebody-else", "admin").sign()));
      assertThat(tricked.await("error").getJsonObject("error").getString("code"))
          .isEqualTo("forbidden");
      tricked.send(auth(target.token(user, "admin").expiresIn(Duration.ofMinutes(-1)).sign()));
      assertThat(tricked.await("error").getJsonObject("error").getString("code"))
          .isEqualTo("unauthenticated");
      assertThat(renewed.await("auth").getBoolean("success")).isTrue();
      left.await("auth_expiring");

      assertThat(left.closeCode()).isEqualTo(4401);
      assertThat(tricked.closeCode()).isEqualTo(4401);
      renewed.send("{\"type\":\"ping\"}");
      renewed.await("pong");
    }
  }

  @Test
  void aConnectionThatWasRenewedEndsWithItsNewerCredential() throws Exception {
    String user = Target.fresh("user");
    Target.Key key = target.key("user", user, "member");
    try (Dashboard dashboard = Dashboard.open(target, target.token(user, "member").sign(), QUERY)) {
      dashboard.send(auth(key.secret()));
      assertThat(dashboard.await("auth").getBoolean("success")).isTrue();
      target.revoke(key.id());
      assertThat(dashboard.closeCode()).isEqualTo(4401);
    }
  }

  private static String auth(String token) {
    return "{\"type\":\"auth\",\"token\":\"" + token + "\"}";
  }
}
