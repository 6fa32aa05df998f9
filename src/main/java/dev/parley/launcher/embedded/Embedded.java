package dev.parley.launcher.embedded;

import dev.parley.launcher.StartException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of the embedded server, from the start to the signal that ends it. */
public final class Embedded {
  private static final long LONGEST_START_SECONDS = 60;

  /** Held while the server starts: a signal that comes meanwhile waits for it. */
  private final ReentrantLock starting = new ReentrantLock();

  private final WebServer server;
  private boolean running;

  private Embedded(WebServer server) {
    this.server = server;
  }

  /**
   * Starts the server, and returns when it answers requests. It then runs until the process is told
   * to end by SIGTERM, SIGINT, SIGHUP or {@link System#exit}, drains, and ends the process with
   * exit code 0, or 1 if not everything could be finished.
   *
   * @param options the configuration properties that were given on the command line
   * @param webapp the web content of the WAR
   * @throws StartException if it cannot start; nothing is left running then
   */
  public static void run(Map<String, String> options, Path webapp) throws StartException {
    Logging.start();
    Logger log = LoggerFactory.getLogger(Embedded.class);
    try {
      Config config = Configuration.install(options);
      Logging.levels(config);
      new Embedded(new WebServer(webapp, Embedded.class.getClassLoader(), config)).start(log);
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

  private void start(Logger log) throws Exception {
    starting.lock();
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
      String address = server.start();
      running = true;
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
      Runtime.getRuntime().halt(orderly ? 0 : 1);
    }
  }
}
