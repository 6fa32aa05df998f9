package dev.parley.launcher;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What was asked for on the command line. */
final class CommandLine {
  /** What the launcher can do. */
  enum Action {
    SERVE,
    HELP,
    VERSION
  }

  static final String HOST = "parley.http.host";
  static final String PORT = "parley.http.port";
  static final String DATA = "parley.data";
  static final String CONFIG = "parley.config";

  static final String HELP =
      String.join(
          "\n",
          "Parley, a real-time collaboration hub.",
          "",
          "Usage: java -jar parley.war [serve] [options]",
          "",
          "  --host NAME    address to listen on (127.0.0.1, and ::1 where it exists)",
          "  --port NUMBER  port to listen on (8000); 0 takes a free one",
          "  --data DIR     where everything is kept (./parley-data)",
          "  --config FILE  properties file with further settings (DIR/parley.properties)",
          "  --version      print the version and end",
          "  --help         print this and end",
          "",
          "Settings are looked for on the command line, in Java system properties",
          "(-Dparley.http.port), in the environment (PARLEY_HTTP_PORT) and in the properties",
          "file, in this order.",
          "");

  private static final Map<String, String> OPTIONS =
      Map.of("--host", HOST, "--port", PORT, "--data", DATA, "--config", CONFIG);

  private final Action action;
  private final Map<String, String> properties;

  private CommandLine(Action action, Map<String, String> properties) {
    this.action = action;
    this.properties = Map.copyOf(properties);
  }

  /**
   * Reads the arguments of {@code main}.
   *
   * @throws UsageException if a word is unknown, or a value is missing or cannot be right
   */
  static CommandLine parse(String... arguments) throws UsageException {
    Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
    Action action = Action.SERVE;
    Map<String, String> properties = new HashMap<>();
    if (!rest.isEmpty() && rest.getFirst().equals("serve")) {
      rest.removeFirst();
    }
    while (!rest.isEmpty()) {
      String word = rest.removeFirst();
      if (word.equals("--help") || word.equals("-h") || word.equals("help")) {
        action = Action.HELP;
      } else if (word.equals("--version")) {
        action = Action.VERSION;
      } else if (word.startsWith("--")) {
        option(word, rest, properties);
      } else {
        throw new UsageException("unknown word \"" + word + "\"; --help shows what there is");
      }
    }
    return new CommandLine(action, properties);
  }

  /** What to do. */
  Action action() {
    return action;
  }

  /** The options that were given, under the names of their configuration properties. */
  Map<String, String> properties() {
    return properties;
  }

  private static void option(String word, Deque<String> rest, Map<String, String> properties)
      throws UsageException {
    int equals = word.indexOf('=');
    String option = equals < 0 ? word : word.substring(0, equals);
    String property = OPTIONS.get(option);
    if (property == null) {
      throw new UsageException("unknown option " + option + "; --help shows what there is");
    }
    if (equals >= 0) {
      rest.addFirst(word.substring(equals + 1));
    } else if (rest.isEmpty() || rest.getFirst().startsWith("--")) {
      throw new UsageException(option + " needs a value");
    }
    if (properties.put(property, checked(option, property, rest.removeFirst())) != null) {
      throw new UsageException(option + " is given twice");
    }
  }

  private static String checked(String option, String property, String value)
      throws UsageException {
    if (value.isBlank()) {
      throw new UsageException(option + " needs a value");
    }
    if (property.equals(PORT)) {
      if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65535) {
        throw new UsageException(option + " needs a number from 0 to 65535, not \"" + value + "\"");
      }
    } else if (property.equals(DATA)) {
      return path(option, value).toString();
    } else if (property.equals(CONFIG)) {
      Path file = path(option, value);
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new UsageException(option + " needs a file that can be read, not " + file);
      }
      return file.toString();
    }
    return value;
  }

  private static Path path(String option, String value) throws UsageException {
    try {
      return Path.of(value).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new UsageException(option + " needs a path, not \"" + value + "\"");
    }
  }
}
