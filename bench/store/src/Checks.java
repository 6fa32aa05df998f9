import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Single questions about the winner, each answered by trying. */
final class Checks {
  private final Store store;
  private final Path directory;
  private final Map<String, String> options;

  private Checks(Store store, Path directory, Map<String, String> options) {
    this.store = store;
    this.directory = directory;
    this.options = options;
  }

  static void run(Store store, Path directory, Map<String, String> options) throws Exception {
    Kill9.deleteAll(directory);
    Files.createDirectories(directory);
    Checks checks = new Checks(store, directory, options);
    int[] logged = {0};
    Logger.getLogger("")
        .addHandler(
            new Handler() {
              @Override
              public void publish(LogRecord entry) {
                logged[0]++;
                say(
                    "logged",
                    entry.getLoggerName() + " " + entry.getLevel() + " " + entry.getMessage());
              }

              @Override
              public void flush() {}

              @Override
              public void close() {}
            });
    say("handlers of the root logger before", Logger.getLogger("").getHandlers().length);
    say("threads before", threads());
    try (Connection writer = store.open(directory, options);
        Connection reader = store.open(directory, options)) {
      Groups.createTables(store, writer);
      checks.readers(writer, reader);
      checks.snapshot(writer, reader);
      checks.lock(writer, reader);
      checks.text(writer);
    }
    try (Connection writer = store.open(directory, options);
        Connection reader = store.open(directory, options)) {
      checks.keys(writer);
      checks.words(writer);
      checks.duplicate(writer);
      if (!store.isH2()) {
        checks.backup(writer, reader);
      }
      checks.checkpoint(writer, reader);
      say("threads while open", threads());
      writer.setAutoCommit(true);
      execute(writer, "SHUTDOWN");
      say(
          "reader after SHUTDOWN",
          "isValid "
              + reader.isValid(1)
              + ", isClosed "
              + reader.isClosed()
              + ", "
              + refusal(() -> one(reader, "SELECT seq FROM log")));
      say(
          "writer after SHUTDOWN",
          refusal(() -> one(writer, "SELECT seq FROM log"))
              + "; "
              + refusal(() -> writer.commit())
              + "; "
              + refusal(() -> writer.rollback()));
      try (Connection again = store.open(directory, options)) {
        say(
            "reader after reopening",
            "isValid "
                + reader.isValid(1)
                + ", "
                + refusal(() -> one(reader, "SELECT seq FROM log")));
        execute(again, "SHUTDOWN");
      }
      say("threads after SHUTDOWN", threads());
    }
    say("handlers of the root logger after", Logger.getLogger("").getHandlers().length);
    say("entries in java.util.logging", logged[0]);
    say("level of the root logger", Logger.getLogger("").getLevel());
    say("files left", SizeRun.listing(directory));
  }

  private void readers(Connection writer, Connection reader) throws Exception {
    writer.setAutoCommit(false);
    reader.setAutoCommit(true);
    Groups groups = new Groups(store, writer);
    groups.commit(3);
    one(writer, "SELECT seq FROM log WHERE id = 1 FOR UPDATE");
    execute(writer, "UPDATE log SET seq = 99 WHERE id = 1");
    execute(writer, "UPDATE topic_head SET head = head + 1");
    execute(writer, "UPDATE activity SET status = 'x'");
    long before = System.nanoTime();
    Object seq = inTime(() -> one(reader, "SELECT seq FROM log WHERE id = 1"));
    Object others = inTime(() -> one(reader, "SELECT count(*) FROM activity WHERE status = 'x'"));
    say(
        "autocommit read beside an open writer",
        "seq "
            + seq
            + " and "
            + others
            + " dirty rows in "
            + (System.nanoTime() - before) / 1000
            + " us");
    writer.rollback();
  }

  private void snapshot(Connection writer, Connection reader) throws Exception {
    reader.setAutoCommit(false);
    reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    say("REPEATABLE READ is", reader.getTransactionIsolation());
    Object first = one(reader, "SELECT seq FROM log WHERE id = 1");
    new Groups(store, writer).commit(2);
    Object second = inTime(() -> one(reader, "SELECT seq FROM log WHERE id = 1"));
    Object events = inTime(() -> one(reader, "SELECT max(seq) FROM journal_event"));
    reader.commit();
    Object third = one(reader, "SELECT seq FROM log WHERE id = 1");
    reader.commit();
    reader.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    reader.setAutoCommit(true);
    say(
        "snapshot",
        first
            + ", after a commit of 2 still "
            + second
            + " with newest event "
            + events
            + ", then "
            + third);
  }

