import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Low load for a long time: ten small commits a second, and how large the files become. */
final class SizeRun {
  private SizeRun() {}

  /** Writes one CSV line a minute; the peak is the largest total seen within that minute. */
  static void run(
      Store store,
      Path directory,
      Map<String, String> options,
      boolean guarded,
      int seconds,
      double perSecond)
      throws Exception {
    Files.createDirectories(directory);
    GuardedStore guard = guarded ? GuardedStore.open(store, directory, options) : null;
    // Faster than ten a second, the ten minutes until a group id is deleted shrink with the rate.
    long keep = (long) (TimeUnit.MINUTES.toMillis(10) * 10 / perSecond);
    AtomicLong highest = new AtomicLong();
    AtomicLong highestOnDisk = new AtomicLong();
    Thread.ofPlatform().daemon().start(() -> sample(directory, highest, highestOnDisk));
    try (Connection connection = guarded ? guard.connection() : store.open(directory, options)) {
      Groups.createTables(store, connection);
      PrintStream out = System.out;
      out.println(
          "minute,commits,live_bytes,disk_bytes,peak_disk,ratio,peak_ratio,file_lengths,"
              + "peak_lengths,slowest_ms,files");
      try (Groups groups =
          guarded ? new Groups(connection, guard::commit) : new Groups(store, connection)) {
        long start = System.nanoTime();
        long step = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        long commits = 0;
        long slowest = 0;
        int minute = 0;
        while (true) {
          long due = start + commits * step;
          long now = System.nanoTime();
          while (now < due) {
            LockSupport.parkNanos(due - now);
            now = System.nanoTime();
          }
          if (now - start >= TimeUnit.SECONDS.toNanos(60L * (minute + 1))) {
            minute++;
            long disk = allocated(directory);
            long peak = Math.max(disk, highestOnDisk.getAndSet(0));
            long live = groups.liveBytes();
            out.printf(
                "%d,%d,%d,%d,%d,%.2f,%.2f,%d,%d,%d,%s%n",
                minute,
                commits,
                live,
                disk,
                peak,
                (double) disk / live,
                (double) peak / live,
                total(directory),
                highest.getAndSet(0),
                TimeUnit.NANOSECONDS.toMillis(slowest),
                listing(directory));
            out.flush();
            slowest = 0;
          }
          if (now - start >= TimeUnit.SECONDS.toNanos(seconds)) {
            break;
          }
          long before = System.nanoTime();
          groups.commit(1);
          if (commits % 100 == 99) {
            groups.prune(System.currentTimeMillis() - keep, 200);
          }
          slowest = Math.max(slowest, System.nanoTime() - before);
          commits++;
        }
        out.println(
            "# live bytes by SQL: "
                + liveBytes(connection)
                + ", by bookkeeping: "
                + groups.liveBytes());
      }
      connection.commit();
      try (Statement statement = connection.createStatement()) {
        statement.execute("SHUTDOWN");
      }
    }
    System.out.println("# after SHUTDOWN: " + total(directory) + " " + listing(directory));
  }

  /** The largest totals; checkpoints need room for a moment. */
  private static void sample(Path directory, AtomicLong lengths, AtomicLong onDisk) {
    try {
      for (long i = 0; true; i++) {
        lengths.accumulateAndGet(total(directory), Math::max);
        if (i % 20 == 0) {
          onDisk.accumulateAndGet(allocated(directory), Math::max);
        }
        Thread.sleep(20);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the files occupy; the lengths say more, because data files are extended with holes. */
  private static long allocated(Path directory) throws IOException {
    Process du = new ProcessBuilder("du", "-sk", directory.toString()).start();
    try (InputStream answer = du.getInputStream()) {
      String kilobytes = new String(answer.readAllBytes(), StandardCharsets.US_ASCII);
      return kilobytes.isBlank() ? 0 : 1024 * Long.parseLong(kilobytes.split("\\s")[0]);
    }
  }

  private static long liveBytes(Connection connection) throws Exception {
    String[] sums = {
      "SELECT sum(char_length(id) + char_length(agent_id) + char_length(department)"
          + " + char_length(type) + 8 + char_length(metadata) + char_length(status)) FROM activity",
      "SELECT sum(8 + char_length(topic) + 8 + char_length(type) + 8 + char_length(payload))"
          + " FROM journal_event",
      "SELECT sum(char_length(id) + 16) FROM journal_batch",
    };
    long total = 0;
    try (Statement statement = connection.createStatement()) {
      for (String sum : sums) {
        try (ResultSet rows = statement.executeQuery(sum)) {
          rows.next();
          total += rows.getLong(1);
        }
      }
    }
    return total;
  }

  static long total(Path directory) throws IOException {
    long total = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        total += size(file);
      }
    }
    return total;
  }

  static String listing(Path directory) throws IOException {
    StringBuilder listing = new StringBuilder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        listing.append(file.getFileName()).append('=').append(size(file)).append(' ');
      }
    }
    return listing.toString().strip();
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }
}
