package dev.parley.blackbox.owned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.Recorder;
import dev.parley.blackbox.client.StalledReader;
import dev.parley.blackbox.client.Target;
import dev.parley.launcher.HubProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM in the middle of work: nobody is left without an answer. */
final class ShutdownIT {
  private static final int CLIENTS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  @Timeout(300)
  void whatWasAcceptedIsAnsweredAndConnectionsAreToldToGo(@TempDir Path directory)
      throws Exception {
    try (Server server = Server.start(directory.resolve("data"), Server.unlimited());
        // Does not answer the close frame, so that draining takes a moment.
        StalledReader lingering =
            new StalledReader(
                server.target(), server.target().adminKey(), "?client_id=lingering")) {
      Target target = server.target();
      lingering.readState();
      Dashboard dashboard = Dashboard.open(target, target.adminKey(), "?client_id=watcher");
      dashboard.await("collaboration_state");
      Semaphore answers = new Semaphore(0);
      List<Recorder> recorders = new ArrayList<>();
      List<CompletableFuture<Void>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Recorder recorder =
            new Recorder(target, Target.fresh("client"), false, recorded -> answers.release());
        recorders.add(recorder);
        running.add(CompletableFuture.runAsync(() -> record(recorder), ShutdownIT::start));
      }
      assertThat(answers.tryAcquire(200, PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(target.nobody().get("/health/ready").status()).isEqualTo(200);
      Set<Integer> readiness = ConcurrentHashMap.newKeySet();
      CompletableFuture<Void> watch =
          CompletableFuture.runAsync(() -> readiness(target, readiness), ShutdownIT::start);

      server.process().signal("TERM");

      assertThat(dashboard.closeCode()).isEqualTo(1001);
      assertThat(server.process().exitCode()).isZero();
      for (CompletableFuture<Void> client : running) {
        client.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      watch.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(readiness).contains(503);
      assertThat(server.process().errors()).doesNotContain("level=ERROR");

      server.start(HubProcess.command());
      for (Recorder recorder : recorders) {
        assertThat(recorder.listed()).containsExactlyInAnyOrderElementsOf(recorder.acknowledged());
      }
    }
  }

  private static void record(Recorder recorder) {
    try {
      recorder.record();
    } catch (IOException e) {
      // The server has ended.
    }
  }

  private static void readiness(Target target, Set<Integer> seen) {
    try {
      while (true) {
        seen.add(target.nobody().get("/health/ready").status());
      }
    } catch (Exception e) {
      // The server has ended.
    }
  }

  private static void start(Runnable task) {
    Thread.ofVirtual().start(task);
  }
}
