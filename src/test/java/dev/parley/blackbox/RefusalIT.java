package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.Handshake;
import dev.parley.blackbox.client.Position;
import dev.parley.blackbox.client.Target;
import dev.parley.identity.TestIssuer;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whoever is nobody, or not enough, is told so, by every endpoint in the same way, and nothing has
 * changed.
 */
@ExtendWith(TargetExtension.class)
final class RefusalIT {
  private static final String QUERY = "?client_id=refused";
  private static final Duration AGO = Duration.ofMinutes(-5);

  private final Target target;
  private Position before;
  private int keysBefore;
  private String revoked;

  RefusalIT(Target target) {
    this.target = target;
  }

  @BeforeEach
  void look() throws Exception {
    Target.Key key = target.key("user", Target.fresh("eve"), "admin");
    target.revoke(key.id());
    revoked = key.secret();
    before = target.position();
    keysBefore = keys();
  }

  @AfterEach
  void nothingHasChanged() throws Exception {
    assertThat(target.position()).isEqualTo(before);
    assertThat(keys()).isEqualTo(keysBefore);
  }

  private int keys() throws Exception {
    return target.admin().get("/api/v1/api-keys").expect(200).json().getInt("total");
  }

  /** Credentials that are none, by what is wrong with them. */
  private Map<String, String> bad() {
    TestIssuer stranger = TestIssuer.create();
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("expired", target.token("eve", "admin").expiresIn(AGO).sign());
    bad.put("without expiry", target.token("eve", "admin").claim("exp", null).sign());
    bad.put(
        "wrong key",
        stranger.token("eve").claim("iss", target.issuerName()).groups("admin").sign());
    bad.put("wrong issuer", target.issuer().token("eve").claim("iss", "https://eve.test").sign());
    bad.put("no issuer", target.issuer().token("eve").groups("admin").sign());
    bad.put("alg none", target.token("eve", "admin").unsigned());
    for (String secret : List.of(target.issuer().publicKeyPem(), target.issuer().publicKeyDer())) {
      bad.put(
          "HS256 by the public key as " + secret,
          target.token("eve", "admin").signWithSecret(secret));
    }
    bad.put("without a subject", target.token("eve", "admin").claim("sub", null).sign());
    bad.put("changed", target.token("eve", "admin").sign().replaceFirst("\\.[^.]{4}", ".AAAA"));
    bad.put("revoked", revoked);
    bad.put("no token", "eve");
    bad.put("no token either", "a.b.c");
    bad.put("an API key that never was", "pk_0123456789_" + "x".repeat(43));
    bad.put("an API key of a strange form", "pk_" + "_".repeat(500));
    return bad;
  }

  private List<Api> badCallers() {
    List<Api> callers = new ArrayList<>();
    bad()
        .forEach(
            (what, credential) -> {
              callers.add(target.as(credential));
              callers.add(new Api(target.address(), "X-API-Key", credential));
            });
    callers.add(new Api(target.address(), "Authorization", "Basic YWRtaW46YWRtaW4="));
    return callers;
  }

  @Test
  void everyEndpointRefusesNobody() throws Exception {
    for (Endpoint endpoint : Endpoint.ALL) {
      checkUnauthenticated(endpoint, endpoint.ask(target.nobody()));
    }
  }

  @Test
  void everyEndpointRefusesEveryBadCredential() throws Exception {
    for (Api caller : badCallers()) {
      for (Endpoint endpoint : Endpoint.ALL) {
        checkUnauthenticated(endpoint, endpoint.ask(caller));
      }
    }
  }

  /** Not even beside a good one. */
  @Test
  void theFirstCredentialCounts() throws Exception {
    Api caller = target.as(target.token("eve", "admin").expiresIn(AGO).sign());
    for (Endpoint endpoint : Endpoint.ALL) {
      checkUnauthenticated(endpoint, endpoint.ask(caller, Map.of("X-API-Key", target.adminKey())));
    }
  }

  private static void checkUnauthenticated(Endpoint endpoint, Api.Answer answer) {
    Problems.check(answer, 401, "unauthenticated", endpoint.path().split("\\?", 2)[0]);
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
  }

