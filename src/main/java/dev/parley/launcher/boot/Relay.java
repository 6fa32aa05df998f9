package dev.parley.launcher.boot;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes on in a newer Java. To whoever started this process it looks as if there were only one: the
 * child has its standard streams, its options and arguments; what ends this process ends the child;
 * and the child's exit code becomes this one's.
 */
public final class Relay {
  /**
   * The system property that tells the child its parent's process id, so that it can end when the
   * parent is gone without having said so.
   */
  public static final String PARENT = "parley.launcher.parent";

  private Relay() {}

  /** Runs the WAR in a newer Java and ends this process with its exit code. */
  public static void main(URL war, String[] arguments) throws Exception {
    Optional<Path> java = JavaFinder.ofThisMachine().find();
    if (java.isEmpty()) {
      System.err.println(
          "parley: this is Java "
              + Runtime.version().feature()
              + ", and no newer one was found. Install Java "
              + JavaFinder.MINIMUM
              + " or newer (for example from https://adoptium.net), or let JAVA_HOME name one.");
      System.exit(1);
    } else {
      System.exit(run(command(java.get(), war, arguments)));
    }
  }

  static List<String> command(Path java, URL war, String[] arguments) throws URISyntaxException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    // An option that only the older Java knew shall not stop the newer one.
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-D" + PARENT + "=" + ProcessHandle.current().pid());
    command.add("-jar");
    command.add(Path.of(war.toURI()).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  static int run(List<String> command) throws IOException, InterruptedException {
    Process child = new ProcessBuilder(command).inheritIO().start();
    // SIGTERM, SIGINT and SIGHUP all start the hooks. The child is asked to end in its own time,
    // and
    // its exit code replaces the one that a signal would give this process.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  child.destroy();
                  Runtime.getRuntime().halt(waitFor(child));
                },
                "relay"));
    return child.waitFor();
  }

  private static int waitFor(Process child) {
    while (true) {
      try {
        return child.waitFor();
      } catch (InterruptedException e) {
        // A hook has nobody to pass this on to, and the child must not be left alone.
      }
    }
  }
}
