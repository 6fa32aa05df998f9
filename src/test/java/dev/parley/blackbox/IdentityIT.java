package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is let in, and as whom; {@link RefusalIT} has those who are not. */
@ExtendWith(TargetExtension.class)
final class IdentityIT {
  private final Target target;

  IdentityIT(Target target) {
    this.target = target;
  }

  @Test
  void aTokenTellsWhoItIs() throws Exception {
    String token = target.token("alice", "agent", "staff").claim("upn", "Alice A.").sign();
    Api api = new Api(target.address(), "Authorization", "bearer " + token);
    JsonObject me = api.get("/api/v1/me").expect(200).json();
    assertThat(me.getString("kind")).isEqualTo("user");
    assertThat(me.getString("id")).isEqualTo("alice");
    assertThat(me.getString("displayName")).isEqualTo("Alice A.");
    assertThat(me.getJsonArray("roles").toString()).isEqualTo("[\"agent\"]");
    assertThat(me.getString("expiresAt")).isNotBlank();
  }

  /** The least role that an endpoint asks for is enough; so is the next one. */
  @Test
  void everyEndpointTakesRolesThatAreLargeEnough() throws Exception {
    List<String> roles = List.of("observer", "member", "agent", "admin");
    for (Endpoint endpoint : Endpoint.ALL) {
      int needed = endpoint.role() == null ? 0 : roles.indexOf(endpoint.role());
      for (String role : roles.subList(needed, roles.size())) {
        String token = target.token(Target.fresh("user"), role).sign();
        assertThat(endpoint.status(target.as(token)))
            .as(endpoint + " as " + role)
            .isIn(200, 201, 204, 404, 409);
      }
    }
  }

  @Test
  void aPageOfAnAllowedOriginIsLetIn() throws Exception {
    Map<String, String> page = Map.of("Origin", Target.PAGE);
    Api.Answer answer = target.admin().get("/api/v1/me", page).expect(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(Target.PAGE);
    String path = Endpoint.RECORD_ACTIVITY.path();
    Api.Answer preflight =
        target
            .nobody()
            .send(
                "OPTIONS",
                path,
                Map.of(
                    "Origin",
                    Target.PAGE,
                    "Access-Control-Request-Method",
                    "POST",
                    "Access-Control-Request-Headers",
                    "content-type,idempotency-key"),
                null)
            .expect(204);
    assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST");
    assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Idempotency-Key");
  }

  @Test
  void aPageOfTheHubItselfIsLetIn() throws Exception {
    Map<String, String> page = Map.of("Origin", target.address().toString());
    target.admin().get("/api/v1/me", page).expect(200);
  }
}
