package dev.parley.demo;

import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.DecisionRequest;
import dev.parley.vocabulary.Json;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Who is there and what they may be seen doing: six who make a newsletter about the sea. */
final class Script {
  /** The agents, each with its department. */
  static final Map<String, String> AGENTS =
      Map.of(
          "ada", "engineering",
          "marie", "science",
          "rosa", "editorial",
          "grace", "quality",
          "alan", "planning",
          "sappho", "archive");

  private static final List<String> NAMES = AGENTS.keySet().stream().sorted().toList();

  private static final List<Task> TASKS =
      List.of(
          new Task(ActivityType.MEMORY_READ, "item_id", "tide-tables-2026"),
          new Task(ActivityType.MEMORY_READ, "item_id", "letters-of-readers"),
          new Task(ActivityType.MEMORY_WRITE, "item_id", "draft-on-seagrass"),
          new Task(ActivityType.MEMORY_WRITE, "item_id", "list-of-sources"),
          new Task(ActivityType.TASK_ASSIGNED, "task", "check the figures on plankton"),
          new Task(ActivityType.TASK_ASSIGNED, "task", "draw the map of the currents"),
          new Task(ActivityType.TASK_ASSIGNED, "task", "shorten the interview with the captain"),
          new Task(ActivityType.MESSAGE_SENT, "about", "the photograph of the lighthouse"),
          new Task(ActivityType.COUNCIL_DEBATE, "topic", "what comes on the first page"),
          new Task(ActivityType.COUNCIL_SYNTHESIS, "topic", "what the last issue has taught us"));

  private static final List<String> MEETINGS = List.of("council", "review", "general");

  private static final List<Question> QUESTIONS =
      List.of(
          new Question("Which picture goes on the cover?", "lighthouse", "whale", "storm"),
          new Question("Print the letter that disagrees with us?", "print", "answer first"),
          new Question("The interview is too long. What now?", "cut it", "two parts", "keep it"),
          new Question("Send the newsletter tonight?", "send", "wait for Monday"));

  private static final List<String> DECISIONS =
      List.of("We begin with the seagrass", "The map gets two pages", "No figures without source");

  private final RandomGenerator random;

  /** What one agent may do. */
  record Task(ActivityType type, String member, String value) {
    Json metadata() {
      return object(member, value);
    }
  }

  /** What people may be asked. */
  record Question(String text, List<String> labels) {
    Question(String text, String... labels) {
      this(text, List.of(labels));
    }

    List<DecisionRequest.Option> options() {
      return labels.stream()
          .map(label -> new DecisionRequest.Option(label.replace(' ', '-'), label))
          .toList();
    }
  }

  Script(RandomGenerator random) {
    this.random = random;
  }

  /** An object with one member; the texts hold nothing that would have to be escaped. */
  static Json object(String member, String value) {
    return new Json("{\"" + member + "\":\"" + value + "\"}");
  }

  /** All agents, in a fixed order. */
  static List<String> agents() {
    return NAMES;
  }

  Task task() {
    return any(TASKS);
  }

  String meeting() {
    return any(MEETINGS);
  }

  Question question() {
    return any(QUESTIONS);
  }

  String decision() {
    return any(DECISIONS);
  }

  /** Any of these. */
  <T> T any(List<T> choice) {
    return choice.get(random.nextInt(choice.size()));
  }

  /** Some time around that many milliseconds. */
  long around(long millis) {
    return random.nextLong(millis / 2, millis * 3 / 2);
  }
}
