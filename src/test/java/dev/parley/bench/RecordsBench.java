package dev.parley.bench;

import dev.parley.blackbox.client.Target;
import dev.parley.blackbox.client.Wire;
import dev.parley.blackbox.owned.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Durable records a second: over HTTP against a server of its own, through the journal alone, and
 * the raw group commit of the same store; in turn, so that a machine whose speed drifts is fair to
 * all.
 */
public final class RecordsBench {
  private static final int WARM_UP_SECONDS = 40;

  private RecordsBench() {}

  /**
   * Measures and prints.
   *
   * @param arguments seconds of each measurement (4), rounds (3)
   */
  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    System.out.printf(Locale.ROOT, "%s%n", Surroundings.describe());
    Path directory = Files.createTempDirectory("parley-bench");
    try (RawGroupCommit raw = new RawGroupCommit(directory.resolve("raw"));
        JournalAlone journal = new JournalAlone(directory.resolve("journal"));
        Server server = Server.start(directory.resolve("server"), Server.unlimited())) {
      // Not counted: until some ten thousand requests have come, most of the time goes to
      // compiling.
      round(raw, journal, server.target(), 64, seconds);
      http(server.target(), 64, WARM_UP_SECONDS);
      System.out.printf(
          Locale.ROOT,
          "%-8s %12s %12s %12s %14s %14s%n",
          "clients",
          "raw/s",
          "journal/s",
          "HTTP/s",
          "journal/raw",
          "HTTP/raw");
      for (int clients : new int[] {16, 256}) {
        List<double[]> results = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
          results.add(round(raw, journal, server.target(), clients, seconds));
        }
        double[] medians = new double[3];
        for (int i = 0; i < medians.length; i++) {
          int column = i;
          medians[i] =
              results.stream().map(r -> r[column]).sorted().toList().get(results.size() / 2);
        }
        System.out.printf(
            Locale.ROOT,
            "%-8d %12.0f %12.0f %12.0f %14.2f %14.2f%n",
            clients,
            medians[0],
            medians[1],
            medians[2],
            medians[1] / medians[0],
            medians[2] / medians[0]);
      }
    } finally {
      delete(directory);
    }
  }

  private static double[] round(
      RawGroupCommit raw, JournalAlone journal, Target target, int clients, int seconds)
      throws Exception {
    List<Clients.Client> rawClients = new ArrayList<>();
    List<Clients.Client> journalClients = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      rawClients.add(raw.client());
      journalClients.add(journal.client(i));
    }
    return new double[] {
      Clients.perSecond(rawClients, seconds),
      Clients.perSecond(journalClients, seconds),
      http(target, clients, seconds)
    };
  }

  /** Connects first: a connection that waits while others are measured is closed by the hub. */
  private static double http(Target target, int clients, int seconds) throws Exception {
    List<Http> http = new ArrayList<>();
    try {
      for (int i = 0; i < clients; i++) {
        http.add(new Http(target, i));
      }
      return Clients.perSecond(http, seconds);
    } finally {
      for (Http client : http) {
        client.close();
      }
    }
  }

  /** An agent with a connection of its own. */
  private static final class Http implements Clients.Client {
    private final Wire wire;
    private final String body;

    Http(Target target, int number) throws IOException {
      wire = new Wire(target.address(), target.adminKey());
      body =
          "{\"agent_id\":\"agent"
              + number
              + "\",\"department\":\"bench\",\"activity_type\":\"memory_write\","
              + "\"metadata\":{\"padding\":\""
              + "x".repeat(100)
              + "\"}}";
    }

    @Override
    public void record(long round) throws IOException {
      Wire.Answer answer = wire.post(Target.COLLABORATION + "record-activity", body, null);
      if (answer.status() != 200) {
        throw new IOException(answer.toString());
      }
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
