package dev.parley.launcher.boot;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Starts the WAR as an old Java does: by an old Java where one is installed, else by a process that
 * relays as if it were one.
 */
public final class RelayProbe {
  private RelayProbe() {}

  /** The beginning of a command line; the WAR's own arguments follow. */
  public static List<String> command(Path war) {
    Optional<Path> old =
        JavaFinder.ofThisMachine()
            .homes()
            .flatMap(List::stream)
            .filter(home -> JavaFinder.feature(home) >= 11 && JavaFinder.feature(home) < 21)
            .findFirst();
    if (old.isPresent()) {
      return List.of(old.get().resolve("bin/java").toString(), "-jar", war.toString());
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        RelayProbe.class.getName(),
        war.toString());
  }

  public static void main(String[] arguments) throws Exception {
    URL war = Path.of(arguments[0]).toUri().toURL();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    if (!Files.isExecutable(java)) {
      throw new IllegalStateException("no " + java);
    }
    System.exit(
        Relay.run(Relay.command(java, war, Arrays.copyOfRange(arguments, 1, arguments.length))));
  }
}
