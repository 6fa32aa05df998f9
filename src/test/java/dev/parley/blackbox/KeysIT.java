package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys that are revoked, tokens that expire: also for those who are connected. */
@ExtendWith(TargetExtension.class)
final class KeysIT {
  private static final String QUERY = "?client_id=keys";

  /** Long enough to get in on a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(8);

  private final Target target;

  KeysIT(Target target) {
    this.target = target;
  }

  @Test
  void aRevokedKeyOpensNothingAndItsConnectionsAreClosed() throws Exception {
    Target.Key key = target.key("user", Target.fresh("user"), "admin");
    Target.Key other = target.key("user", Target.fresh("user"), "observer");
    try (Dashboard dashboard = Dashboard.open(target, key.secret(), QUERY);
        Dashboard untouched = Dashboard.open(target, other.secret(), QUERY)) {
      dashboard.await("collaboration_state");
      untouched.await("collaboration_state");

      target.admin().send("DELETE", "/api/v1/api-keys/" + key.id(), Map.of(), null).expect(204);

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
    try (Dashboard dashboard = Dashboard.open(target, key.getString("key"), QUERY)) {
      assertThat(dashboard.await("auth_expiring").getString("expiresAt"))
          .isEqualTo(key.getString("expiresAt"));
      assertThat(dashboard.closeCode()).isEqualTo(4401);
    }
    target.as(key.getString("key")).get("/api/v1/me").expect(401);
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
      left.await("auth_expiring");

      assertThat(left.closeCode()).isEqualTo(4401);
      assertThat(tricked.closeCode()).isEqualTo(4401);
      renewed.send("{\"type\":\"ping\"}");
      renewed.await("pong");
    }
  }

  private static String auth(String token) {
    return "{\"type\":\"auth\",\"token\":\"" + token + "\"}";
  }
}
