package dev.parley.door.sse;

import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a client is on each of its topics, as one opaque word: the {@code id} of a server-sent
 * event. Inside it is base64url of one line a topic, {@code epoch offset topic}. Immutable.
 *
 * @param positions the position on each topic that the client has heard of
 */
record Cursor(Map<Topic, Position> positions) {
  static final Cursor NOWHERE = new Cursor(Map.of());

  private static final int MAX_LENGTH = 16 * 1024;
  private static final int MAX_EPOCH = 128;

  Cursor {
    positions = Map.copyOf(positions);
  }

  /** The same with another position on one topic. */
  Cursor at(Topic topic, Position position) {
    Map<Topic, Position> moved = new LinkedHashMap<>(positions);
    moved.put(topic, position);
    return new Cursor(moved);
  }

  /** The word. */
  String text() {
    String lines =
        positions.entrySet().stream()
            .map(
                entry ->
                    entry.getValue().epoch()
                        + " "
                        + entry.getValue().offset()
                        + " "
                        + entry.getKey().name())
            .sorted()
            .collect(Collectors.joining("\n"));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(lines.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads the word; empty where it is none of ours. */
  static Optional<Cursor> parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      String lines =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)))
              .toString();
      Map<Topic, Position> positions = new LinkedHashMap<>();
      for (String line : lines.split("\n", -1)) {
        String[] parts = line.split(" ", 3);
        if (parts.length < 3 || parts[0].isEmpty() || parts[0].length() > MAX_EPOCH) {
          return Optional.empty();
        }
        Optional<Topic> topic = Topic.parse(parts[2]);
        Position position = new Position(parts[0], Long.parseLong(parts[1]));
        if (topic.isEmpty() || positions.put(topic.get(), position) != null) {
          return Optional.empty();
        }
      }
      return Optional.of(new Cursor(positions));
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
