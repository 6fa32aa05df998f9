package dev.parley.launcher;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was asked for on the command line. */
final class CommandLine {
  /** The parameter of an action's operand. */
  static final String OPERAND = "operand";

  private final Action action;
  private final Map<String, String> values;
  private final @Nullable String text;

  private CommandLine(Action action, Map<String, String> values, @Nullable String text) {
    this.action = action;
    this.values = values;
    this.text = text;
  }

  /**
   * Reads the arguments of {@code main}.
   *
   * @param version what {@code --version} prints
   * @throws UsageException if a word is unknown, or a value is missing or cannot be right
   */
  static CommandLine parse(String version, String... arguments) throws UsageException {
    Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
    Action named = action(rest);
    Action action = named == null ? Action.SERVE : named;
    Map<String, String> values = new TreeMap<>();
    String text = null;
    while (!rest.isEmpty()) {
      String word = rest.removeFirst();
      if (word.equals("--help") || word.equals("-h") || word.equals("help")) {
        text = named == null ? Help.general() : Help.of(named);
      } else if (word.equals("--version")) {
        text = version;
      } else if (word.startsWith("--")) {
        option(action, word, rest, values);
      } else if (action.operand() != null && !values.containsKey(OPERAND)) {
        values.put(OPERAND, word);
      } else {
        throw new UsageException("unknown word \"" + word + "\"; --help shows what there is");
      }
    }
    if (text == null) {
      checkComplete(action, values);
    }
    return new CommandLine(action, values, text);
  }

  /** What to print instead of doing anything; null where something is to be done. */
  @Nullable String text() {
    return text;
  }

  /** What to do. */
  Action action() {
    return action;
  }

  /** The options that set configuration properties, under the names of these. */
  Map<String, String> properties() {
    return values(true);
  }

  /** What belongs to the action alone. */
  Map<String, String> parameters() {
    return values(false);
  }

  private Map<String, String> values(boolean configuration) {
    Map<String, String> chosen = new TreeMap<>(values);
    chosen.keySet().removeIf(name -> name.contains(".") != configuration);
    return chosen;
  }

  /** Takes the words of an action off the beginning; null where there is none. */
  private static @Nullable Action action(Deque<String> rest) throws UsageException {
    if (rest.isEmpty() || rest.getFirst().startsWith("-") || rest.getFirst().equals("help")) {
      return null;
    }
    String first = rest.getFirst();
    List<String> second = new ArrayList<>();
    for (Action action : Action.values()) {
      List<String> words = List.of(action.words().split(" ", -1));
      if (startsWith(rest, words)) {
        words.forEach(word -> rest.removeFirst());
        return action;
      }
      if (words.get(0).equals(first)) {
        second.add(words.get(1));
      }
    }
    throw new UsageException(
        second.isEmpty()
            ? "unknown word \"" + first + "\"; --help shows what there is"
            : first + " needs one of the words " + String.join(", ", second));
  }

  private static boolean startsWith(Deque<String> rest, List<String> words) {
    List<String> typed = new ArrayList<>(rest);
    return typed.size() >= words.size() && typed.subList(0, words.size()).equals(words);
  }

  private static void option(
      Action action, String word, Deque<String> rest, Map<String, String> values)
      throws UsageException {
    int equals = word.indexOf('=');
    Option option = option(action, equals < 0 ? word : word.substring(0, equals));
    String value = "true";
    if (option.hasValue()) {
      if (equals < 0 && (rest.isEmpty() || rest.getFirst().startsWith("--"))) {
        throw new UsageException(option.word() + " needs a value");
      }
      value = option.checked(equals < 0 ? rest.removeFirst() : word.substring(equals + 1));
    } else if (equals >= 0) {
      throw new UsageException(option.word() + " takes no value");
    }
    if (values.put(option.property(), value) != null) {
      throw new UsageException(option.word() + " is given twice");
    }
  }

  private static Option option(Action action, String word) throws UsageException {
    for (Option option : action.options()) {
      if (option.word().equals(word)) {
        return option;
      }
    }
    for (Option option : Option.values()) {
      if (option.word().equals(word)) {
        throw new UsageException(word + " does not belong to " + action.words());
      }
    }
    throw new UsageException("unknown option " + word + "; --help shows what there is");
  }

  private static void checkComplete(Action action, Map<String, String> values)
      throws UsageException {
    if (action.operand() != null && !values.containsKey(OPERAND)) {
      throw new UsageException(action.words() + " needs " + action.operand());
    }
    for (Option option : action.options()) {
      if (action.needs(option) && !values.containsKey(option.property())) {
        throw new UsageException(action.words() + " needs " + option.usage());
      }
    }
  }
}
