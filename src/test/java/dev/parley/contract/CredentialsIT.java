package dev.parley.contract;

import static dev.parley.contract.TestHub.problem;
import static dev.parley.contract.TestHub.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parley.door.Fixtures;
import dev.parley.identity.TestIssuer;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every endpoint against every credential that is not good enough. */
final class CredentialsIT {
  private final TestHub hub = TestHub.shared();

  /** The endpoints, with a request that would be good, and the least role that may ask. */
  enum Endpoint {
    AGENT_STATUS("GET", "collaboration/agent-status", null, "observer"),
    ACTIVITY_FEED("GET", "collaboration/activity-feed", null, "observer"),
    ACTIVE_COLLABORATIONS("GET", "collaboration/active-collaborations", null, "observer"),
    RECORD_ACTIVITY(
        "POST",
        "collaboration/record-activity",
        "{\"agent_id\":\"a\",\"department\":\"d\",\"activity_type\":\"task_assigned\"}",
        "agent"),
    COMPLETE_ACTIVITY(
        "POST",
        "collaboration/complete-activity",
        "{\"activity_id\":\"act_1_a\",\"success\":true}",
        "agent"),
    START_COLLABORATION(
        "POST", "collaboration/start-collaboration", "{\"participants\":[\"a\"]}", "agent"),
    END_COLLABORATION(
        "POST", "collaboration/end-collaboration", "{\"session_id\":\"collab_1\"}", "agent"),
    RECORD_MEMORY_UPDATE(
        "POST",
        "collaboration/record-memory-update",
        "{\"operation\":\"read\",\"item_id\":\"i\",\"agent_id\":\"a\"}",
        "agent"),
    MAKE_KEY(
        "POST",
        "api-keys",
        "{\"owner\":{\"kind\":\"user\",\"id\":\"u\"},\"roles\":[\"member\"]}",
        "admin"),
    LIST_KEYS("GET", "api-keys", null, "admin"),
    REVOKE_KEY("DELETE", "api-keys/none", null, "admin"),
    ME("GET", "me", null, null);

    private final String method;
    private final String path;
    private final String body;
    private final String role;

    Endpoint(String method, String path, String body, String role) {
      this.method = method;
      this.path = path;
      this.body = body;
      this.role = role;
    }
  }

  /** Credentials that are none. */
  enum Bad {
    NONSENSE(hub -> "nonsense"),
    NO_KEY_OF_OURS(hub -> "pk_AAAAAAAAAAAAAAAAAAAAAA_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"),
    EXPIRED(hub -> hub.token("admin").expiresIn(Duration.ofMinutes(-2)).sign()),
    WITHOUT_EXPIRY(hub -> hub.token("admin").claim("exp", null).sign()),
    WRONG_KEY(
        hub -> TestIssuer.create().token("u").claim("iss", TestHub.ISSUER).groups("admin").sign()),
    WRONG_ISSUER(hub -> hub.token("admin").claim("iss", "https://other.example").sign()),
    ALG_NONE(hub -> hub.token("admin").unsigned()),
    HS256_BY_PUBLIC_KEY(hub -> hub.token("admin").signWithPublicKeyAsSecret()),
    TAMPERED(hub -> tampered(hub.token("admin").sign())),
    REVOKED(TestHub::revokedKey);

    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<TestHub, String> credential;

    Bad(Function<TestHub, String> credential) {
      this.credential = credential;
    }

