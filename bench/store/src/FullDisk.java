import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Takes the space away (or lets fsync fail) in the middle of writing, gives it back, and counts
 * what was promised and is not there.
 *
 * <p>{@code NAIVE} rolls back and goes on with the same connection, as one might; {@code GUARDED}
 * does what {@link GuardedStore} says.
 */
final class FullDisk {
  /** HSQLDB's code for a store that is still opening or closing. */
  private static final int STUCK = -451;

  private final Store store;
  private final Path root;
  private final Map<String, String> options;
  private final Path control;
  private final boolean guarded;
  private final Random random;
  private final Map<String, Integer> answers = new TreeMap<>();
  private int silent;
  private int lost;
  private int present;
  private int absent;
  private int broken;

  private FullDisk(
      Store store,
      Path root,
      Map<String, String> options,
      Path control,
      boolean guarded,
      long seed) {
    this.store = store;
    this.root = root;
    this.options = options;
    this.control = control;
    this.guarded = guarded;
    this.random = new Random(seed);
  }

  static void run(
      Store store,
      Path root,
      Map<String, String> options,
      Path control,
      String fault,
      boolean guarded,
      int rounds,
      long seed)
      throws Exception {
    FullDisk trial = new FullDisk(store, root, options, control, guarded, seed);
    for (int round = 0; round < rounds; round++) {
      Path directory = root.resolve("round-" + round);
      Kill9.deleteAll(directory);
      Files.createDirectories(directory);
      String kind = fault.equals("any") ? (round % 3 == 2 ? "eio" : "full") : fault;
      String outcome;
      try {
        if (kind.equals("reopen")) {
          outcome = trial.reopen(directory);
        } else if (kind.equals("checkpoint")) {
          outcome = trial.checkpoint(directory, round % 2 == 0);
        } else {
          outcome = guarded ? trial.guarded(directory, kind) : trial.naive(directory, kind);
        }
      } catch (SQLException e) {
        trial.broken++;
        outcome = "BROKEN " + e.getSQLState() + " " + e.getErrorCode() + " " + e.getMessage();
      }
      trial.giveBack();
      System.out.printf("round %d, %s: %s%n", round, kind, outcome.replace('\n', ' '));
      Kill9.deleteAll(directory);
    }
    System.out.printf(
        "# full %s %s %s: %d rounds; promised and lost in %d; store broken in %d; promised"
            + " while fsync failed: %d groups; refused group found later: %d, not found: %d%n",
        store,
        guarded ? "GUARDED" : "NAIVE",
        fault,
        rounds,
        trial.lost,
        trial.broken,
        trial.silent,
        trial.present,
        trial.absent);
    trial.answers.forEach((answer, count) -> System.out.println("#   " + count + " x " + answer));
  }

  private int size() {
    return random.nextInt(4) == 0 ? 64 : 1;
  }

  private void takeAway(String kind) throws IOException {
    String line = kind.equals("eio") ? "eio" : "full " + random.nextInt(40_000);
    if (control == null) {
      FileStore disk = Files.getFileStore(root);
      byte[] block = new byte[4096];
      try (var out = Files.newOutputStream(root.resolve("filler"), StandardOpenOption.CREATE)) {
        while (disk.getUsableSpace() > 4096L * random.nextInt(8)) {
          out.write(block);
        }
      } catch (IOException full) {
        answer("filler", "the disk is full: " + full.getMessage());
      }
    } else {
      Files.writeString(control, line + "\n");
    }
  }

  private void giveBack() throws IOException {
    Files.deleteIfExists(control == null ? root.resolve("filler") : control);
  }

