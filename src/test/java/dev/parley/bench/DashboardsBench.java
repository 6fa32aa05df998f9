package dev.parley.bench;

import dev.parley.blackbox.client.Latencies;
import dev.parley.blackbox.client.SteadyLoad;
import dev.parley.blackbox.client.Target;
import dev.parley.blackbox.client.Watchers;
import dev.parley.blackbox.owned.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Dashboards watch while agents record at a fixed rate, which doubles until frames come late or not
 * at all. The load is made by this process, the hub is another. Delays are counted from the time at
 * which a recording was meant to be sent.
 */
public final class DashboardsBench {
  private static final int AGENTS = 40;
  private static final int RAW_SECONDS = 3;
  private static final double LATE_MILLIS = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private DashboardsBench() {}

  /**
   * Measures and prints.
   *
   * @param arguments dashboards (50), first rate in activities a second (200), seconds of each step
   *     (10), steps at most (8)
   */
  public static void main(String[] arguments) throws Exception {
    int dashboards = number(arguments, 0, 50);
    int rate = number(arguments, 1, 200);
    Duration step = Duration.ofSeconds(number(arguments, 2, 10));
    int steps = number(arguments, 3, 8);
    System.out.println(Surroundings.describe());
    Map<String, String> settings = new HashMap<>(Server.unlimited());
    settings.put("PARLEY_LIMITS_CONNECTIONS_PER_USER", "100000");
    Path directory = Files.createTempDirectory("parley-bench");
    Path data = directory.resolve("data");
    System.out.printf(
        Locale.ROOT,
        "raw group commit of the same store, %d waiting: %.0f rows/s%n",
        AGENTS,
        raw(directory.resolve("raw")));
    try (Server server = Server.start(data, settings);
        Watchers watchers = new Watchers()) {
      Target target = server.target();
      connect(watchers, target, dashboards);
      new SteadyLoad(target, AGENTS, rate, 0).run(step);
      for (int i = 0; i < steps; i++, rate *= 2) {
        if (!sustained(watchers, target, dashboards, rate, step)) {
          return;
        }
      }
    }
  }

  /** What the store can do at most with as many waiting as there are agents. */
  private static double raw(Path directory) throws Exception {
    try (RawGroupCommit raw = new RawGroupCommit(directory)) {
      List<Clients.Client> clients = new ArrayList<>();
      for (int i = 0; i < AGENTS; i++) {
        clients.add(raw.client());
      }
      Clients.perSecond(clients, RAW_SECONDS);
      return Clients.perSecond(clients, RAW_SECONDS);
    }
  }

  private static void connect(Watchers watchers, Target target, int dashboards)
      throws IOException, InterruptedException {
    for (int i = 0; i < dashboards; i++) {
      watchers.add(target, target.adminKey(), "?client_id=dashboard-" + i);
    }
    watchers.awaitStates(PATIENCE);
  }

  private static boolean sustained(
      Watchers watchers, Target target, int dashboards, int rate, Duration step) throws Exception {
    long before = target.position().offset();
    watchers.reach(before, PATIENCE);
    watchers.takeLatencies();
    SteadyLoad.Outcome outcome = new SteadyLoad(target, AGENTS, rate, 0).run(step);
    watchers.reach(before + outcome.answered(), PATIENCE);
    Latencies frames = watchers.takeLatencies();
    System.out.printf(
        Locale.ROOT,
        "%d dashboards, %d activities/s: %d answered, %d refused, %d faults%n"
            + "  POST to answer: %s%n  POST to frame:  %s%n",
        dashboards,
        rate,
        outcome.answered(),
        outcome.others().size(),
        watchers.faults().size(),
        outcome.answers(),
        frames);
    boolean late = frames.millis(0.99) > LATE_MILLIS;
    if (late || !outcome.others().isEmpty() || !watchers.faults().isEmpty()) {
      System.out.println(late ? "  frames come late: not sustained" : "  not sustained");
      outcome.others().stream().limit(3).forEach(System.out::println);
      watchers.faults().stream().limit(3).forEach(System.out::println);
      return false;
    }
    return true;
  }

  private static int number(String[] arguments, int place, int otherwise) {
    return arguments.length > place ? Integer.parseInt(arguments[place]) : otherwise;
  }
}
