import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** Kills a writing child at a random moment, opens the store and looks. */
final class Kill9 {
  private Kill9() {}

  static void run(
      Store store,
      Path directory,
      Map<String, String> options,
      int rounds,
      String sizes,
      String guarded)
      throws Exception {
    Random random = new Random();
    List<Long> openings = new ArrayList<>();
    int bad = 0;
    long acknowledged = 0;
    long kept = 0;
    for (int round = 0; round < rounds; round++) {
      if (round % 5 == 0) {
        deleteAll(directory);
        Files.createDirectories(directory);
        acknowledged = 0;
      }
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of(
              "-Xmx256m",
              "-XX:+UseSerialGC",
              "-Dcheckpoint.at=" + Long.getLong("checkpoint.at", 8L << 20),
              "-cp",
              System.getProperty("java.class.path")));
      command.addAll(List.of("StoreTrial", "write", store.name(), directory.toString()));
      command.add("--sizes=" + (round % 3 == 0 ? "1" : sizes));
      command.add("--guarded=" + guarded);
      command.add("--cycle=" + (round % 2 == 0 ? 0 : 100));
      options.forEach((key, value) -> command.add(key + "=" + value));
      Process child =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      // Every fifth child dies while it starts and opens, the others once they have begun to write.
      boolean early = round % 5 == 4;
      long wait = early ? 300 + random.nextInt(1500) : 50 + random.nextInt(2500);
      CountDownLatch opened = new CountDownLatch(early ? 0 : 1);
      Thread killer = Thread.ofVirtual().start(() -> kill(child, opened, wait));
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(child.getInputStream()))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          opened.countDown();
          // A line that was cut off by the kill is a number that is too small, never too large.
          if (line.matches("ack \\d+")) {
            acknowledged = Math.max(acknowledged, Long.parseLong(line.substring(4)));
          }
        }
      }
      opened.countDown();
      killer.join();
      child.waitFor();
      String files = SizeRun.listing(directory);
      long before = System.nanoTime();
      try (Connection connection = store.open(directory, options)) {
        long opening = (System.nanoTime() - before) / 1_000_000;
        openings.add(opening);
        Checker.Verdict verdict = Checker.check(connection, acknowledged);
        bad += verdict.good() ? 0 : 1;
        kept += verdict.seq() > acknowledged ? 1 : 0;
        System.out.printf(
            "round %d: killed after %d ms, acknowledged %d, %s, opened in %d ms (%s)%n",
            round, wait, acknowledged, verdict, opening, files);
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
          statement.execute(round % 2 == 0 ? "SHUTDOWN" : "SHUTDOWN IMMEDIATELY");
        }
      }
    }
    Collections.sort(openings);
    System.out.printf(
        "# kill9 %s %s: %d rounds, %d bad; unacknowledged group found in %d; opening median %d ms,"
            + " worst %d ms%n",
        store, options, rounds, bad, kept, openings.get(rounds / 2), openings.get(rounds - 1));
  }

  private static void kill(Process child, CountDownLatch opened, long wait) {
    try {
      opened.await();
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    child.toHandle().destroyForcibly();
  }

  static void deleteAll(Path directory) throws Exception {
    if (!Files.exists(directory)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (Files.isDirectory(file)) {
          deleteAll(file);
        } else {
          Files.delete(file);
        }
      }
    }
    Files.delete(directory);
  }
}