    private static String tampered(String token) {
      int signature = token.lastIndexOf('.') + 10;
      char other = token.charAt(signature) == 'A' ? 'B' : 'A';
      return token.substring(0, signature) + other + token.substring(signature + 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobodyIsNotLetIn(Endpoint endpoint) {
    HttpResponse<String> response = hub.send(request(endpoint, hub.request(path(endpoint))));
    problem(response, 401, "unauthenticated");
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer "));
  }

  @ParameterizedTest
  @EnumSource
  void badCredentialsAreRefusedEverywhere(Bad bad) {
    String credential = bad.credential.apply(hub);
    for (Endpoint endpoint : Endpoint.values()) {
      HttpResponse<String> response =
          hub.send(
              request(
                  endpoint,
                  hub.request(path(endpoint)).header("Authorization", "Bearer " + credential)));
      JsonObject problem = problem(response, 401, "unauthenticated");
      assertThat(problem.getString("detail")).doesNotContain(credential);
    }
    problem(hub.send(hub.request("/api/v1/me?token=" + credential)), 401, "unauthenticated");
    problem(
        hub.send(hub.request("/api/v1/me").header("X-API-Key", credential)),
        401,
        "unauthenticated");
  }

  @ParameterizedTest
  @EnumSource
  void smallRolesAreRefused(Endpoint endpoint) {
    List<String> roles = List.of("observer", "member", "agent", "admin");
    int needed = endpoint.role == null ? 0 : roles.indexOf(endpoint.role);
    for (int i = 0; i < roles.size(); i++) {
      HttpResponse<String> response =
          hub.send(
              request(
                  endpoint,
                  hub.request(path(endpoint))
                      .header("X-API-Key", hub.keyWithRole(roles.get(i)).key())));
      if (i < needed) {
        problem(response, 403, "forbidden");
      } else {
        assertThat(response.statusCode()).isIn(200, 201, 204, 404);
      }
    }
  }

  @Test
  void goodTokensAreAccepted() {
    assumeThat(System.getProperty("parley.test.url")).isNull();
    HttpResponse<String> response =
        hub.send(
            hub.request("/api/v1/me")
                .header(
                    "Authorization",
                    "bearer "
                        + hub.issuer
                            .token("alice")
                            .claim("iss", TestHub.ISSUER)
                            .claim("upn", "Alice A.")
                            .groups("agent", "staff")
                            .sign()));
    JsonObject me = Fixtures.parse(response.body());
    assertThat(me.getString("kind")).isEqualTo("user");
    assertThat(me.getString("id")).isEqualTo("alice");
    assertThat(me.getString("displayName")).isEqualTo("Alice A.");
    assertThat(me.getJsonArray("roles").toString()).isEqualTo("[\"agent\"]");
    assertThat(me.getString("expiresAt")).isNotBlank();
  }

  @Test
  void aBadCredentialGivesWayToNoOther() {
    problem(
        hub.send(hub.asAdmin("/api/v1/me").header("Authorization", "Bearer nonsense")),
        401,
        "unauthenticated");
    problem(
        hub.send(hub.asAdmin("/api/v1/me").header("Authorization", "Basic YTpi")),
        401,
        "unauthenticated");
  }

  @Test
  void anAgentSpeaksForItselfAlone() {
    String agent = unique("agent");
    String key = hub.makeKey("agent", agent, "agent").key();
    String body = "{\"agent_id\":\"%s\",\"department\":\"d\",\"activity_type\":\"task_assigned\"}";
    String path = "/api/v1/collaboration/record-activity";
    HttpResponse<String> own =
        hub.send(TestHub.post(hub.request(path).header("X-API-Key", key), body.formatted(agent)));
    assertThat(own.statusCode()).isEqualTo(200);
    problem(
        hub.send(
            TestHub.post(
                hub.request(path).header("X-API-Key", key), body.formatted(unique("other")))),
        403,
        "forbidden");
    String others = hub.record(unique("other"));
    problem(
        hub.send(
            TestHub.post(
                hub.request("/api/v1/collaboration/complete-activity").header("X-API-Key", key),
                "{\"activity_id\":\"" + others + "\",\"success\":true}")),
        403,
        "forbidden");
  }

  @Test
  void pagesOfForeignOriginsAreRefused() {
    HttpResponse<String> foreign =
        hub.send(hub.asAdmin("/api/v1/me").header("Origin", "https://evil.example"));
    problem(foreign, 403, "forbidden");
    assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    String own = "http://localhost:" + hub.uri("").getPort();
    HttpResponse<String> allowed = hub.send(hub.asAdmin("/api/v1/me").header("Origin", own));
    assertThat(allowed.statusCode()).isEqualTo(200);
    assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).hasValue(own);
    HttpResponse<String> preflight =
        hub.send(
            hub.request("/api/v1/collaboration/record-activity")
                .header("Origin", own)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,idempotency-key")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
        .hasValueSatisfying(methods -> assertThat(methods).contains("POST"));
  }

  private static String path(Endpoint endpoint) {
    return "/api/v1/" + endpoint.path;
  }

  private static HttpRequest.Builder request(Endpoint endpoint, HttpRequest.Builder request) {
    return endpoint.body == null
        ? request.method(endpoint.method, BodyPublishers.noBody())
        : TestHub.post(request, endpoint.body);
  }
}
