package dev.parley.blackbox.owned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.DurabilityChecker.Recorded;
import dev.parley.blackbox.client.Position;
import dev.parley.blackbox.client.Recorder;
import dev.parley.blackbox.client.Target;
import dev.parley.launcher.HubProcess;
import dev.parley.store.TestPostgres;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Data that were copied, cold or hot, and are served from the copy while clients know of more. */
@Timeout(300)
final class BackupIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SOME = 100;

  @TempDir Path directory;

  @Test
  void aStoppedHubIsCopiedAndStartedElsewhere() throws Exception {
    Path data = directory.resolve("data");
    Path copy = directory.resolve("copy");
    String recorded;
    Position seen;
    try (Server server = Server.start(data, Map.of())) {
      recorded = server.target().record(Target.fresh("kept"));
      stop(server);
      // As docs/operating.md has it.
      shell("cp", "-a", data.toString(), copy.toString());
      server.start(HubProcess.command());
      server.target().record(Target.fresh("lost"));
      server.target().record(Target.fresh("lost"));
      seen = server.target().position();
      stop(server);
    }
    try (Server restored = Server.start(copy, Map.of())) {
      Target target = restored.target();
      assertThat(feed(target)).contains(recorded).doesNotContain("lost");
      // So that the offset that clients have seen exists again, as something else.
      target.record(Target.fresh("other"));
      target.record(Target.fresh("other"));
      target.record(Target.fresh("other"));
      assertResync(target, seen);
      Position now = target.position();
      stop(restored);
      restored.start(HubProcess.command());
      assertThat(target.position()).as("one new epoch is enough").isEqualTo(now);
    }
  }

  @Test
  void aHubThatServesIsCopiedWhileItRecords() throws Exception {
    Path data = directory.resolve("data");
    String place;
    Position seen;
    Recorder recorder;
    List<String> before;
    List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    try (Server server = Server.start(data, Server.unlimited())) {
      Semaphore answers = new Semaphore(0);
      recorder =
          new Recorder(
              server.target(),
              Target.fresh("agent"),
              false,
              recorded -> {
                acknowledged.add(recorded.activityId());
                answers.release();
              });
      CompletableFuture<Void> recording = recordOn(recorder);
      assertThat(answers.tryAcquire(SOME, PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      before = List.copyOf(acknowledged);

      place = command(data, "backup", "--name", "nightly");
      assertThat(command(data, "backup", "--name", "nightly")).as("there already").isEqualTo(place);

      assertThat(answers.tryAcquire(SOME, PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      seen = server.target().position();
      server.kill();
      recording.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(Path.of(place)).isEqualTo(data.resolve("backups/nightly"));
    try (Server restored = Server.start(Path.of(place), Server.unlimited())) {
      Target target = restored.target();
      List<String> listed = recorder.listed(target).stream().map(Recorded::activityId).toList();
      assertThat(listed).containsAll(before);
      assertThat(acknowledged).containsAll(listed);
      assertResync(target, seen);
    }
  }

  @Test
  void aHubThatIsDownIsCopiedByTheSameCommand() throws Exception {
    Path data = directory.resolve("data");
    String recorded;
    Position seen;
    try (Server server = Server.start(data, Map.of())) {
      recorded = server.target().record(Target.fresh("kept"));
      seen = server.target().position();
      stop(server);
    }
    Path place = Path.of(command(data, "backup"));
    assertThat(place.getParent()).isEqualTo(data.resolve("backups"));
    try (Server restored = Server.start(place, Map.of())) {
      assertThat(feed(restored.target())).contains(recorded);
      assertResync(restored.target(), seen);
    }
  }

  @Test
  void anOlderDatabaseThatNobodyCanTellIsSaidByHand() throws Exception {
    Path data = directory.resolve("data");
    Map<String, String> database = Map.of("PARLEY_DB_URL", TestPostgres.get().database());
    Position seen;
    try (Server server = Server.start(data, database)) {
      server.target().record(Target.fresh("agent"));
      seen = server.target().position();
      assertThat(failed(data, database, "restored")).contains("stop it first");
      stop(server);

      String said = command(data, database, "restored");

      server.start(HubProcess.command());
      assertThat(said).endsWith(server.target().position().epoch());
      assertResync(server.target(), seen);
      assertThat(failed(data, database, "backup")).contains("PostgreSQL");
    }
  }

  @Test
  void onlyAnAdministratorAndOnlyPlainNames() throws Exception {
    try (Server server = Server.start(directory.resolve("data"), Map.of())) {
      Target target = server.target();
      String path = "/api/v1/backups/";
      target.nobody().send("PUT", path + "a", Map.of(), null).expect(401);
      target
          .as(target.token("alice", "agent", "member").sign())
          .send("PUT", path + "a", Map.of(), null)
          .expect(403);
      for (String name : List.of("..%2Fx", "%2e%2e", ".hidden", "a%20b", "a".repeat(65))) {
        assertThat(target.admin().send("PUT", path + name, Map.of(), null).status())
            .as(name)
            .isBetween(400, 422);
      }
      target.admin().send("PUT", path + "a", Map.of(), null).expect(200);
      target.admin().send("PUT", path + "a", Map.of(), null).expect(200);
    }
    assertThat(directory.resolve("data/backups")).isDirectoryContaining("glob:**/a");
    try (var all = Files.list(directory.resolve("data/backups"))) {
      assertThat(all).hasSize(1);
    }
  }

  private static void stop(Server server) throws Exception {
    server.process().signal("TERM");
    assertThat(server.process().exitCode()).isZero();
  }

  private static CompletableFuture<Void> recordOn(Recorder recorder) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            recorder.record();
          } catch (IOException e) {
            // It ends with the server.
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  private static String feed(Target target) throws Exception {
    return target.admin().get(Target.COLLABORATION + "activity-feed").expect(200).body();
  }

  /** Who resumes where it was is told so, and gets everything. */
  private static void assertResync(Target target, Position seen) throws Exception {
    String query = "?client_id=back&since=" + seen.offset() + "&epoch=" + seen.epoch();
    try (Dashboard dashboard = Dashboard.open(target, target.adminKey(), query)) {
      JsonObject resync = dashboard.await("resync");
      assertThat(resync.getString("epoch")).isNotEqualTo(seen.epoch());
      dashboard.await("collaboration_state");
    }
  }

  private String command(Path data, String... words) throws Exception {
    return command(data, Map.of(), words);
  }

  private static String command(Path data, Map<String, String> environment, String... words)
      throws Exception {
    try (HubProcess command = start(data, environment, words)) {
      assertThat(command.exitCode()).as(command.errors()).isZero();
      return command.output().strip();
    }
  }

  private static String failed(Path data, Map<String, String> environment, String... words)
      throws Exception {
    try (HubProcess command = start(data, environment, words)) {
      assertThat(command.exitCode()).isEqualTo(1);
      return command.errors();
    }
  }

  private static HubProcess start(Path data, Map<String, String> environment, String... words)
      throws Exception {
    Map<String, String> all = new HashMap<>(environment);
    all.put("PARLEY_BOOTSTRAP_ADMIN_KEY", Target.standard().get("parley.bootstrap.admin.key"));
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--data", data.toString()));
    return HubProcess.start(HubProcess.command(), all, arguments.toArray(String[]::new));
  }

  private static void shell(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
