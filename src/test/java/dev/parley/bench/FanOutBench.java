package dev.parley.bench;

import dev.parley.blackbox.client.SteadyLoad;
import dev.parley.blackbox.client.Target;
import dev.parley.blackbox.client.Watchers;
import dev.parley.blackbox.owned.Server;
import dev.parley.servers.ApplicationServer;
import dev.parley.store.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What it costs each server to bring a frame to a dashboard: the processor time that it takes for
 * the same recordings with dashboards and without, by the number of frames. Each is a process of
 * its own, with a database of its own in the same PostgreSQL.
 */
public final class FanOutBench {
  private static final int AGENTS = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String EMBEDDED = "embedded";

  private FanOutBench() {}

  /**
   * Measures and prints.
   *
   * @param arguments dashboards (100), activities a second (200), seconds of each step (15), then
   *     the servers ({@code embedded payara})
   */
  public static void main(String[] arguments) throws Exception {
    int dashboards = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    int rate = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
    Duration step = Duration.ofSeconds(arguments.length > 2 ? Integer.parseInt(arguments[2]) : 15);
    List<String> servers =
        arguments.length > 3
            ? List.of(arguments).subList(3, arguments.length)
            : List.of(EMBEDDED, "payara");
    System.out.println(Surroundings.describe());
    double first = 0;
    for (String server : servers) {
      double micros = measure(server, dashboards, rate, step);
      first = first == 0 ? micros : first;
      System.out.printf(
          Locale.ROOT,
          "%-12s %5.1f us of processor time a frame, %.1f times that of %s%n",
          server,
          micros,
          micros / first,
          servers.getFirst());
    }
  }

  private static double measure(String name, int dashboards, int rate, Duration step)
      throws Exception {
    Map<String, String> settings = new HashMap<>(Server.unlimited());
    settings.put("PARLEY_LIMITS_CONNECTIONS_PER_USER", "100000");
    String database = TestPostgres.get().database();
    if (name.equals(EMBEDDED)) {
      settings.put("PARLEY_DB_URL", database);
      Path data = Files.createTempDirectory("parley-bench").resolve("data");
      try (Server server = Server.start(data, settings)) {
        return micros(server.target(), server.owner(), dashboards, rate, step);
      }
    }
    settings.putAll(Target.standard());
    settings.put(ApplicationServer.DATABASE, database);
    try (ApplicationServer server = ApplicationServer.start(name, settings)) {
      return micros(Target.at(server.address()), server.jvm(), dashboards, rate, step);
    }
  }

  private static double micros(
      Target target, ProcessHandle server, int dashboards, int rate, Duration step)
      throws Exception {
    SteadyLoad load = new SteadyLoad(target, AGENTS, rate, 0);
    Spent with = watched(target, load, server, dashboards, step);
    Spent without = run(target, load, null, server, step);
    System.out.printf(
        Locale.ROOT,
        "  %d recordings: %d ms with %d dashboards, %d ms without%n",
        with.recordings(),
        with.cpu().toMillis(),
        dashboards,
        without.cpu().toMillis());
    return (with.cpu().minus(without.cpu()).toNanos() / 1e3)
        / ((double) with.recordings() * dashboards);
  }

  private static Spent watched(
      Target target, SteadyLoad load, ProcessHandle server, int dashboards, Duration step)
      throws Exception {
    try (Watchers watchers = new Watchers()) {
      for (int i = 0; i < dashboards; i++) {
        watchers.add(target, target.adminKey(), "?client_id=dashboard-" + i);
      }
      watchers.awaitStates(PATIENCE);
      // A server that has just started is busy compiling.
      run(target, load, watchers, server, step);
      run(target, load, watchers, server, step);
      return run(target, load, watchers, server, step);
    }
  }

  /** What a step has come to. */
  private record Spent(int recordings, Duration cpu) {}

  private static Spent run(
      Target target, SteadyLoad load, Watchers watchers, ProcessHandle server, Duration step)
      throws Exception {
    long before = target.position().offset();
    Duration began = cpu(server);
    SteadyLoad.Outcome outcome = load.run(step);
    if (!outcome.others().isEmpty()) {
      throw new IllegalStateException("refused: " + outcome.others().getFirst());
    }
    if (watchers != null) {
      watchers.reach(before + outcome.answered(), PATIENCE);
      if (!watchers.faults().isEmpty()) {
        throw new IllegalStateException("a dashboard failed: " + watchers.faults().getFirst());
      }
    }
    return new Spent(outcome.answered(), cpu(server).minus(began));
  }

  private static Duration cpu(ProcessHandle server) {
    return server.info().totalCpuDuration().orElseThrow();
  }
}
