import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;

/** The child of the crash trials: commits groups and says so, one line each, after the fact. */
final class Writer {
  private Writer() {}

  /**
   * @param guarded whether to write through {@link GuardedStore}
   * @param sizes the group sizes to choose from
   * @param groups how many groups to commit before the process halts without closing anything
   * @param cycle after so many groups the store is shut down and opened again in the same process,
   *     in turn orderly and immediately; 0 for never
   * @param acks where the lines go; a file in the store's directory is seen by the disk's trace
   */
  static void run(
      Store store,
      Path directory,
      Map<String, String> options,
      boolean guarded,
      int[] sizes,
      long groups,
      int cycle,
      OutputStream acks)
      throws Exception {
    Files.createDirectories(directory);
    Random random = new Random();
    long done = 0;
    boolean orderly = true;
    while (done < groups) {
      long before = System.nanoTime();
      GuardedStore guard = guarded ? GuardedStore.open(store, directory, options) : null;
      Connection connection = guarded ? guard.connection() : store.open(directory, options);
      Groups.createTables(store, connection);
      say(acks, "opened " + (System.nanoTime() - before) / 1_000_000);
      try (Groups writer =
          guarded ? new Groups(connection, guard::commit) : new Groups(store, connection)) {
        for (int i = 0; done < groups && (cycle == 0 || i < cycle); i++, done++) {
          say(acks, "ack " + writer.commit(sizes[random.nextInt(sizes.length)]));
        }
      }
      if (done < groups) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(orderly ? "SHUTDOWN" : "SHUTDOWN IMMEDIATELY");
        }
        orderly = !orderly;
      }
    }
    Runtime.getRuntime().halt(0);
  }

  static OutputStream acks(String file) throws Exception {
    return file == null ? new FileOutputStream(FileDescriptor.out) : new FileOutputStream(file);
  }

  private static void say(OutputStream acks, String line) throws Exception {
    acks.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}
