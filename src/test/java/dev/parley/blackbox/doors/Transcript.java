package dev.parley.blackbox.doors;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What somebody knows to have been said in a room, by what they were told. For one thread. */
final class Transcript {
  private final Map<String, Line> lines = new LinkedHashMap<>();

  /**
   * A message.
   *
   * @param reactions by emoji
   */
  record Line(
      String messageId,
      String userId,
      String text,
      SortedMap<String, SortedSet<String>> reactions) {}

  /** Something that must not happen. */
  static final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Violation(String message) {
      super(message);
    }
  }

  /** By a list of messages, oldest first. */
  static Transcript of(JsonArray messages) {
    Transcript transcript = new Transcript();
    for (JsonObject message : messages.getValuesAs(JsonObject.class)) {
      SortedMap<String, SortedSet<String>> reactions = new TreeMap<>();
      message
          .getJsonObject("reactions")
          .forEach(
              (emoji, users) -> {
                SortedSet<String> ids = new TreeSet<>();
                users.asJsonArray().forEach(id -> ids.add(((JsonString) id).getString()));
                reactions.put(emoji, ids);
              });
      transcript.add(message, reactions);
    }
    return transcript;
  }

  private void add(JsonObject message, SortedMap<String, SortedSet<String>> reactions) {
    add(
        new Line(
            message.getString("messageId"),
            message.getString("userId"),
            message.getString("message"),
            reactions));
  }

  private void add(Line line) {
    if (lines.putIfAbsent(line.messageId(), line) != null) {
      throw new Violation("told twice: " + line);
    }
  }

  /** One more message, by somebody to whom nobody tells the reactions. */
  void add(String messageId, String userId, String text) {
    add(new Line(messageId, userId, text, new TreeMap<>()));
  }

  /** A message reads differently. */
  void edit(String messageId, String text) {
    lines.computeIfPresent(
        messageId, (id, line) -> new Line(id, line.userId(), text, line.reactions()));
  }

  /** A message is gone. */
  void remove(String messageId) {
    lines.remove(messageId);
  }

  /**
   * One more event of the room. What is said of a message that is gone by then is of no account.
   */
  void hear(JsonObject event) {
    String messageId = event.getString("messageId", "");
    switch (event.getString("type")) {
      case "message" -> add(event, new TreeMap<>());
      case "messageEdited" -> edit(messageId, event.getString("message"));
      case "messageDeleted" -> remove(messageId);
      case "reaction" -> {
        Line line = lines.get(messageId);
        if (line != null) {
          react(line, event);
        }
      }
      default -> {
        // Of the members.
      }
    }
  }

  private static void react(Line line, JsonObject event) {
    String emoji = event.getString("emoji");
    if (event.getBoolean("added")) {
      line.reactions()
          .computeIfAbsent(emoji, key -> new TreeSet<>())
          .add(event.getString("userId"));
    } else {
      line.reactions()
          .computeIfPresent(
              emoji,
              (key, users) -> {
                users.remove(event.getString("userId"));
                return users.isEmpty() ? null : users;
              });
    }
  }

  /** The same as those know it to whom nobody tells the reactions. */
  static List<Line> withoutReactions(List<Line> lines) {
    return lines.stream()
        .map(line -> new Line(line.messageId(), line.userId(), line.text(), new TreeMap<>()))
        .toList();
  }

  /** In the order in which they were said. */
  List<Line> lines() {
    return new ArrayList<>(lines.values());
  }
}
