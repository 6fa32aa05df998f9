package dev.parley.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A real PostgreSQL server, on a free port of the loopback address, in a temporary directory.
 *
 * <p>{@link #get} starts one for the JVM's tests, the first time that it is asked; {@link
 * #database} makes a database in it, which any process on this machine can use with the user {@link
 * #USER} and any password. It ends with the JVM, whatever becomes of that. Tests may {@link #stop}
 * it, if they {@link #start} it again: port and data stay the same.
 *
 * <p>The binaries come from Maven, as test dependencies. PostgreSQL does not run as root; started
 * by root it runs as {@code nobody}.
 */
public final class TestPostgres {
  /** The owner of the databases; needs no password. */
  public static final String USER = "parley";

  private static final long PATIENCE_SECONDS = 60;
  private static final int NOBODY = 65_534;
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final Path directory;
  private final int port;
  private Process process;

  private static final class Shared {
    static final TestPostgres SERVER = make();

    private static TestPostgres make() {
      try {
        TestPostgres server = new TestPostgres();
        Runtime.getRuntime().addShutdownHook(new Thread(server::remove, "postgres-end"));
        server.initialize();
        server.start();
        return server;
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException("PostgreSQL does not start", e);
      }
    }
  }

  private TestPostgres() throws IOException {
    directory = Files.createTempDirectory("parley-postgres");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  /** The server of this JVM. */
  public static TestPostgres get() {
    return Shared.SERVER;
  }

  private void initialize() throws IOException, InterruptedException {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    unpack("/postgres-linux-" + architecture + ".txz", directory.resolve("software"));
    Files.createDirectory(data());
    if (ROOT) {
      Files.setAttribute(data(), "unix:uid", NOBODY);
      Files.setAttribute(data(), "unix:gid", NOBODY);
    }
    Run run =
        run("initdb", "--username=" + USER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8");
    if (run.process.waitFor() != 0) {
      throw new IOException("initdb failed: " + run.output);
    }
  }

  private static void unpack(String resource, Path target) throws IOException {
    try (InputStream packed = TestPostgres.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new IOException("no PostgreSQL for this machine: " + resource);
      }
      try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          unpack(tar, entry, target.resolve(entry.getName()));
        }
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, file);
      if ((entry.getMode() & 0111) != 0) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  private Path data() {
    return directory.resolve("data");
  }

  /** Makes a database, and answers its address for JDBC. */
  public synchronized String database() {
    String name = "hub" + NAMES.incrementAndGet();
    administer("CREATE DATABASE " + name);
    return url(name);
  }

  /** The address of the database of that name. */
  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER;
  }

  /** Ends every connection to a database, as an administrator or a failover does. */
  public void terminateBackends(String url) {
    String name = url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
    administer(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
  }

  /** Runs a statement as the server's administrator. */
  public void administer(String sql) {
    try (Connection connection = DriverManager.getConnection(url("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Starts the server, and returns when it takes connections. */
  public synchronized void start() throws IOException, InterruptedException {
    Run run =
        run(
            "postgres",
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=200",
            "-c",
            "restore_command=false");
    process = run.process;
    if (!run.ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS) || !process.isAlive()) {
      throw new IOException("postgres does not start: " + run.output);
    }
  }

  /** Stops the server, and starts it on a new timeline, as a standby that is promoted. */
  public synchronized void failOver() throws IOException, InterruptedException {
    stop();
    Path signal = Files.createFile(data().resolve("recovery.signal"));
    if (ROOT) {
      Files.setAttribute(signal, "unix:uid", NOBODY);
    }
    start();
  }

  /** Stops the server at once, as a crash does: what was committed is there when it starts. */
  public synchronized void stop() throws InterruptedException {
    signal("QUIT");
    process.waitFor();
  }

  private void signal(String name) throws InterruptedException {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A program that was started, what it says, and whether it has said that it is ready. */
  private record Run(Process process, Queue<String> output, CountDownLatch ready) {}

  private Run run(String program, String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig=QUIT"));
    if (ROOT) {
      command.addAll(List.of("--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    command.add(directory.resolve("software/bin").resolve(program).toString());
    command.addAll(List.of("-D", data().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(data().toFile()).redirectErrorStream(true);
    // What the caller's language is must not change what is waited for.
    builder.environment().put("LC_ALL", "C.UTF-8");
    Queue<String> output = new ConcurrentLinkedQueue<>();
    CountDownLatch ready = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    Process[] made = new Process[1];
    // The kernel tells a program that its parent has died when the thread dies that has started it:
    // so that thread stays for as long as the program runs.
    Thread.ofPlatform()
        .daemon()
        .name(program)
        .start(
            () -> {
              try {
                Process child = builder.start();
                made[0] = child;
                started.countDown();
                read(child, output, ready);
              } catch (IOException e) {
                output.add(e.toString());
              } finally {
                started.countDown();
                ready.countDown();
              }
            });
    started.await();
    if (made[0] == null) {
      throw new IllegalStateException("cannot start " + command + ": " + output);
    }
    return new Run(made[0], output, ready);
  }

  private static void read(Process child, Queue<String> output, CountDownLatch ready)
      throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        output.add(line);
        if (line.contains("database system is ready to accept connections")) {
          ready.countDown();
        }
      }
    }
  }

  private void remove() {
    try {
      if (process != null) {
        stop();
      }
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      System.err.println("left behind: " + directory + " " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
