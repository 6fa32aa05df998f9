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

/** Runs the WAR by itself. Exit codes: 0 after a stop, 1 if it cannot start, 2 for a wrong call. */
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
      CommandLine commandLine = CommandLine.parse(arguments);
      switch (commandLine.action()) {
        case HELP:
          System.out.print(CommandLine.HELP);
          break;
        case VERSION:
          System.out.println("Parley " + version(file));
          break;
        case SERVE:
          System.exit(serve(file, commandLine.properties()));
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

  private static int serve(Path war, Map<String, String> options)
      throws StartException, IOException, InterruptedException {
    Path java = java(JavaFinder.ofThisMachine());
    Settings settings = Settings.of(options, System.getProperties(), System.getenv());
    try {
      create(settings.data());
    } catch (IOException e) {
      throw new StartException("cannot use the data directory " + settings.data() + ": " + e);
    }
    Installation installation = Installation.of(war, settings.data().resolve("lib"));
    Map<String, String> properties = new HashMap<>(options);
    properties.put(CommandLine.DATA, settings.data().toString());
    properties.put(CommandLine.CONFIG, settings.file().toString());
    return Relay.run(Relay.command(java, installation, properties));
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
