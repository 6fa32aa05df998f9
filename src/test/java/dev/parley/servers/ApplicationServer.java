package dev.parley.servers;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Await;
import dev.parley.launcher.HubProcess;
import dev.parley.store.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.Driver;

/**
 * A server that the WAR is deployed to. It has the configuration of {@code server-config}, its own
 * ports and a directory of its own, which is removed at the end; its log stays in {@code
 * target/servers/}. For one thread.
 */
public abstract class ApplicationServer implements AutoCloseable {
  /** The setting that names the database. */
  public static final String DATABASE = "parley.db.url";

  /** Where the build unpacks the distributions, each in a directory of its name. */
  private static final Path DISTRIBUTIONS =
      Path.of(System.getProperty("parley.servers", "target/servers")).toAbsolutePath();

  private static final Path CONFIGURATIONS = Path.of("server-config").toAbsolutePath();

  /** A server starts in half a minute; on a machine that others use too, it may take longer. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final Duration FAREWELL = Duration.ofSeconds(40);

  private final boolean poolIsServers =
      switch (System.getProperty("parley.blackbox.pool", "hub")) {
        case "hub" -> false;
        case "server" -> true;
        default -> throw new IllegalArgumentException("parley.blackbox.pool");
      };

  private final String name;
  private final Path work;
  private final Path log;
  private final int port = freePort();
  private final Api api;
  private final Thread end = new Thread(this::kill, "server-end");
  private Process process;
  private String database;

  /**
   * A server that is not started yet.
   *
   * @param name of its distribution and of its configuration
   */
  ApplicationServer(String name) throws IOException {
    this.name = name;
    this.work = Files.createTempDirectory("parley-" + name);
    this.log = DISTRIBUTIONS.resolve(name + ".log");
    this.api = new Api(address(), null, null);
  }

  /** The server of that name, started with these settings and with the packaged WAR deployed. */
  public static ApplicationServer start(String name, Map<String, String> settings)
      throws Exception {
    ApplicationServer server =
        switch (name) {
          case "wildfly" -> new WildFly();
          case "openliberty" -> new OpenLiberty();
          case "payara" -> new Payara();
          default -> throw new IllegalArgumentException("no such server: " + name);
        };
    try {
      server.start(settings);
      server.deploy();
      return server;
    } catch (Exception | AssertionError e) {
      server.close();
      throw e;
    }
  }

  private void start(Map<String, String> settings) throws Exception {
    database = settings.get(DATABASE);
    prepare();
    if (poolIsServers) {
      preparePool();
    }
    ProcessBuilder builder = builder(command());
    builder.environment().putAll(environment());
    builder.environment().put("PARLEY_DATA", work.resolve("parley-data").toString());
    settings.forEach((key, value) -> builder.environment().put(inEnvironment(key), value));
    if (poolIsServers) {
      builder.environment().remove(inEnvironment(DATABASE));
      builder.environment().put("PARLEY_DB_JNDI", dataSource());
      builder.environment().put("DATABASE_URL", database);
      builder.environment().put("DATABASE_USER", TestPostgres.USER);
      builder.environment().put("DATABASE_PASSWORD", "any");
    }
    Runtime.getRuntime().addShutdownHook(end);
    process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    until("the server listens", this::listens);
    started();
  }

  /** What is to be done once, before anything is deployed. */
  void started() throws Exception {}

  /** A process in the Java of this test, in the environment of an operator. */
  final ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.startsWith("PARLEY_") || key.startsWith("MP_JWT_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // What is only softly referred to is not left behind, but would be kept while memory is free.
    builder.environment().put("JDK_JAVA_OPTIONS", "-XX:SoftRefLRUPolicyMSPerMB=0");
    return builder;
  }

  private static String inEnvironment(String key) {
    return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  /** Lays out the server's own files in {@link #work}. */
  abstract void prepare() throws Exception;

  /** Adds to {@link #work} what gives the server a pool of its own. */
  abstract void preparePool() throws Exception;

  /** The JNDI name of the server's pool. */
  abstract String dataSource();

  /** Puts PostgreSQL's driver there. */
  static final void putDriver(Path file) throws Exception {
    Files.createDirectories(file.getParent());
    Files.copy(
        Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI()), file);
  }

  /** What starts it, in the foreground. */
  abstract List<String> command();

  /** What it is told by its environment. */
  abstract Map<String, String> environment();

  /** Puts the WAR where the server takes it. */
  abstract void putWar() throws Exception;

  /** Has the server end the application, and returns when it has. */
  abstract void removeWar() throws Exception;

  /** Deploys the hub, and returns when it is ready. */
  final void deploy() throws Exception {
    putWar();
    until("the hub is ready", this::isReady);
  }

  /** Undeploys the hub, and returns when the server says that it is gone. */
  final void undeploy() throws Exception {
    removeWar();
    until("the hub is gone", () -> !isReady());
  }

  /** Where the hub is. */
  public final URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The database of the hub, for JDBC. */
  final String database() {
    return database;
  }

  /** Whether the hub takes its connections from the server, which keeps them. */
  final boolean poolIsServers() {
    return poolIsServers;
  }

  /** The JVM of the server. */
  public final ProcessHandle jvm() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .filter(ApplicationServer::isJava)
        .filter(java -> java.children().noneMatch(ApplicationServer::isJava))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/java")).isPresent();
  }

  final int port() {
    return port;
  }

  final Path work() {
    return work;
  }

  final Path distribution() {
    return DISTRIBUTIONS.resolve(name);
  }

  final Path configuration() {
    return CONFIGURATIONS.resolve(name);
  }

  /** Where its heap may be written to. */
  final Path heapDump() {
    return DISTRIBUTIONS.resolve(name + ".hprof");
  }

  /** What the server has said so far. */
  final String logged() throws IOException {
    return Files.readString(log);
  }

  /** Puts the WAR at that place at once, so that nobody sees half of it. */
  final void moveWar(Path to) throws IOException {
    Path copy = Files.copy(HubProcess.war(), work.resolve("parley.war.new"));
    Files.move(copy, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Waits for something, as long as the server runs. */
  final void until(String what, Callable<Boolean> condition) throws Exception {
    try {
      Await.until(
          what,
          PATIENCE,
          () -> {
            if (!process.isAlive()) {
              throw new IOException("the server has ended");
            }
            return condition.call();
          });
    } catch (AssertionError | IOException e) {
      throw new AssertionError(e.getMessage() + "; its log is " + log, e);
    }
  }

  private boolean listens() {
    try {
      api.get("/");
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  private boolean isReady() {
    try {
      return api.get("/health/ready").status() == 200;
    } catch (Exception e) {
      return false;
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the server as an operator does, and makes sure that nothing of it is left. */
  @Override
  public final void close() throws IOException {
    if (process != null) {
      List<ProcessHandle> all =
          Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
      if (process.isAlive()) {
        jvm().destroy();
      }
      CompletableFuture<?> gone =
          CompletableFuture.allOf(
              all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
      gone.completeOnTimeout(null, FAREWELL.toSeconds(), TimeUnit.SECONDS).join();
      all.forEach(ProcessHandle::destroyForcibly);
      all.forEach(one -> one.onExit().join());
      Runtime.getRuntime().removeShutdownHook(end);
    }
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The tests' JVM ends without having closed it. */
  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
