package dev.parley.blackbox.owned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.Endpoint;
import dev.parley.blackbox.Problems;
import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Await;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.DurabilityChecker;
import dev.parley.blackbox.client.DurabilityChecker.Recorded;
import dev.parley.blackbox.client.Handshake;
import dev.parley.blackbox.client.Position;
import dev.parley.blackbox.client.Recorder;
import dev.parley.blackbox.client.Subscriber;
import dev.parley.blackbox.client.Target;
import dev.parley.launcher.HubProcess;
import dev.parley.store.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one PostgreSQL database: one serves, the other waits for its place. */
@Timeout(180)
final class SecondHubIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SOME = 200;
  private static final int GOING_AWAY = 1001;
  private static final String WAITS = "another hub uses the database";
  private static final String BOARD = Target.COLLABORATION + "agent-status";

  @TempDir Path directory;
  private final Semaphore answers = new Semaphore(0);
  private final List<Recorder> recorders = new ArrayList<>();
  private Server first;
  private Server second;
  private String epoch;
  private CompletableFuture<Void> recording;

  @BeforeEach
  void start() throws Exception {
    Map<String, String> settings = new HashMap<>(Server.unlimited());
    settings.put("PARLEY_DB_URL", TestPostgres.get().database());
    first = Server.start(directory.resolve("first"), settings);
    epoch = first.target().position().epoch();
    second = Server.start(directory.resolve("second"), settings);
  }

  @AfterEach
  void close() {
    second.close();
    first.close();
  }

  @Test
  void theSecondSaysThatItWaitsAndServesNobody() throws Exception {
    assertWaits(second.target());
    assertThat(second.process().errors() + second.process().output())
        .contains("waiting for the database", WAITS);
    assertThat(ready(first.target())).isEqualTo(200);
  }

  @Test
  void itTakesOverWhenTheFirstIsStopped() throws Exception {
    record(first);
    first.process().signal("TERM");
    assertThat(first.process().exitCode()).isZero();
    takenOver(second);

    first.start(HubProcess.command());
    assertWaits(first.target());
    check(second);
  }

  @Test
  void itTakesOverWhenTheFirstDies() throws Exception {
    record(first);
    first.kill();
    takenOver(second);
    check(second);
  }

  @Test
  void itTakesOverFromOneThatIsPausedWhichThenStepsDown() throws Exception {
    Target paused = first.target();
    try (Dashboard dashboard = Dashboard.open(paused, paused.adminKey(), "?client_id=watches")) {
      dashboard.await("collaboration_state");
      record(first);
      signal(first.owner(), "STOP");
      try {
        Await.until("the second serves", PATIENCE, () -> ready(second.target()) == 200);
        recorder(second).record(SOME);
      } finally {
        signal(first.owner(), "CONT");
      }
      assertThat(paused.admin().get(BOARD).status())
          .as("from the first moment, whether it has found out or not")
          .isEqualTo(503);
      recording.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      Await.until("it has found out", PATIENCE, () -> waits(paused));
      assertThat(dashboard.closeCode()).isEqualTo(GOING_AWAY);
      assertWaits(paused);
      check(second);
    }
    second.process().signal("TERM");
    assertThat(second.process().exitCode()).isZero();
    takenOver(first);
    check(first);
  }

  private Recorder recorder(Server server) {
    Recorder recorder =
        new Recorder(server.target(), Target.fresh("agent"), false, recorded -> answers.release());
    recorders.add(recorder);
    return recorder;
  }

  /** Records all the time from now on; returns when that is well under way. */
  private void record(Server server) throws InterruptedException {
    Recorder recorder = recorder(server);
    recording =
        CompletableFuture.runAsync(
            () -> {
              try {
                recorder.record();
              } catch (IOException e) {
                // It ends with the server, or when that no longer serves.
              }
            },
            task -> Thread.ofVirtual().start(task));
    assertThat(answers.tryAcquire(SOME, PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private void takenOver(Server server) throws Exception {
    recording.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    Await.until("it takes over", PATIENCE, () -> ready(server.target()) == 200);
    recorder(server).record(SOME);
  }

  /** Everything acknowledged by either is there once, in order, in one unbroken history. */
  private void check(Server serving) throws Exception {
    Target target = serving.target();
    Position position = target.position();
    assertThat(position.epoch()).isEqualTo(epoch);
    try (Subscriber subscriber = Subscriber.from(target, new Position(epoch, 0))) {
      subscriber.reach(position.offset(), PATIENCE);
      Set<String> sent = new HashSet<>();
      List<List<Recorded>> acknowledged = new ArrayList<>();
      List<Recorded> listed = new ArrayList<>();
      for (Recorder recorder : recorders) {
        sent.addAll(recorder.sent());
        acknowledged.add(recorder.acknowledged());
        listed.addAll(recorder.listed(target));
      }
      assertThat(DurabilityChecker.faults(0, sent, acknowledged, subscriber.heard(), listed))
          .isEmpty();
      assertThat(subscriber.faults()).isEmpty();
    }
  }

  private static void assertWaits(Target target) throws Exception {
    assertThat(ready(target)).isEqualTo(503);
    assertThat(waits(target)).isTrue();
    assertThat(target.nobody().get("/health/live").status()).isEqualTo(200);
    for (String path : List.of(BOARD, Endpoint.ACTIVITY_FEED.path(), "/api/v1/me")) {
      Problems.check(target.admin().get(path), 503, "unavailable", path);
    }
    Api.Answer refused =
        target.admin().post(Endpoint.START_COLLABORATION.path(), "{\"participants\":[\"nobody\"]}");
    Problems.check(refused, 503, "unavailable", Endpoint.START_COLLABORATION.path());
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
    assertThat(target.admin().get(Endpoint.EVENTS.path()).status()).isEqualTo(503);
    for (List<String> fields : List.of(List.<String>of(), List.of("Origin: " + Target.PAGE))) {
      List<String> all = new ArrayList<>(fields);
      all.add("X-API-Key: " + target.adminKey());
      assertThat(Handshake.of(target, "?client_id=early", 0, all).status()).isEqualTo(503);
    }
  }

  private static boolean waits(Target target) throws Exception {
    return target.nobody().get("/health/ready").body().contains(WAITS);
  }

  private static int ready(Target target) throws Exception {
    return target.nobody().get("/health/ready").status();
  }

  private static void signal(ProcessHandle process, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}
