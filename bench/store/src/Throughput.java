import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Groups in a row for a few seconds, each contender in turn, and the same in the next round, so
 * that whatever else the machine does falls on all of them.
 */
final class Throughput {
  private Throughput() {}

  private interface Contender {
    /** Runs until the deadline and returns how many groups it finished. */
    long run(Path directory, int size, long deadline) throws Exception;
  }

  static void run(Path root, Map<String, String> options, int pairs, int seconds) throws Exception {
    Map<String, Contender> contenders = new LinkedHashMap<>();
    contenders.put("raw append and fdatasync", Throughput::raw);
    contenders.put(
        "H2, CHECKPOINT SYNC", (d, size, end) -> plain(Store.H2, d, Map.of(), size, end));
    contenders.put("HSQLDB", (d, size, end) -> plain(Store.HSQLDB, d, options, size, end));
    contenders.put("HSQLDB, guarded", (d, size, end) -> guarded(d, options, size, end));
    for (int size : new int[] {1, 64}) {
      Map<String, List<Double>> rates = new LinkedHashMap<>();
      for (int pair = -1; pair < pairs; pair++) {
        for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
          Kill9.deleteAll(root);
          Files.createDirectories(root);
          long start = System.nanoTime();
          long deadline =
              start + TimeUnit.SECONDS.toNanos(pair < 0 ? Math.min(3, seconds) : seconds);
          long groups = contender.getValue().run(root, size, deadline);
          double rate = groups * 1e9 / (System.nanoTime() - start);
          if (pair >= 0) {
            rates.computeIfAbsent(contender.getKey(), key -> new ArrayList<>()).add(rate);
          }
        }
      }
      rates.forEach(
          (name, values) -> {
            Collections.sort(values);
            System.out.printf(
                "groups of %d, %s: median %.0f groups/s (%.0f to %.0f), %.0f commands/s%n",
                size,
                name,
                values.get(values.size() / 2),
                values.get(0),
                values.get(values.size() - 1),
                size * values.get(values.size() / 2));
          });
    }
    Kill9.deleteAll(root);
  }

  /** What the disk gives: the bytes of one group appended to a file and forced. */
  private static long raw(Path directory, int size, long deadline) throws Exception {
    try (FileChannel file =
        FileChannel.open(
            directory.resolve("raw"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer data = ByteBuffer.allocate(720 * size);
      long groups = 0;
      for (; System.nanoTime() < deadline; groups++) {
        file.write(data.clear());
        file.force(false);
      }
      return groups;
    }
  }

  private static long plain(
      Store store, Path directory, Map<String, String> options, int size, long deadline)
      throws Exception {
    try (Connection connection = store.open(directory, options)) {
      Groups.createTables(store, connection);
      try (Groups groups = new Groups(store, connection)) {
        return loop(groups, size, deadline);
      } finally {
        connection.createStatement().execute("SHUTDOWN IMMEDIATELY");
      }
    }
  }

  private static long guarded(Path directory, Map<String, String> options, int size, long deadline)
      throws Exception {
    GuardedStore store = GuardedStore.open(Store.HSQLDB, directory, options);
    try {
      Groups.createTables(Store.HSQLDB, store.connection());
      return loop(new Groups(store.connection(), store::commit), size, deadline);
    } finally {
      store.abandon();
    }
  }

  private static long loop(Groups groups, int size, long deadline) throws Exception {
    long done = 0;
    for (; System.nanoTime() < deadline; done++) {
      groups.commit(size);
    }
    return done;
  }
}
