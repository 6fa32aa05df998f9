package dev.parley.launcher.embedded;

import dev.parley.launcher.Installation;
import dev.parley.launcher.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The serving process, from its start to the signal that ends it. */
public final class Embedded {
  private static final long LONGEST_START_SECONDS = 60;
  private static final Duration CLAIM_PATIENCE = Duration.ofSeconds(10);

  /** Held while the server starts: a signal that comes meanwhile waits for it. */
  private final ReentrantLock starting = new ReentrantLock();

  private final WebServer server;

  /** Held until the process ends. */
  private final DataDirectory data;

  private boolean running;

  private Embedded(WebServer server, DataDirectory data) {
    this.server = server;
    this.data = data;
  }

  /**
   * Serves until the process is told to end by SIGTERM, SIGINT, SIGHUP or {@link System#exit}, then
   * drains. Exit codes: 0; 1 if it cannot start, or if not everything could be finished.
   *
   * @param arguments the home of the installation; what the command line says, as {@code
   *     property=value}
   */
  public static void main(String[] arguments) {
    endWithParent();
    Installation installation = Installation.at(Path.of(arguments[0]));
    Map<String, String> options = new HashMap<>();
    for (String argument : List.of(arguments).subList(1, arguments.length)) {
      int equals = argument.indexOf('=');
      options.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    try {
      DataDirectory data = DataDirectory.claim(Path.of(options.get("parley.data")), CLAIM_PATIENCE);
      run(options, installation.webapp(), data);
    } catch (StartException e) {
      System.err.println("parley: " + e.getMessage());
      System.exit(1);
    }
    try {
      installation.deleteOthers();
    } catch (IOException e) {
      // The next start tries again; what is left over does no harm.
    }
  }

  private static void run(Map<String, String> options, Path webapp, DataDirectory data)
      throws StartException {
    Logging.start();
    Logger log = LoggerFactory.getLogger(Embedded.class);
    try {
      Config config = Configuration.install(options);
      Logging.levels(config);
      new Embedded(new WebServer(webapp, Embedded.class.getClassLoader(), config), data).start(log);
    } catch (StartException e) {
      throw e;
    } catch (Exception | LinkageError e) {
      log.error("The application did not start", e);
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw new StartException("could not start: " + root);
    }
  }

  /**
   * Watches the parent: killed, it cannot say good-bye. An orphan is adopted at once, which is what
   * is looked for; the dead parent itself may linger in the process table.
   */
  private static void endWithParent() {
    Long parent = Long.getLong("parley.launcher.parent");
    if (parent != null) {
      Thread.ofPlatform()
          .name("parent-watch")
          .daemon()
          .start(
              () -> {
                while (parent.equals(
                    ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L))) {
                  LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
                }
                System.exit(0);
              });
    }
  }

  private void start(Logger log) throws Exception {
    starting.lock();
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
      String address = server.start();
      running = true;
      data.announce(server.reachedBy());
      System.out.println("Parley listens on " + address);
      String greeting = server.greeting();
      if (!greeting.isEmpty()) {
        System.out.println(greeting);
      }
      log.atInfo()
          .addKeyValue("address", address)
          .addKeyValue("java", Runtime.version())
          .log("started");
    } finally {
      starting.unlock();
    }
  }

  /**
   * Runs as a shutdown hook. Halting replaces the exit code that the JVM would give a signal; after
   * a failed start the process keeps the one it was ended with.
   */
  private void end() {
    try {
      if (!starting.tryLock(LONGEST_START_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(1);
    }
    if (running) {
      boolean orderly = server.stop();
      release();
      Runtime.getRuntime().halt(orderly ? 0 : 1);
    }
  }

  private void release() {
    try {
      data.close();
    } catch (IOException e) {
      // It is released by the end of the process.
    }
  }
}
