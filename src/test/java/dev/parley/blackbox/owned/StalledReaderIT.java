package dev.parley.blackbox.owned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.Position;
import dev.parley.blackbox.client.StalledReader;
import dev.parley.blackbox.client.SteadyLoad;
import dev.parley.blackbox.client.Target;
import dev.parley.blackbox.client.Watchers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two dashboards that stop reading, among others that don't, under load. */
final class StalledReaderIT {
  private static final String CONNECTION = "dev.parley.delivery.Connection";
  private static final Duration DISCONNECTED_WITHIN = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int OTHERS = 10;
  private static final int PER_SECOND = 100;
  private static final int BURST = 200;
  private static final int PADDING = 2_048;

  /**
   * So much later than the answers to those who record may frames be for the others; a loop that
   * waited for the two would be late by seconds.
   */
  private static final double LATE_MILLIS = 1_000;

  @Test
  @Timeout(300)
  void whoStopsReadingIsDisconnectedAndGoesOnWithoutLoss(@TempDir Path directory) throws Exception {
    try (Server server = Server.start(directory.resolve("data"), Server.unlimited());
        Watchers watchers = new Watchers()) {
      Target target = server.target();
      String key = target.key("user", "alice", "admin").secret();
      for (int i = 0; i < OTHERS; i++) {
        watchers.add(target, key, "?client_id=other-" + i);
      }
      watchers.awaitStates(PATIENCE);
      Heap before = Heap.of(server.owner());

      try (StalledReader reset = new StalledReader(target, key, "?client_id=reset");
          StalledReader patient = new StalledReader(target, key, "?client_id=patient")) {
        reset.readState();
        patient.readState();
        long begun = patient.position().offset();
        long full = fillBuffers(target, begun, watchers);
        CompletableFuture<SteadyLoad.Outcome> load = load(target);
        awaitClosed(target, 2);
        int code = patient.readToTheEnd();
        for (StalledReader reader : List.of(reset, patient)) {
          Server.until(
              "the socket is released",
              DISCONNECTED_WITHIN,
              () -> !ProcFs.holds(server.owner(), server.port(), reader.port()));
        }
        assertThat(reset.readToTheEnd()).isIn(1006, 1013);
        assertThat(code).isIn(1006, 1013);
        assertThat(patient.offsets()).isEqualTo(range(begun, patient.position().offset()));

        SteadyLoad.Outcome outcome = load.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(outcome.others()).isEmpty();
        watchers.reach(full + outcome.answered(), PATIENCE);
        assertThat(watchers.faults()).isEmpty();
        assertThat(watchers.takeLatencies().millis(0.99))
            .isLessThan(outcome.answers().millis(0.99) + LATE_MILLIS);
        goesOn(target, key, patient.position(), full + outcome.answered());
      }
      Server.until(
          "its memory is released",
          PATIENCE,
          () -> Heap.of(server.owner()).count(CONNECTION) == before.count(CONNECTION));
    }
  }

  /** What the system holds for a client that does not read is a matter of the system. */
  private static long fillBuffers(Target target, long begun, Watchers watchers) throws Exception {
    SteadyLoad burst = new SteadyLoad(target, 10, BURST, PADDING);
    long head = begun + burst.run(Duration.ofSeconds(1)).answered();
    watchers.reach(head, PATIENCE);
    watchers.takeLatencies();
    return head;
  }

  private static CompletableFuture<SteadyLoad.Outcome> load(Target target) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new SteadyLoad(target, 10, PER_SECOND, PADDING)
                .run(DISCONNECTED_WITHIN.plusSeconds(3));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  /** The server tells in its metrics that it has had enough of them. */
  private static void awaitClosed(Target target, int connections) throws Exception {
    Server.until(
        connections + " are closed as too slow",
        DISCONNECTED_WITHIN,
        () ->
            target
                .admin()
                .get("/metrics")
                .expect(200)
                .body()
                .lines()
                .filter(line -> line.startsWith("parley_connection_closes_total"))
                .filter(line -> line.contains("code=\"too_slow\""))
                .anyMatch(line -> Double.parseDouble(line.split(" ", 2)[1]) >= connections));
  }

  private static void goesOn(Target target, String key, Position position, long head)
      throws Exception {
    String query = "?client_id=again" + position.query();
    try (Dashboard dashboard = Dashboard.open(target, key, query)) {
      for (long offset = position.offset() + 1; offset <= head; offset++) {
        assertThat(dashboard.await("agent_activity").getJsonNumber("offset").longValueExact())
            .isEqualTo(offset);
      }
    }
  }

  private static List<Long> range(long after, long last) {
    return LongStream.rangeClosed(after + 1, last).boxed().toList();
  }
}
