package dev.parley.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is left of the hub in a server: by the JDK's own tools, from outside.
 *
 * @param classLoaders how often the hub's root class is loaded
 * @param objects lines of the heap histogram, after a collection, that name the hub's classes
 * @param threads that run the hub's code or have its names
 * @param connections of the hub to its database
 */
record Remains(int classLoaders, List<String> objects, List<String> threads, int connections) {
  private static final String ROOT = "dev.parley.assembly.Assembly";

  /** The hub's packages; and of its libraries those that have threads. */
  private static final String CODE = "dev\\.parley\\.|com\\.zaxxer\\.|org\\.hsqldb\\.";

  private static final String NAMES = "parley|blocking-|reader-|timer|HSQLDB";

  /** Looks, after having had garbage collected. */
  static Remains in(ApplicationServer server) throws Exception {
    ProcessHandle jvm = server.jvm();
    jcmd(jvm, "GC.run");
    return new Remains(
        (int) jcmd(jvm, "VM.class_hierarchy", ROOT).filter(line -> line.contains(ROOT)).count(),
        jcmd(jvm, "GC.class_histogram")
            .filter(line -> line.contains(" dev.parley."))
            .limit(9)
            .toList(),
        threads(server),
        connections(server));
  }

  /** Writes the heap where it can be looked at, and answers the file's name. */
  static Path dump(ApplicationServer server) throws Exception {
    Path file = server.heapDump();
    jcmd(server.jvm(), "GC.heap_dump", "-all", "-overwrite", file.toString());
    return file;
  }

  boolean areNone() {
    return classLoaders == 0 && objects.isEmpty() && threads.isEmpty() && connections == 0;
  }

  /** Those of PostgreSQL's driver are the server's where the pool is. */
  private static List<String> threads(ApplicationServer server) throws Exception {
    boolean driver = !server.poolIsServers();
    Pattern code = Pattern.compile(driver ? CODE + "|org\\.postgresql\\." : CODE);
    Pattern names = Pattern.compile("\"(" + NAMES + (driver ? "|PostgreSQL-JDBC" : "") + ").*");
    List<String> found = new ArrayList<>();
    String thread = "";
    for (String line : (Iterable<String>) jcmd(server.jvm(), "Thread.print")::iterator) {
      if (line.startsWith("\"")) {
        thread = line;
      }
      if ((names.matcher(line).matches() || (line.contains("\tat ") && code.matcher(line).find()))
          && !found.contains(thread)) {
        found.add(thread);
      }
    }
    return found;
  }

  /**
   * The server keeps those of its own pool: what is left of the hub then is what it did not end.
   */
  private static int connections(ApplicationServer server) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.database());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND pid <> pg_backend_pid()"
                    + (server.poolIsServers() ? " AND state <> 'idle'" : ""))) {
      row.next();
      return row.getInt(1);
    }
  }

  private static Stream<String> jcmd(ProcessHandle jvm, String... command)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    all.add(Long.toString(jvm.pid()));
    all.addAll(List.of(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(all + " failed: " + said);
    }
    return said.lines();
  }
}
