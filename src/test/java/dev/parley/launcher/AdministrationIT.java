package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.Target;
import dev.parley.store.TestPostgres;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands besides {@code serve}, on the data of a hub that is down, up or killed. */
class AdministrationIT {
  private static final int UNAUTHENTICATED = 4401;

  @TempDir Path directory;

  @Test
  void aTokenIsTakenByTheHubWhetherItIsMadeBeforeItsStartOrAfter() throws Exception {
    String before = run("token", "--sub", "alice", "--groups", "member,agent");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("data/development-key.jwk"))))
        .isEqualTo("rw-------");
    try (HubProcess hub = serve()) {
      JsonObject alice = me(hub, before).expect(200).json();
      assertThat(alice.getString("id")).isEqualTo("alice");
      assertThat(alice.getJsonArray("roles").toString()).isEqualTo("[\"member\",\"agent\"]");

      String after = run("token", "--sub", "bob", "--ttl", "2h");
      assertThat(me(hub, after).expect(200).json().getString("id")).isEqualTo("bob");
    }
  }

  @Test
  void aHubWithAnIssuerHasNoTokensOfItsOwn() throws Exception {
    Map<String, String> issuer = Map.of("PARLEY_JWT_HS256_SECRET", "0123456789".repeat(4));
    try (HubProcess token = start(issuer, "token", "--sub", "alice")) {
      assertThat(token.exitCode()).isEqualTo(1);
      assertThat(token.errors()).contains("does not take tokens").hasLineCount(1);
      assertThat(token.output()).isEmpty();
    }
  }

  @Test
  void keysAreMadeAndRevokedWhileTheHubIsDown() throws Exception {
    String key = run("api-key", "create", "--owner", "user:alice", "--roles", "member");
    assertThat(key).matches("pk_[0-9A-Za-z]+_[0-9A-Za-z]+");
    String gone = run("api-key", "create", "--owner", "agent:a1", "--roles", "agent");
    assertThat(run("api-key", "revoke", id(gone))).isEmpty();
    try (HubProcess hub = serve()) {
      assertThat(me(hub, key).expect(200).json().getString("id")).isEqualTo("alice");
      me(hub, gone).expect(401);
    }
    assertThat(list())
        .hasSize(2)
        .anyMatch(line -> line.matches(id(key) + " +user:alice +member .*"));
  }

  @Test
  void keysAreMadeAndRevokedWhileTheHubIsUp() throws Exception {
    try (HubProcess hub = serve()) {
      hub.address();
      String key =
          run(
              "api-key",
              "create",
              "--owner",
              "service:watch",
              "--roles",
              "observer",
              "--expires",
              "30d",
              "--name",
              "the wall");
      assertThat(me(hub, key).expect(200).json().getString("id")).isEqualTo("watch");
      assertThat(list()).singleElement().asString().contains(id(key), "service:watch", "the wall");
      Target target = Target.at(URI.create(hub.address()));
      try (Dashboard dashboard = Dashboard.open(target, key, "?client_id=wall")) {
        dashboard.await("collaboration_state");

        run("api-key", "revoke", id(key));

        assertThat(dashboard.closeCode()).isEqualTo(UNAUTHENTICATED);
      }
      me(hub, key).expect(401);
    }
  }

  @Test
  void aHubThatWasKilledIsDown() throws Exception {
    String key;
    try (HubProcess hub = serve()) {
      hub.address();
      key = run("api-key", "create", "--owner", "user:alice", "--roles", "member");
    }
    assertThat(directory.resolve("data/address")).as("it could not tidy up").exists();
    run("api-key", "revoke", id(key));
    try (HubProcess hub = serve()) {
      me(hub, key).expect(401);
    }
  }

  @Test
  void theDatabaseOfAHubElsewhereIsLeftAlone() throws Exception {
    Map<String, String> database = Map.of("PARLEY_DB_URL", TestPostgres.get().database());
    try (HubProcess hub =
            HubProcess.start(
                HubProcess.command(),
                database,
                "--port",
                "0",
                "--data",
                directory.resolve("elsewhere").toString());
        HubProcess list = startOn(hub, database)) {
      assertThat(list.exitCode()).isEqualTo(1);
      assertThat(list.errors()).contains("another hub uses the database").hasLineCount(1);
    }
  }

  private HubProcess startOn(HubProcess hub, Map<String, String> database) throws Exception {
    hub.address();
    Files.createDirectories(directory.resolve("data"));
    return start(database, "api-key", "list");
  }

  @Test
  void whatCannotBeDoneIsSaidInOneLine() throws Exception {
    assertFails(1, "there is no data directory", "api-key", "list");
    assertFails(2, "--groups takes observer", "token", "--sub", "a", "--groups", "boss");
    assertFails(2, "--ttl needs a time", "token", "--sub", "a", "--ttl", "soon");
    assertFails(
        2, "--owner needs user:ID", "api-key", "create", "--owner", "alice", "--roles", "member");
    String[] reserved = {"api-key", "create", "--owner", "service:parley", "--roles", "member"};
    assertFails(1, "/owner/id is the hub's own", reserved);
    assertFails(1, "There is no key of this id", "api-key", "revoke", "nothing");
    try (HubProcess hub = serve()) {
      hub.address();
      assertFails(1, "/owner/id is the hub's own", reserved);
      assertFails(1, "There is no key of this id", "api-key", "revoke", "nothing");
      Files.writeString(directory.resolve("data/admin.key"), "not the administrator's key");
      assertFails(1, "is not the hub's", "api-key", "list");
    }
  }

  private HubProcess serve() throws Exception {
    return start(Map.of(), "serve", "--port", "0");
  }

  private HubProcess start(Map<String, String> environment, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", directory.resolve("data").toString()));
    return HubProcess.start(HubProcess.command(), environment, all.toArray(String[]::new));
  }

  /** Runs a command to its good end, and answers what it has printed. */
  private String run(String... words) throws Exception {
    try (HubProcess command = start(Map.of(), words)) {
      assertThat(command.exitCode()).as(command.errors()).isZero();
      return command.output().strip();
    }
  }

  private List<String> list() throws Exception {
    return run("api-key", "list").lines().skip(1).toList();
  }

  private void assertFails(int code, String message, String... words) throws Exception {
    try (HubProcess command = start(Map.of(), words)) {
      assertThat(command.exitCode()).as(command.errors()).isEqualTo(code);
      assertThat(command.errors()).startsWith("parley: ").contains(message).hasLineCount(1);
      assertThat(command.output()).isEmpty();
    }
  }

  private static Api.Answer me(HubProcess hub, String credential) throws Exception {
    return Target.at(URI.create(hub.address())).as(credential).get("/api/v1/me");
  }

  private static String id(String key) {
    return key.split("_", -1)[1];
  }
}
