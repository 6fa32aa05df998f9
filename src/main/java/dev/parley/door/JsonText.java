package dev.parley.door;

import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Refusal.Code;
import dev.parley.vocabulary.Refusal.Fault;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads JSON objects that strangers send: bounded in size, nesting and numbers; without duplicate
 * members, U+0000 and unpaired surrogates (RFC 7493, section 2). Everything that is wrong with a
 * well-formed text is collected before it is refused.
 */
public final class JsonText {
  /** The implementation of JSON Processing; safe for use by any number of threads. */
  public static final JsonProvider PROVIDER = JsonProvider.provider();

  /** How deep objects and arrays may be nested. */
  public static final int MAX_DEPTH = 32;

  /** How many characters a number may have. */
  public static final int MAX_NUMBER = 64;

  private static final int MAX_EXPONENT = 400;
  private static final int MAX_FAULTS = 32;

  private final JsonParser parser;
  private final List<Fault> faults = new ArrayList<>();

  private JsonText(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads a body in UTF-8. Blocks as the stream does.
   *
   * @param limit how many bytes it may have
   * @throws RefusedException {@code too_large}, {@code malformed} or {@code invalid}
   * @throws IOException if the stream cannot be read
   */
  public static JsonObject read(InputStream body, int limit) throws IOException {
    byte[] bytes = body.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new RefusedException(Code.TOO_LARGE, "The body is larger than " + limit + " bytes.");
    }
    try {
      return parse(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException e) {
      throw new RefusedException(Code.MALFORMED, "The body is not UTF-8.");
    }
  }

  /**
   * Reads an object.
   *
   * @throws RefusedException {@code malformed} where it is not JSON or not an object, {@code
   *     invalid} where it breaks one of the limits
   */
  public static JsonObject parse(String text) {
    if (text.isBlank()) {
      throw new RefusedException(Code.MALFORMED, "There is no JSON: it is empty.");
    }
    try (JsonParser parser = PROVIDER.createParser(new StringReader(text))) {
      if (parser.next() != Event.START_OBJECT) {
        throw new RefusedException(Code.MALFORMED, "It has to be a JSON object.");
      }
      JsonText reading = new JsonText(parser);
      JsonObject object = reading.object("", 1);
      if (parser.hasNext()) {
        parser.next();
      }
      if (!reading.faults.isEmpty()) {
        throw new RefusedException(Refusal.invalid(reading.faults));
      }
      return object;
    } catch (JsonParsingException e) {
      JsonLocation at = e.getLocation();
      throw new RefusedException(
          Code.MALFORMED,
          "This is not JSON: see line "
              + at.getLineNumber()
              + ", column "
              + at.getColumnNumber()
              + ".");
    } catch (JsonException | java.util.NoSuchElementException e) {
      throw new RefusedException(Code.MALFORMED, "This is not JSON.");
    }
  }

  private JsonObject object(String pointer, int depth) {
    checkDepth(pointer, depth);
    JsonObjectBuilder object = PROVIDER.createObjectBuilder();
    Set<String> names = new HashSet<>();
    while (parser.next() != Event.END_OBJECT) {
      String name = parser.getString();
      String member = pointer + "/" + escape(name);
      if (!Text.isStorable(name)) {
        fault(pointer, "has a member whose name holds U+0000 or an unpaired surrogate");
      } else if (!names.add(name)) {
        fault(member, "is there more than once");
      }
      object.add(name, value(parser.next(), member, depth));
    }
    return object.build();
  }

  private JsonArray array(String pointer, int depth) {
    checkDepth(pointer, depth);
    JsonArrayBuilder array = PROVIDER.createArrayBuilder();
    int index = 0;
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      array.add(value(event, pointer + "/" + index++, depth));
    }
    return array.build();
  }

  private JsonValue value(Event event, String pointer, int depth) {
    return switch (event) {
      case START_OBJECT -> object(pointer, depth + 1);
      case START_ARRAY -> array(pointer, depth + 1);
      case VALUE_STRING -> string(pointer);
      case VALUE_NUMBER -> number(pointer);
      case VALUE_TRUE -> JsonValue.TRUE;
      case VALUE_FALSE -> JsonValue.FALSE;
      case VALUE_NULL -> JsonValue.NULL;
      case KEY_NAME, END_OBJECT, END_ARRAY ->
          throw new RefusedException(Code.MALFORMED, "This is not JSON.");
    };
  }

  private JsonString string(String pointer) {
    String text = parser.getString();
    if (!Text.isStorable(text)) {
      fault(pointer, "holds U+0000 or an unpaired surrogate");
    }
    return PROVIDER.createValue(text);
  }

  private JsonValue number(String pointer) {
    String digits = parser.getString();
    if (digits.length() <= MAX_NUMBER) {
      try {
        BigDecimal number = new BigDecimal(digits);
        if (Math.abs((long) number.precision() - number.scale()) <= MAX_EXPONENT
            && Math.abs(number.scale()) <= MAX_EXPONENT) {
          return PROVIDER.createValue(number);
        }
      } catch (NumberFormatException e) {
        // The exponent does not fit an int: too large like the others.
      }
    }
    fault(pointer, "is a number with too many digits");
    return JsonValue.NULL;
  }

  private void checkDepth(String pointer, int depth) {
    if (depth > MAX_DEPTH) {
      fault(pointer, "is nested deeper than " + MAX_DEPTH + " levels");
      throw new RefusedException(Refusal.invalid(faults));
    }
  }

  private void fault(String pointer, String detail) {
    if (faults.size() < MAX_FAULTS) {
      faults.add(new Fault(Text.storable(pointer), detail));
    }
  }

  /** A member's name as a part of a JSON pointer (RFC 6901, section 3). */
  static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
