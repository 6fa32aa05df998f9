package dev.parley.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where the foreign clients are; those that are missing are installed. */
public final class Tools {
  /** Where the npm packages are, in {@code node_modules}. */
  public static final Path NPM = Path.of("target", "npm").toAbsolutePath();

  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final Map<String, String> PATHS = new ConcurrentHashMap<>();

  private Tools() {}

  /**
   * Finds them now. To be called before the tests of a class, whose time is limited: installing may
   * take minutes.
   */
  public static void prepare() throws IOException, InterruptedException {
    path("node");
  }

  /**
   * The path of {@code python}, {@code node}, {@code chromium} or {@code chromedriver}.
   *
   * @throws AssertionError if it is not there and cannot be installed; says what to install
   */
  public static synchronized String path(String name) throws IOException, InterruptedException {
    if (PATHS.isEmpty()) {
      install();
    }
    return PATHS.get(name);
  }

  private static void install() throws IOException, InterruptedException {
    Path here = Path.of("").toAbsolutePath();
    String script = "src/test/scripts/install-test-tools.sh";
    try (Program program = Program.start(here, Map.of(), "bash", script, NPM.toString())) {
      if (program.exitCode(PATIENCE) != 0) {
        throw new AssertionError(program.output());
      }
      program
          .output()
          .lines()
          .filter(line -> line.matches("(python|node|chromium|chromedriver)=/.*"))
          .map(line -> line.split("=", 2))
          .forEach(pair -> PATHS.put(pair[0], pair[1]));
    }
    if (PATHS.size() != 4 || !Files.isDirectory(NPM.resolve("node_modules"))) {
      throw new AssertionError("not all tools were found: " + PATHS);
    }
  }
}
