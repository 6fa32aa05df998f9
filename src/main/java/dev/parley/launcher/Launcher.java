package dev.parley.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Runs the WAR by itself. Exit codes: 0 after a stop or when it is done, 1 if that cannot be, 2 for
 * a wrong call.
 */
public final class Launcher {
  private Launcher() {}

  /**
   * Called by the main class of the WAR.
   *
   * @param war where the WAR is
   * @param arguments the command line
   */
  public static void main(URL war, String[] arguments) throws InterruptedException {
    try {
      Path file = Path.of(war.toURI());
      CommandLine commandLine = CommandLine.parse("Parley " + version(file) + "\n", arguments);
      String text = commandLine.text();
      if (text != null) {
        System.out.print(text);
      } else {
        System.exit(run(file, commandLine));
      }
    } catch (UsageException e) {
      fail(2, e.getMessage());
    } catch (StartException e) {
      fail(1, e.getMessage());
    } catch (IOException | URISyntaxException e) {
      fail(1, e.toString());
    }
  }

  /** The Java to serve in. */
  static Path java(JavaFinder finder) throws StartException {
    Optional<Path> java = finder.find();
    if (!java.isPresent()) {
      throw new StartException(
          "this is Java "
              + Runtime.version().feature()
              + ", and no newer one was found. Install Java "
              + JavaFinder.MINIMUM
              + " or newer (for example from https://adoptium.net), or let JAVA_HOME name one.");
    }
    return java.get();
  }

  private static int run(Path war, CommandLine commandLine)
      throws StartException, IOException, InterruptedException {
    Path java = java(JavaFinder.ofThisMachine());
    Settings settings =
        Settings.of(commandLine.properties(), System.getProperties(), System.getenv());
    Path data = settings.data();
    if (!commandLine.action().makesDataDirectory() && !Files.isDirectory(data)) {
      throw new StartException("there is no data directory " + data + "; --data names another");
    }
    try {
      create(data);
    } catch (IOException e) {
      throw new StartException("cannot use the data directory " + data + ": " + e);
    }
    Installation installation = Installation.of(war, data.resolve("lib"));
    Map<String, String> properties = new HashMap<>(commandLine.properties());
    properties.put(Option.DATA.property(), data.toString());
    properties.put(Option.CONFIG.property(), settings.file().toString());
    return Relay.run(
        commandLine.action() == Action.SERVE
            ? Relay.serve(java, installation, properties)
            : Relay.administer(
                java,
                installation,
                properties,
                commandLine.action().words(),
                commandLine.parameters()));
  }

  /** Nobody but its owner may look into a data directory. */
  private static void create(Path data) throws IOException {
    if (!Files.isDirectory(data)) {
      Path parent = data.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      if (data.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createDirectory(
            data,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(data);
      }
    }
  }

  private static String version(Path war) throws IOException {
    try (JarFile jar = new JarFile(war.toFile())) {
      String version = jar.getManifest().getMainAttributes().getValue("Implementation-Version");
      return version == null ? "(unknown version)" : version;
    }
  }

  private static void fail(int code, @Nullable String message) {
    System.err.println("parley: " + message);
    System.exit(code);
  }
}
