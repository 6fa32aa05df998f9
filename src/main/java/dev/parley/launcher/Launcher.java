package dev.parley.launcher;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Runs the WAR by itself. Exit codes: 0 after a stop, 1 if it cannot start, 2 for a wrong call. */
public final class Launcher {
  private static final String PARENT = "parley.launcher.parent";
  private static final String EMBEDDED = "dev.parley.launcher.embedded.Embedded";

  /** Held until the process ends: unreachable, the claim would be given up. */
  @SuppressWarnings("unused")
  private static @Nullable DataDirectory claimed;

  private Launcher() {}

  /**
   * Called by the main class of the WAR, in a Java that is new enough.
   *
   * @param war where the WAR is
   * @param arguments the command line
   */
  public static void main(URL war, String[] arguments) throws Exception {
    try {
      Path file = Path.of(war.toURI());
      CommandLine commandLine = CommandLine.parse(arguments);
      switch (commandLine.action()) {
        case HELP -> System.out.print(CommandLine.HELP);
        case VERSION -> System.out.println("Parley " + version(file));
        case SERVE -> serve(file, commandLine.properties());
      }
    } catch (UsageException e) {
      fail(2, e.getMessage());
    } catch (StartException e) {
      fail(1, e.getMessage());
    } catch (IOException | URISyntaxException e) {
      fail(1, e.toString());
    }
  }

  private static void serve(Path war, Map<String, String> options) throws Exception {
    endWithParent();
    Settings settings = Settings.of(options, System.getProperties(), System.getenv());
    DataDirectory data = DataDirectory.claim(settings.data());
    claimed = data;
    Installation installation = Installation.of(war, data.path().resolve("lib"));
    Map<String, String> properties = new HashMap<>(options);
    properties.put(CommandLine.DATA, data.path().toString());
    properties.put(CommandLine.CONFIG, settings.file().toString());

    @SuppressWarnings("resource") // Its classes run until the process ends.
    URLClassLoader loader = installation.classLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      loader
          .loadClass(EMBEDDED)
          .getMethod("run", Map.class, Path.class)
          .invoke(null, properties, installation.webapp());
    } catch (InvocationTargetException e) {
      String message = e.getCause() == null ? e.toString() : e.getCause().getMessage();
      fail(1, message == null ? String.valueOf(e.getCause()) : message);
    }
    try {
      installation.deleteOthers();
    } catch (IOException e) {
      // The next start tries again; what is left over does no harm.
    }
  }

  /**
   * Where a parent in an older Java has started this process, it watches that parent: killed, the
   * parent cannot say good-bye. An orphan is adopted at once, which is what is looked for; the dead
   * parent itself may linger in the process table.
   */
  private static void endWithParent() {
    Long parent = Long.getLong(PARENT);
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