  private void lock(Connection writer, Connection reader) throws Exception {
    reader.setAutoCommit(false);
    one(writer, "SELECT seq FROM log WHERE id = 1 FOR UPDATE");
    Object second;
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Future<Object> other =
          pool.submit(() -> one(reader, "SELECT seq FROM log WHERE id = 1 FOR UPDATE"));
      try {
        second = other.get(1, TimeUnit.SECONDS) + ": NOT kept waiting";
      } catch (TimeoutException e) {
        writer.rollback();
        second = "waits, and gets " + other.get(5, TimeUnit.SECONDS) + " after the first ended";
      }
    }
    writer.rollback();
    reader.rollback();
    say("second SELECT ... FOR UPDATE", second);
    one(writer, "SELECT seq FROM log WHERE id = 1 FOR UPDATE");
    execute(writer, "UPDATE log SET seq = seq WHERE id = 1");
    Object third;
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Future<Object> other =
          pool.submit(
              () -> refusal(() -> execute(reader, "UPDATE log SET seq = seq WHERE id = 1")));
      try {
        third = other.get(1, TimeUnit.SECONDS) + ": NOT kept waiting";
      } catch (TimeoutException e) {
        writer.commit();
        third = "waits, then: " + other.get(5, TimeUnit.SECONDS);
      }
    }
    writer.rollback();
    reader.rollback();
    reader.setAutoCommit(true);
    say("second UPDATE of the same row", third);
  }

  private void text(Connection writer) throws Exception {
    execute(writer, "CREATE TABLE text_check (id INTEGER PRIMARY KEY, body VARCHAR(65536))");
    String[] texts = {
      "Grüße, 日本語, العربية, \uD83D\uDE00\uD83D\uDC69\u200D\uD83D\uDCBB",
      "\u0000 and \u0001 and \\u0041 and ' and \" and \r\n and \u2028",
      "",
      "x".repeat(65536),
      "\uD83D\uDE00".repeat(32768),
      "\uD800 alone",
      "ends with spaces   ",
      "x".repeat(65537),
    };
    for (int i = 0; i < texts.length; i++) {
      String text = texts[i];
      int id = i;
      say(
          "text " + i + " of " + text.length() + " chars",
          refusal(
              () -> {
                try (PreparedStatement insert =
                    writer.prepareStatement("INSERT INTO text_check VALUES (?, ?)")) {
                  insert.setInt(1, id);
                  insert.setString(2, text);
                  insert.executeUpdate();
                }
                writer.commit();
              }));
      writer.rollback();
    }
    // Through the log and a replay, too.
    execute(writer, "SHUTDOWN IMMEDIATELY");
    try (Connection again = store.open(directory, options)) {
      for (int i = 0; i < texts.length; i++) {
        Object found = one(again, "SELECT body FROM text_check WHERE id = " + i);
        say(
            "text " + i + " after a replay",
            texts[i].equals(found)
                ? "same"
                : "DIFFERENT"
                    + (found == null ? ", nothing" : ", " + ((String) found).length() + " chars"));
      }
    }
  }

  private void keys(Connection writer) throws Exception {
    execute(writer, "CREATE TABLE key_check (id VARCHAR(64) PRIMARY KEY)");
    for (String key : List.of("a", "A", "a ", "\u00e4", "a\u0308", "")) {
      say(
          "key '" + key + "'",
          refusal(
              () -> {
                try (PreparedStatement insert =
                    writer.prepareStatement("INSERT INTO key_check VALUES (?)")) {
                  insert.setString(1, key);
                  insert.executeUpdate();
                }
              }));
    }
  }

  private void words(Connection writer) throws Exception {
    StringBuilder refused = new StringBuilder();
    for (String word :
        List.of(
            "at",
            "seq",
            "offset",
            "type",
            "ts",
            "status",
            "head",
            "topic",
            "log",
            "epoch",
            "payload",
            "metadata",
            "position",
            "value",
            "key",
            "user",
            "role",
            "plan",
            "name",
            "kind",
            "state",
            "text",
            "body",
            "language",
            "level",
            "time",
            "timestamp",
            "date",
            "year",
            "count",
            "number",
            "order",
            "result",
            "owner",
            "session",
            "reference",
            "hash",
            "secret",
            "action",
            "size",
            "index",
            "content",
            "start",
            "end",
            "row",
            "any",
            "member",
            "interval",
            "zone",
            "sequence",
            "version",
            "data",
            "read",
            "object",
            "period",
            "system",
            "condition",
            "method",
            "parameter",
            "document")) {
      String answer =
          refusal(
              () -> {
                execute(
                    writer,
                    "CREATE TABLE w_" + word + " (id INTEGER PRIMARY KEY, " + word + " BIGINT)");
                execute(writer, "INSERT INTO w_" + word + " (id, " + word + ") VALUES (1, 5)");
                execute(
                    writer, "UPDATE w_" + word + " SET " + word + " = 6 WHERE " + word + " = 5");
                Object found =
                    one(
                        writer,
                        "SELECT w."
                            + word
                            + " FROM w_"
                            + word
                            + " w WHERE "
                            + word
                            + " = 6 ORDER BY "
                            + word);
                if (!Long.valueOf(6).equals(found)) {
                  throw new SQLException("found " + found);
                }
              });
      if (!answer.equals("fine")) {
        refused.append(word).append(' ');
      }
    }
    say("reserved as column names", refused);
  }

  private void duplicate(Connection writer) throws Exception {
    writer.setAutoCommit(false);
    execute(writer, "INSERT INTO key_check VALUES ('one')");
    say("duplicate key", refusal(() -> execute(writer, "INSERT INTO key_check VALUES ('one')")));
    say(
        "and the transaction goes on",
        refusal(
            () -> {
              execute(writer, "INSERT INTO key_check VALUES ('two')");
              writer.commit();
            }));
  }

  private void backup(Connection writer, Connection other) throws Exception {
    Path target = directory.resolveSibling("backup");
    Kill9.deleteAll(target);
    Files.createDirectories(target);
    Groups groups = new Groups(store, writer);
    for (int i = 0; i < 3000; i++) {
      groups.commit(1);
    }
    long before = System.nanoTime();
    Thread copying =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    execute(other, "BACKUP DATABASE TO '" + target + "/' NOT BLOCKING AS FILES");
                  } catch (SQLException e) {
                    say("backup", e.getSQLState() + " " + e.getErrorCode() + " " + e.getMessage());
                  }
                });
    long slowest = 0;
    long seq = 0;
    int during = 0;
    do {
      long start = System.nanoTime();
      seq = groups.commit(1);
      during++;
      slowest = Math.max(slowest, System.nanoTime() - start);
    } while (copying.isAlive());
    say(
        "online backup",
        (System.nanoTime() - before) / 1_000_000
            + " ms, "
            + during
            + " groups meanwhile, slowest "
            + slowest / 1_000_000
            + " ms; "
            + SizeRun.listing(target));
    writer.commit();
    try (Connection copy = store.open(target, options)) {
      say("the copy", Checker.check(copy, 3000) + " (the original is at " + seq + ")");
      execute(copy, "SHUTDOWN");
    }
  }

  /** A checkpoint waits for every open transaction, and everybody else waits for it. */
  private void checkpoint(Connection writer, Connection reader) throws Exception {
    if (store.isH2()) {
      return;
    }
    writer.commit();
    reader.setAutoCommit(false);
    one(reader, "SELECT seq FROM log");
    try (ExecutorService pool = Executors.newSingleThreadExecutor();
        Connection other = store.open(directory, options)) {
      Future<String> done = pool.submit(() -> refusal(() -> execute(writer, "CHECKPOINT")));
      String answer;
      try {
        answer = done.get(1, TimeUnit.SECONDS) + " at once";
      } catch (TimeoutException e) {
        answer = "waits; a third connection's read meanwhile: ";
        answer += inTime(() -> one(other, "SELECT seq FROM log"));
        reader.commit();
        answer += "; after the reader's commit: " + done.get(5, TimeUnit.SECONDS);
      }
      say("CHECKPOINT beside an open read transaction", answer);
    }
    reader.commit();
    reader.setAutoCommit(true);
    try (Statement statement = reader.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM journal_event")) {
      rows.next();
      say(
          "CHECKPOINT beside an open result set in autocommit",
          inTime(() -> refusal(() -> execute(writer, "CHECKPOINT"))));
    }
  }

  private interface Attempt {
    void run() throws SQLException;
  }

  private static String refusal(Attempt attempt) {
    try {
      attempt.run();
      return "fine";
    } catch (SQLException e) {
      return e.getClass().getSimpleName()
          + " SQLState "
          + e.getSQLState()
          + " code "
          + e.getErrorCode()
          + " "
          + e.getMessage();
    }
  }

  private interface Query {
    Object run() throws Exception;
  }

  private static Object inTime(Query query) throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      return pool.submit(query::run).get(2, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return "BLOCKED";
    } finally {
      pool.shutdown();
    }
  }

  private static Object one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getObject(1) : null;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getThreadGroup().getName().equals("system"))
        .map(thread -> thread.getName() + (thread.isDaemon() ? " (daemon)" : ""))
        .sorted()
        .toList();
  }

  private static void say(String what, Object answer) {
    System.out.println(what + ": " + String.valueOf(answer).replace('\n', ' '));
  }
}
