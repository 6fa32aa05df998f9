package dev.parley.launcher.embedded;

import dev.parley.launcher.StartException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an administrator does with a data directory, from the command line. The
 * application does it, as the tool named {@code parley}; here is found out whether a hub serves
 * from the directory: if one does, the tool is told where it can be asked, else nobody else can use
 * the directory meanwhile.
 */
public final class Administration {
  private static final String TOOL = "parley";

  /** A hub that starts or stops is waited for. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private Administration() {}

  /**
   * Ends with the exit code of the tool.
   *
   * @param arguments the home of the installation; configuration as {@code property=value}, where a
   *     property has a dot in its name; what to do; and parameters of that as {@code name=value}
   */
  public static void main(String[] arguments) {
    Map<String, String> properties = new HashMap<>();
    List<String> toTool = new ArrayList<>();
    for (String argument : List.of(arguments).subList(1, arguments.length)) {
      int equals = argument.indexOf('=');
      if (argument.lastIndexOf('.', equals) > 0) {
        properties.put(argument.substring(0, equals), argument.substring(equals + 1));
      } else {
        toTool.add(argument);
      }
    }
    System.exit(run(properties, toTool));
  }

  private static int run(Map<String, String> properties, List<String> arguments) {
    // What goes wrong is told in the tool's own words.
    properties.putIfAbsent("parley.log.level", "ERROR");
    properties.putIfAbsent("parley.log.libraries", "ERROR");
    Logging.start();
    Path data = Path.of(properties.get("parley.data"));
    try {
      Logging.levels(Configuration.install(properties));
      try (DataDirectory claimed = claim(data)) {
        List<String> all = new ArrayList<>(arguments);
        if (claimed == null) {
          List<String> address = DataDirectory.announced(data);
          all.add("hub=" + address.getFirst());
          all.addAll(address.subList(1, address.size()));
        }
        return tool()
            .run(
                new PrintWriter(System.out, true, Charset.defaultCharset()),
                new PrintWriter(System.err, true, Charset.defaultCharset()),
                all.toArray(String[]::new));
      }
    } catch (StartException e) {
      System.err.println("parley: " + e.getMessage());
      return 1;
    } catch (IOException e) {
      System.err.println("parley: cannot use the data directory " + data + ": " + e);
      return 1;
    }
  }

  private static ToolProvider tool() {
    return ToolProvider.findFirst(TOOL)
        .orElseThrow(() -> new IllegalStateException("the application has no such tool"));
  }

  /** Null where a hub serves and has said where. */
  @SuppressWarnings("resource") // The caller closes it.
  private static @Nullable DataDirectory claim(Path data) throws IOException, StartException {
    long end = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < end) {
      DataDirectory claimed = DataDirectory.tryClaim(data);
      if (claimed != null || !DataDirectory.announced(data).isEmpty()) {
        return claimed;
      }
      LockSupport.parkNanos(PAUSE);
    }
    throw new StartException(
        "process "
            + DataDirectory.holder(data)
            + " uses the data directory "
            + data
            + " but has not said where it listens");
  }
}