  private void answer(String when, Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.getClass().getSimpleName());
    if (thrown instanceof SQLException e) {
      text.append(" SQLState ").append(e.getSQLState()).append(" code ").append(e.getErrorCode());
    }
    text.append(" \"").append(thrown.getMessage()).append('"');
    answer(when, text.toString());
  }

  private void answer(String when, String text) {
    String line =
        text.replaceAll("/\\S+/", "")
            .replaceAll("\\s+", " ")
            .replaceAll("\\d{6,}", "N")
            .replaceAll("@[0-9a-f]+", "@N");
    answers.merge(when + ": " + line.substring(0, Math.min(170, line.length())), 1, Integer::sum);
  }

  private String naive(Path directory, String kind) throws Exception {
    long promised = 0;
    Connection connection = store.open(directory, options);
    Groups.createTables(store, connection);
    Groups groups = new Groups(store, connection);
    for (int i = 10 + random.nextInt(290); i > 0; i--) {
      promised = groups.commit(size());
    }
    long before = promised;
    takeAway(kind);
    int during = 0;
    int failures = 0;
    for (int i = 0; i < 60 && failures < 5; i++) {
      try {
        promised = groups.commit(size());
        during++;
      } catch (SQLException | RuntimeException e) {
        failures++;
        answer("during the fault", e);
        try {
          connection.rollback();
        } catch (SQLException again) {
          answer("rollback", again);
        }
      }
    }
    giveBack();
    silent += kind.equals("eio") ? during : 0;
    int after = 0;
    try {
      for (; after < 100; after++) {
        promised = groups.commit(size());
      }
    } catch (SQLException | RuntimeException e) {
      answer("same connection, space is back", e);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN IMMEDIATELY");
    } catch (SQLException e) {
      answer("SHUTDOWN IMMEDIATELY", e);
    }
    String verdict = verdict(directory, promised);
    return before
        + " before, "
        + during
        + " groups promised during, "
        + failures
        + " refused, "
        + after
        + " groups after on the same connection; "
        + verdict;
  }

  private String guarded(Path directory, String kind) throws Exception {
    GuardedStore held = GuardedStore.open(store, directory, options);
    Groups.createTables(store, held.connection());
    Groups groups = new Groups(held.connection(), held::commit);
    long promised = 0;
    for (int i = 10 + random.nextInt(290); i > 0; i--) {
      promised = groups.commit(size());
    }
    long before = promised;
    takeAway(kind);
    int during = 0;
    boolean refused = false;
    int unknown = 0;
    for (int i = 0; i < 400 && !refused; i++) {
      unknown = size();
      try {
        promised = groups.commit(unknown);
        during++;
      } catch (SQLException | RuntimeException e) {
        refused = true;
        answer("during the fault", e);
      }
    }
    String abandoned = held.abandon();
    if (!abandoned.isEmpty()) {
      answer("abandon", abandoned);
    }
    int opened = 0;
    for (int i = 0; i < 2; i++) {
      try {
        GuardedStore early = GuardedStore.open(store, directory, options);
        opened++;
        early.abandon();
      } catch (SQLException | RuntimeException e) {
        answer("opening during the fault", e);
      }
    }
    giveBack();
    GuardedStore again = openAgain(directory);
    Checker.Verdict verdict = Checker.check(again.connection(), promised);
    if (refused) {
      boolean there = verdict.seq() == promised + unknown;
      present += there ? 1 : 0;
      absent += there ? 0 : 1;
      if (!there && verdict.seq() != promised) {
        lost++;
      }
    }
    if (!verdict.good()) {
      lost++;
      again.abandon();
      return "BAD after reopening: " + verdict;
    }
    Groups more = new Groups(again.connection(), again::commit);
    again.connection().setAutoCommit(false);
    for (int i = 0; i < 60; i++) {
      promised = more.commit(size());
    }
    again.abandon();
    return before
        + " before, "
        + during
        + " groups promised during, "
        + (refused ? "" : "not ")
        + "refused, opened "
        + opened
        + " of 2 times during the fault; "
        + verdict
        + "; later "
        + verdict(directory, promised);
  }

  /** The space goes, or fsync fails, exactly while the log is moved into the data file. */
  private String checkpoint(Path directory, boolean eio) throws Exception {
    GuardedStore held = GuardedStore.open(store, directory, options);
    Groups.createTables(store, held.connection());
    Groups groups = new Groups(held.connection(), held::commit);
    long promised = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 10 + random.nextInt(30); j > 0; j--) {
        promised = groups.commit(64);
      }
      if (i < 2) {
        held.checkpoint();
      }
    }
    Files.writeString(control, eio ? "eio\n" : "full " + random.nextInt(1_500_000) + "\n");
    String outcome = "checkpoint returned";
    try {
      held.checkpoint();
    } catch (SQLException | RuntimeException e) {
      outcome = "checkpoint threw";
      answer("checkpoint during the fault, " + (eio ? "EIO" : "ENOSPC"), e);
    }
    held.abandon();
    if (random.nextBoolean()) {
      try {
        GuardedStore.open(store, directory, options).abandon();
        outcome += ", opened during the fault";
      } catch (SQLException | RuntimeException e) {
        answer("opening during the fault", e);
      }
    }
    giveBack();
    openAgain(directory).abandon();
    return outcome + "; " + verdict(directory, promised);
  }

  private GuardedStore openAgain(Path directory) throws SQLException {
    try {
      return GuardedStore.open(store, directory, options);
    } catch (SQLException e) {
      if (e.getErrorCode() != STUCK) {
        throw e;
      }
      answer("opening after the fault, then once more with an engine loaded anew", e);
      Store.renewEngine();
      return GuardedStore.open(store, directory, options);
    }
  }

  /**
   * A crash with a long log, and too little room while it is replayed: enough for a checkpoint, not
   * for the data file to grow. A replay that stops there and goes on would drop what it had not
   * read yet.
   */
  private String reopen(Path directory) throws Exception {
    long promised = 0;
    Connection connection = store.open(directory, options);
    Groups.createTables(store, connection);
    Groups groups = new Groups(store, connection);
    for (int i = 40 + random.nextInt(40); i > 0; i--) {
      promised = groups.commit(64);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN IMMEDIATELY");
    }
    int opened = 0;
    for (int i = 0; i < 3; i++) {
      Files.writeString(control, "full " + (100_000 + random.nextInt(1_000_000)) + "\n");
      try {
        if (guarded) {
          GuardedStore.open(store, directory, options).abandon();
        } else {
          try (Connection early = store.open(directory, options);
              Statement statement = early.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
          }
        }
        opened++;
      } catch (SQLException | RuntimeException e) {
        answer("opening during the fault", e);
      }
      giveBack();
    }
    return "opened " + opened + " of 3 times during the fault; " + verdict(directory, promised);
  }

  private String verdict(Path directory, long promised) throws SQLException {
    try (Connection connection = store.open(directory, options)) {
      Checker.Verdict verdict = Checker.check(connection, promised);
      lost += verdict.good() ? 0 : 1;
      try (Statement statement = connection.createStatement()) {
        statement.execute("SHUTDOWN");
      }
      return verdict.toString();
    }
  }
}
