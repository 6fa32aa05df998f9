package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Await;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.Position;
import dev.parley.blackbox.client.StalledReader;
import dev.parley.blackbox.client.SteadyLoad;
import dev.parley.blackbox.client.Target;
import dev.parley.blackbox.client.Watchers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Two dashboards stop reading, among others that don't, under load. The hub has had enough of them
 * within 15 s. One of them reads then what there is, the other one never does. The rest do not
 * notice, and who comes back has missed nothing.
 */
public final class StallTrial {
  /** How soon a dashboard that does not read has to be gone. */
  public static final Duration DISCONNECTED_WITHIN = Duration.ofSeconds(15);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int OTHERS = 10;
  private static final int AGENTS = 20;
  private static final int PER_SECOND = 100;
  private static final int BURST = 200;
  private static final int PADDING = 2_048;

  /**
   * Characters of each activity of the burst: together more than the 4 MiB that Linux holds for one
   * connection at most ({@code net.ipv4.tcp_wmem}), so that nothing is taken after it.
   */
  private static final int FILLING = 24 * 1_024;

  /**
   * So much later than the answers to those who record may frames be for the others; a loop that
   * waited for the two would be late by seconds.
   */
  private static final double LATE_MILLIS = 1_000;

  private final Target target;
  private final String key;

  /** What a test looks at while the trial goes on. */
  public interface Witness {
    /** The hub has let go of both; the first one has not read since. */
    void gone(StalledReader silent, StalledReader patient) throws Exception;
  }

  /** A trial against that hub. */
  public StallTrial(Target target) throws Exception {
    this.target = target;
    key = target.key("user", Target.fresh("alice"), "admin").secret();
  }

  /** Goes through it. */
  public void run(Witness witness) throws Exception {
    try (Watchers watchers = new Watchers()) {
      for (int i = 0; i < OTHERS; i++) {
        watchers.add(target, key, "?client_id=other-" + i);
      }
      watchers.awaitStates(PATIENCE);
      double closedBefore = closedAsTooSlow();
      try (StalledReader silent = new StalledReader(target, key, "?client_id=silent");
          StalledReader patient = new StalledReader(target, key, "?client_id=patient")) {
        silent.readState();
        patient.readState();
        long begun = patient.position().offset();
        long full = fillBuffers(begun, watchers);
        CompletableFuture<SteadyLoad.Outcome> load = load();
        awaitClosed(closedBefore, 2);
        int code = patient.readToTheEnd();
        witness.gone(silent, patient);
        assertThat(silent.readToTheEnd()).isIn(Dashboard.NO_CLOSE_FRAME, 1013);
        assertThat(code).isIn(Dashboard.NO_CLOSE_FRAME, 1013);
        assertThat(patient.offsets())
            .isEqualTo(
                LongStream.rangeClosed(begun + 1, patient.position().offset()).boxed().toList());

        SteadyLoad.Outcome outcome = load.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(outcome.others()).isEmpty();
        long head = full + outcome.answered();
        watchers.reach(head, PATIENCE);
        assertThat(watchers.faults()).isEmpty();
        assertThat(watchers.takeLatencies().millis(0.99))
            .isLessThan(outcome.answers().millis(0.99) + LATE_MILLIS);
        goesOn(silent.position(), head);
        goesOn(patient.position(), head);
      }
    }
  }

  /** What the system holds for a client that does not read is a matter of the system. */
  private long fillBuffers(long begun, Watchers watchers) throws Exception {
    SteadyLoad burst = new SteadyLoad(target, AGENTS, BURST, FILLING);
    long head = begun + burst.run(Duration.ofSeconds(1)).answered();
    watchers.reach(head, PATIENCE);
    watchers.takeLatencies();
    return head;
  }

  private CompletableFuture<SteadyLoad.Outcome> load() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new SteadyLoad(target, AGENTS, PER_SECOND, PADDING)
                .run(DISCONNECTED_WITHIN.plusSeconds(3));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  /** The hub tells in its metrics that it has had enough of so many more. */
  private void awaitClosed(double before, int connections) throws Exception {
    Await.until(
        connections + " are closed as too slow",
        DISCONNECTED_WITHIN,
        () -> closedAsTooSlow() >= before + connections);
  }

  /**
   * Several dashboards stop reading at the same time, and read again one after another. Who does so
   * before the hub has had enough goes on; who does so when the hub has given up on it finds an end
   * of the connection without a reason; in between a reader is told.
   *
   * @param first when the first one reads again
   * @param step how much later the next one does
   * @return the codes of their close frames
   */
  public List<Integer> readAgain(int readers, Duration first, Duration step) throws Exception {
    List<StalledReader> stalled = new ArrayList<>();
    List<Future<Integer>> codes = new ArrayList<>();
    try (Watchers watchers = new Watchers();
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(readers)) {
      watchers.add(target, key, "?client_id=other");
      watchers.awaitStates(PATIENCE);
      for (int i = 0; i < readers; i++) {
        stalled.add(new StalledReader(target, key, "?client_id=again-" + i));
        stalled.getLast().readState();
      }
      fillBuffers(stalled.getLast().position().offset(), watchers);
      for (int i = 0; i < readers; i++) {
        long delay = first.plus(step.multipliedBy(i)).toMillis();
        codes.add(clock.schedule(stalled.get(i)::readToTheEnd, delay, TimeUnit.MILLISECONDS));
      }
      codes.getLast().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      // Those who were never closed read on until now.
      for (StalledReader reader : stalled) {
        reader.close();
      }
      List<Integer> told = new ArrayList<>();
      for (Future<Integer> code : codes) {
        told.add(code.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      }
      return told;
    }
  }

  private double closedAsTooSlow() throws Exception {
    return target
        .admin()
        .get("/metrics")
        .expect(200)
        .body()
        .lines()
        .filter(line -> line.startsWith("parley_connection_closes_total"))
        .filter(line -> line.contains("code=\"too_slow\""))
        .mapToDouble(line -> Double.parseDouble(line.split(" ", 2)[1]))
        .sum();
  }

  private void goesOn(Position position, long head) throws Exception {
    String query = "?client_id=again" + position.query();
    try (Dashboard dashboard = Dashboard.open(target, key, query)) {
      for (long offset = position.offset() + 1; offset <= head; offset++) {
        assertThat(dashboard.await("agent_activity").getJsonNumber("offset").longValueExact())
            .isEqualTo(offset);
      }
    }
  }
}
