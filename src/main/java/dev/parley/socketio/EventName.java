package dev.parley.socketio;

import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.Set;

/** The names of events. */
final class EventName {
  /** What stock clients and servers tell their own programs under these names. */
  private static final Set<String> RESERVED =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");

  private EventName() {}

  /**
   * Reads the name that an event begins with.
   *
   * @param json well-formed; numbers, which JavaScript takes for names, are their digits
   * @throws ProtocolException if it is no name, or one that is reserved
   */
  static String of(String json) throws ProtocolException {
    char first = json.charAt(0);
    if (first == '"') {
      String name = read(json);
      if (RESERVED.contains(name)) {
        throw new ProtocolException("an event with a reserved name");
      }
      return name;
    }
    if (first == '-' || (first >= '0' && first <= '9')) {
      return json;
    }
    throw new ProtocolException("an event without a name");
  }

  private static String read(String json) {
    if (json.indexOf('\\') < 0) {
      return json.substring(1, json.length() - 1);
    }
    try (JsonReader reader = JsonTexts.PROVIDER.createReader(new StringReader(json))) {
      return ((JsonString) reader.readValue()).getString();
    }
  }
}
