package dev.parley.launcher;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs a process that does the work. To whoever started this process it looks as if there were only
 * one: the child has its standard streams and its JVM options; what ends this process ends the
 * child; and the child's exit code becomes this one's.
 */
final class Relay {
  /**
   * The system property that tells the child its parent's process id, so that it can end when the
   * parent is gone without having said so.
   */
  static final String PARENT = "parley.launcher.parent";

  private static final String SERVER = "dev.parley.launcher.embedded.Embedded";
  private static final String ADMINISTRATION = "dev.parley.launcher.embedded.Administration";

  /**
   * Four times the defaults: what is called a few thousand times at a start is not yet worth the
   * optimizing compiler, which would take the second core away from the start.
   */
  private static final List<String> OPTIMIZE_LATER =
      List.of(
          "-XX:Tier4InvocationThreshold=20000",
          "-XX:Tier4MinInvocationThreshold=2400",
          "-XX:Tier4CompileThreshold=60000",
          "-XX:Tier4BackEdgeThreshold=160000");

  private Relay() {}

  /** The command that serves. */
  static List<String> serve(Path java, Installation installation, Map<String, String> properties)
      throws IOException {
    List<String> options = new ArrayList<>(OPTIMIZE_LATER);
    if (installation.used()) {
      // Half of a start is the loading of classes. The JVM writes them down, loaded, when it ends
      // orderly, and takes them from there the next time. What is started once only, for a test,
      // does not pay for it.
      options.add("-XX:+AutoCreateSharedArchive");
      options.addAll(withArchive(installation));
    }
    return command(java, installation, options, SERVER, properties);
  }

  /**
   * The command that does one thing and ends.
   *
   * @param words what to do
   * @param parameters what belongs to it, under names without a dot
   */
  static List<String> administer(
      Path java,
      Installation installation,
      Map<String, String> properties,
      String words,
      Map<String, String> parameters)
      throws IOException {
    List<String> options = new ArrayList<>();
    // It has ended before the optimizing compiler would pay.
    options.add("-XX:TieredStopAtLevel=1");
    if (Files.exists(installation.archive())) {
      options.addAll(withArchive(installation));
    }
    List<String> command = command(java, installation, options, ADMINISTRATION, properties);
    command.add(words);
    new TreeMap<>(parameters).forEach((name, value) -> command.add(name + "=" + value));
    return command;
  }

  /** A missing, old or foreign archive is no error, and not worth a line. */
  private static List<String> withArchive(Installation installation) {
    return List.of(
        "-XX:SharedArchiveFile=" + installation.archive(),
        "-Xlog:disable",
        "-Xlog:all=error:stderr");
  }

  private static List<String> command(
      Path java,
      Installation installation,
      List<String> options,
      String main,
      Map<String, String> properties)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    // An option that only one of the two Javas knows shall not stop the other.
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.addAll(options);
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-D" + PARENT + "=" + ProcessHandle.current().pid());
    command.add("-cp");
    command.add(
        installation.classPath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(main);
    command.add(installation.home().toString());
    new TreeMap<>(properties).forEach((name, value) -> command.add(name + "=" + value));
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
