package dev.parley.socketio;

import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NoSuchElementException;

/** JSON as text: checked, and taken apart, without a tree. */
final class JsonTexts {
  /** The implementation of JSON Processing; safe for use by any number of threads. */
  static final JsonProvider PROVIDER = JsonProvider.provider();

  private static final int MAX_NUMBER = 64;

  private JsonTexts() {}

  /** A text as JSON. */
  static String quoted(String text) {
    return PROVIDER.createValue(text).toString();
  }

  /**
   * Checks that a text is JSON, nested no deeper than may be, in which each attachment has one
   * placeholder and no placeholder is without attachment. Without attachments there are no
   * placeholders: what looks like one is data.
   *
   * @throws ProtocolException if it is not
   */
  static void check(String text, int maxDepth, int attachments) throws ProtocolException {
    Placeholders placeholders = new Placeholders(maxDepth, attachments);
    try (JsonParser parser = PROVIDER.createParser(new StringReader(text))) {
      int depth = 0;
      while (parser.hasNext()) {
        Event event = parser.next();
        switch (event) {
          case START_OBJECT, START_ARRAY -> {
            if (++depth > maxDepth) {
              throw new ProtocolException("JSON that is nested too deep");
            }
            placeholders.open(depth);
          }
          case END_OBJECT, END_ARRAY -> placeholders.close(depth--);
          case KEY_NAME -> placeholders.name(parser.getString());
          case VALUE_NUMBER -> {
            String number = parser.getString();
            if (number.length() > MAX_NUMBER) {
              throw new ProtocolException("a number with too many digits");
            }
            placeholders.number(depth, number);
          }
          case VALUE_TRUE -> placeholders.isTrue(depth);
          case VALUE_STRING, VALUE_FALSE, VALUE_NULL -> {}
        }
      }
    } catch (JsonException | NoSuchElementException e) {
      throw new ProtocolException("a payload that is not JSON");
    }
    placeholders.checkAll();
  }

  /** The elements of an array, which is known to be well-formed. */
  static List<String> elements(String array) {
    List<String> elements = new ArrayList<>();
    int begin = array.indexOf('[') + 1;
    int depth = 0;
    boolean inString = false;
    for (int i = begin; i < array.length(); i++) {
      char c = array.charAt(i);
      if (inString) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          inString = false;
        }
      } else if (c == '"') {
        inString = true;
      } else if (c == '[' || c == '{') {
        depth++;
      } else if (depth > 0 && (c == ']' || c == '}')) {
        depth--;
      } else if (depth == 0 && (c == ',' || c == ']')) {
        String element = array.substring(begin, i).strip();
        if (!element.isEmpty()) {
          elements.add(element);
        }
        begin = i + 1;
      }
    }
    return elements;
  }

  /** What stands for attachments: objects with {@code "_placeholder":true} and their number. */
  private static final class Placeholders {
    private final int attachments;
    private final boolean[] marked;
    private final int[] numbers;
    private final BitSet found = new BitSet();
    private String name = "";

    Placeholders(int maxDepth, int attachments) {
      this.attachments = attachments;
      this.marked = new boolean[maxDepth + 1];
      this.numbers = new int[maxDepth + 1];
    }

    void open(int depth) {
      marked[depth] = false;
      numbers[depth] = -1;
      name = "";
    }

    void name(String member) {
      name = member;
    }

    void isTrue(int depth) {
      if (name.equals("_placeholder")) {
        marked[depth] = true;
      }
      name = "";
    }

    void number(int depth, String number) {
      if (name.equals("num") && number.matches("[0-9]{1,6}")) {
        numbers[depth] = Integer.parseInt(number);
      }
      name = "";
    }

    void close(int depth) throws ProtocolException {
      name = "";
      if (attachments == 0 || !marked[depth]) {
        return;
      }
      int number = numbers[depth];
      if (number < 0 || number >= attachments || found.get(number)) {
        throw new ProtocolException("a placeholder for no attachment");
      }
      found.set(number);
    }

    void checkAll() throws ProtocolException {
      if (found.cardinality() != attachments) {
        throw new ProtocolException("an attachment without placeholder");
      }
    }
  }
}
