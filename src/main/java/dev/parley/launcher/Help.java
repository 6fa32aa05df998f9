package dev.parley.launcher;

import java.util.List;

/** What {@code --help} prints. */
final class Help {
  private static final String CALL = "java -jar parley.war ";
  private static final int WIDTH = 20;

  private Help() {}

  /** About everything. */
  static String general() {
    StringBuilder text =
        new StringBuilder("Parley, a real-time collaboration hub.\n\nUsage: ")
            .append(CALL)
            .append("[COMMAND] [OPTIONS]\n\nCommands:\n");
    for (Action action : Action.values()) {
      line(text, wordsOf(action), action.description());
    }
    text.append("\nWithout a command the hub is run, which takes:\n");
    options(text, Action.SERVE.options());
    line(text, "--version", "print the version and end");
    line(text, "--help", "print this and end; after a command, what that one takes");
    return text.append(
            "\nSettings are looked for on the command line, in Java system properties\n"
                + "(-Dparley.http.port), in the environment (PARLEY_HTTP_PORT) and in the properties\n"
                + "file, in this order.\n")
        .toString();
  }

  /** About one command. */
  static String of(Action action) {
    StringBuilder text = new StringBuilder("Usage: ").append(CALL).append(wordsOf(action));
    for (Option option : action.options()) {
      text.append(action.needs(option) ? " " + option.usage() : " [" + option.usage() + "]");
    }
    text.append("\n\n").append(sentence(action.description())).append("\n\n");
    options(text, action.options());
    return text.toString();
  }

  private static String wordsOf(Action action) {
    return action.operand() == null ? action.words() : action.words() + " " + action.operand();
  }

  private static String sentence(String description) {
    return Character.toUpperCase(description.charAt(0)) + description.substring(1) + ".";
  }

  private static void options(StringBuilder text, List<Option> options) {
    options.forEach(option -> line(text, option.usage(), option.description()));
  }

  private static void line(StringBuilder text, String left, String right) {
    text.append("  ").append(left);
    for (int i = left.length(); i < WIDTH; i++) {
      text.append(' ');
    }
    text.append(' ').append(right).append('\n');
  }
}
