package dev.parley.blackbox.owned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.EventStream;
import dev.parley.blackbox.client.Handshake;
import dev.parley.blackbox.client.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a secret comes in, good or bad, and however talkative the hub is: no log shows it. */
final class SecretsIT {
  private static final String QUERY = "?client_id=a";
  private static final String EVENTS = "/api/v1/events?topics=collaboration";

  @Test
  void noLogShowsACredential(@TempDir Path directory) throws Exception {
    Map<String, String> talkative =
        Map.of("PARLEY_LOG_LEVEL", "TRACE", "PARLEY_LOG_LIBRARIES", "INFO");
    try (Server server = Server.start(directory.resolve("data"), talkative)) {
      Target target = server.target();
      Target.Key key = target.key("user", "alice", "admin");
      Target.Key revoked = target.key("user", "alice", "admin");
      target.revoke(revoked.id());
      List<String> good =
          List.of(target.adminKey(), key.secret(), target.token("alice", "admin").sign());
      List<String> bad =
          List.of(
              revoked.secret(),
              target.token("eve", "admin").expiresIn(Duration.ofHours(-1)).sign(),
              target.token("eve", "admin").unsigned() + "signature-that-is-none",
              "a-secret-that-nobody-knows");
      for (String secret : good) {
        use(target, secret);
      }
      for (String secret : bad) {
        misuse(target, secret);
      }
      server.process().signal("TERM");
      server.process().exitCode();

      String log = server.process().output() + server.process().errors();
      assertThat(log).contains("level=INFO");
      List<String> secrets = new ArrayList<>(good);
      secrets.addAll(bad);
      for (String secret : secrets) {
        // A part of it would be enough for guessing the rest: the last third has the signature.
        assertThat(log).doesNotContain(secret.substring(secret.length() * 2 / 3));
      }
    }
  }

  private static void use(Target target, String secret) throws Exception {
    target.as(secret).get("/api/v1/me").expect(200);
    new Api(target.address(), "X-API-Key", secret).post("/api/v1/api-keys", "{}").expect(422);
    target.nobody().get("/api/v1/me?token=" + secret).expect(200);
    target.nobody().get("/api/v1/nothing?token=" + secret);
    target.as(secret).get("/api/v1/api-keys/" + secret);
    EventStream.open(target.nobody(), EVENTS + "&token=" + secret, Map.of()).close();
    try (Dashboard query = Dashboard.open(target, List.of(), QUERY + "&token=" + secret);
        Dashboard pair = Dashboard.open(target, List.of(Dashboard.SUBPROTOCOL, secret), QUERY)) {
      query.await("collaboration_state");
      pair.send("{\"type\":\"auth\",\"token\":\"" + secret + "\"}");
      pair.await(frame -> frame.getString("type").matches("auth|error"));
      pair.send("{\"type\":\"auth\",\"token\":\"" + secret);
      pair.await("error");
    }
  }

  private static void misuse(Target target, String secret) throws Exception {
    target.as(secret).get("/api/v1/me").expect(401);
    new Api(target.address(), "X-API-Key", secret).get("/api/v1/me").expect(401);
    target.nobody().get("/api/v1/me?token=" + secret).expect(401);
    target.nobody().get(EVENTS + "&token=" + secret).expect(401);
    for (List<String> fields :
        List.of(
            List.of("Authorization: Bearer " + secret),
            List.of("Sec-WebSocket-Protocol: bearer, " + secret))) {
      assertThat(Handshake.of(target, QUERY, 0, fields).status()).isEqualTo(401);
    }
    assertThat(Handshake.of(target, QUERY + "&token=" + secret, 0, List.of()).status())
        .isEqualTo(401);
    try (Dashboard told =
        Dashboard.open(target, List.of("Origin", Target.PAGE), QUERY + "&token=" + secret)) {
      assertThat(told.closeCode()).isEqualTo(4401);
    }
  }
}