  @Test
  void theWebSocketRefusesBeforeTheUpgrade() throws Exception {
    checkHandshake(List.of());
    for (String credential : bad().values()) {
      checkHandshake(List.of("Authorization: Bearer " + credential));
      checkHandshake(List.of("X-API-Key: " + credential));
      checkHandshake(List.of("Sec-WebSocket-Protocol: bearer, " + credential));
    }
  }

  private void checkHandshake(List<String> fields) throws Exception {
    Handshake handshake = Handshake.of(target, QUERY, 0, fields);
    assertThat(handshake.status()).as(fields + handshake.body()).isEqualTo(401);
    assertThat(handshake.header("WWW-Authenticate")).startsWith("Bearer");
    Problems.check(handshake.body(), 401, "unauthenticated", Target.WEBSOCKET);
  }

  @Test
  void theQuerysTokenIsRefusedLikeAnyOtherAndNotTold() throws Exception {
    for (String credential : bad().values()) {
      String query = QUERY + "&token=" + credential;
      Handshake handshake = Handshake.of(target, query, 0, List.of());
      assertThat(handshake.status()).isEqualTo(401);
      assertThat(handshake.body()).doesNotContain(credential.substring(credential.length() / 2));
      Api.Answer answer =
          target.nobody().get("/api/v1/events?topics=collaboration&token=" + credential);
      Problems.check(answer, 401, "unauthenticated", "/api/v1/events");
    }
  }

  /** A browser does not show its page the answer to a handshake. */
  @Test
  void aBrowserIsToldAfterTheUpgrade() throws Exception {
    for (String credential : bad().values()) {
      checkTold(List.of("Origin", Target.PAGE, "Authorization", "Bearer " + credential));
      checkTold(List.of("Origin", Target.PAGE, Dashboard.SUBPROTOCOL, credential));
    }
  }

  private void checkTold(List<String> headers) throws Exception {
    try (Dashboard dashboard = Dashboard.open(target, headers, QUERY)) {
      JsonObject frame = dashboard.next();
      assertThat(frame.getString("type")).isEqualTo("error");
      assertThat(frame.getJsonObject("error").getString("code")).isEqualTo("unauthenticated");
      assertThat(dashboard.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void aForeignOriginIsRefusedEverywhere() throws Exception {
    for (String origin :
        List.of("https://eve.test", "null", "https://page.test.eve.test", "http://page.test")) {
      for (Endpoint endpoint : Endpoint.ALL) {
        Api.Answer answer = endpoint.ask(target.admin(), Map.of("Origin", origin));
        Problems.check(answer, 403, "forbidden", endpoint.path().split("\\?", 2)[0]);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
      }
      Handshake handshake =
          Handshake.of(
              target, QUERY, 0, List.of("Origin: " + origin, "X-API-Key: " + target.adminKey()));
      assertThat(handshake.status()).isEqualTo(403);
      Problems.check(handshake.body(), 403, "forbidden", Target.WEBSOCKET);
    }
  }

  @Test
  void everyEndpointRefusesRolesThatAreTooSmall() throws Exception {
    List<String> roles = List.of("observer", "member", "agent", "admin");
    for (Endpoint endpoint : Endpoint.ALL) {
      int needed = endpoint.role() == null ? 0 : roles.indexOf(endpoint.role());
      for (String role : roles.subList(0, needed)) {
        Api caller = target.as(target.token("alice", role).sign());
        Problems.check(endpoint.ask(caller), 403, "forbidden", endpoint.path().split("\\?", 2)[0]);
      }
    }
  }

  @Test
  void anEmptyBodyIsNotLookedAtBeforeTheCaller() throws Exception {
    for (Endpoint endpoint : Endpoint.ALL) {
      if (endpoint.body() != null) {
        Api.Answer answer =
            target
                .nobody()
                .send(
                    endpoint.method(),
                    endpoint.path(),
                    endpoint.headers(),
                    "{".getBytes(StandardCharsets.UTF_8));
        checkUnauthenticated(endpoint, answer);
      }
    }
  }
}
