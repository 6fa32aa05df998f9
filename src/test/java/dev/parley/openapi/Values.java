package dev.parley.openapi;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes values that a schema allows, as strange as it allows them. Members and parameters that name
 * something of the hub's are given names that it has told, mostly. For one thread.
 */
final class Values {
  /** What texts are made of: what is usual, what means something somewhere, and what is rare. */
  private static final String[] PIECES = {
    "a",
    "Z",
    "7",
    "-",
    "_",
    ".",
    ":",
    "/",
    "\\",
    "\"",
    "'",
    "%",
    "%2F",
    "~1",
    "&",
    "?",
    "#",
    "+",
    " ",
    "<b>",
    "${x}",
    "null",
    "é",
    "e\u0301",
    "ß",
    "漢",
    "\uD83D\uDE80",
    "ا",
    "\n",
    "\t",
    "\u0000",
    "\u0007",
    "\u00a0",
    "\u200b",
    "\u202e",
    "\ufeff",
    "\uE000"
  };

  private static final String[] TIMES = {
    "2099-01-01T00:00:00Z", "2030-06-01T12:00:00.123456789+02:00", "2000-02-29T23:59:59.5-11:30"
  };

  private static final int LONG_LISTS = 40;
  private static final int TRIES = 40;

  private final Document document;
  private final Random random;
  private final Map<String, List<String>> known = new HashMap<>();
  private final List<Map<String, String>> together = new ArrayList<>();

  Values(Document document, Random random) {
    this.document = document;
    this.random = random;
    for (String agent : List.of("ann", "ben", "cleo", "dan", "eve")) {
      learn("agent_id", agent);
      learn("participants", agent);
      learn("userId", agent);
      learn("members", agent);
    }
    learn("id", "yes");
    learn("id", "no");
  }

  /** Remembers names that belong together: of a room, and of what is in it. */
  void learn(Map<String, String> names) {
    together.add(names);
    if (together.size() > 50) {
      together.remove(random.nextInt(40));
    }
  }

  /** Names that belong together and have most of these; none now and then. */
  Map<String, String> together(Set<String> names) {
    List<Map<String, String>> fitting = new ArrayList<>();
    long most = 1;
    for (Map<String, String> some : together) {
      long count = some.keySet().stream().filter(names::contains).count();
      if (count > most) {
        most = count;
        fitting.clear();
      }
      if (count == most) {
        fitting.add(some);
      }
    }
    return fitting.isEmpty() || random.nextInt(10) < 3
        ? Map.of()
        : fitting.get(random.nextInt(fitting.size()));
  }

  /** Remembers a name that the hub has told, or one to be used often. */
  void learn(String member, String name) {
    List<String> names = known.computeIfAbsent(member, unknown -> new ArrayList<>());
    names.add(name);
    if (names.size() > 50) {
      names.remove(random.nextInt(40));
    }
  }

  /**
   * A value that the schema allows.
   *
   * @param name of the member or parameter that it is for
   */
  JsonValue value(JsonObject schema, String name) {
    JsonObject itself = document.resolve(schema);
    if (itself.containsKey("anyOf")) {
      JsonArray choices = itself.getJsonArray("anyOf");
      return value(choices.getJsonObject(random.nextInt(choices.size())), name);
    }
    if (itself.containsKey("const")) {
      return itself.get("const");
    }
    if (itself.containsKey("enum")) {
      return one(itself.getJsonArray("enum"));
    }
    return switch (type(itself)) {
      case "string" -> Json.createValue(text(itself, name));
      case "integer" -> Json.createValue((long) number(itself, true));
      case "number" -> Json.createValue(number(itself, false));
      case "boolean" -> random.nextBoolean() ? JsonValue.TRUE : JsonValue.FALSE;
      case "array" -> list(itself, name);
      case "object" -> object(itself);
      default -> JsonValue.NULL;
    };
  }

  private String type(JsonObject schema) {
    return schema.get("type") instanceof JsonArray types
        ? ((JsonString) one(types)).getString()
        : schema.getString("type");
  }

  private JsonObject object(JsonObject schema) {
    JsonObjectBuilder object = Json.createObjectBuilder();
    List<String> required =
        schema.getOrDefault("required", JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
            .map(member -> ((JsonString) member).getString())
            .toList();
    schema
        .getOrDefault("properties", JsonValue.EMPTY_JSON_OBJECT)
        .asJsonObject()
        .forEach(
            (name, property) -> {
              if (required.contains(name) || random.nextBoolean()) {
                object.add(name, value(property.asJsonObject(), name));
              }
            });
    if (!schema.containsKey("properties") || random.nextInt(10) == 0) {
      for (int i = random.nextInt(4); i > 0; i--) {
        object.add("x" + printable(), anything(random.nextInt(5)));
      }
    }
    return object.build();
  }

  /** Whatever JSON there is, as deep as that. */
  private JsonValue anything(int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> JsonValue.NULL;
      case 1 -> JsonValue.TRUE;
      case 2 -> Json.createValue(random.nextLong());
      case 3 -> Json.createValue(random.nextGaussian() * 1e300);
      case 4 -> Json.createValue(printable());
      case 5 -> Json.createArrayBuilder().add(anything(depth - 1)).build();
      default -> Json.createObjectBuilder().add(printable(), anything(depth - 1)).build();
    };
  }

  private JsonArray list(JsonObject schema, String name) {
    int min = schema.getInt("minItems", 0);
    int max = schema.getInt("maxItems", LONG_LISTS);
    int size = min + random.nextInt(4);
    if (random.nextInt(50) == 0) {
      size = random.nextBoolean() ? max : min + LONG_LISTS;
    }
    JsonArrayBuilder list = Json.createArrayBuilder();
    for (int i = Math.min(size, max); i > 0; i--) {
      list.add(value(schema.getJsonObject("items"), name));
    }
    return list.build();
  }

  private double number(JsonObject schema, boolean whole) {
    double min = limit(schema, "minimum", -1e9);
    double max = limit(schema, "maximum", 1e9);
    return switch (random.nextInt(4)) {
      case 0 -> min;
      case 1 -> max;
      default -> {
        double number = min + random.nextDouble() * (max - min);
        yield whole ? Math.floor(number) : number;
      }
    };
  }

  private static double limit(JsonObject schema, String keyword, double otherwise) {
    return schema.get(keyword) instanceof JsonNumber number ? number.doubleValue() : otherwise;
  }

  private String text(JsonObject schema, String name) {
    List<String> names = known.get(name.equals("option_id") ? "id" : name);
    if (names != null && random.nextInt(10) < 7) {
      return names.get(random.nextInt(names.size()));
    }
    if (schema.getString("format", "").equals("date-time")) {
      return TIMES[random.nextInt(TIMES.length)];
    }
    Pattern pattern = Pattern.compile(schema.getString("pattern", ""));
    int min = schema.getInt("minLength", 0);
    int max = schema.getInt("maxLength", 40);
    for (int i = 0; i < TRIES; i++) {
      String text = text(min, max);
      // At the end of a text a pattern of JSON Schema does not overlook a line break, Java's does.
      if (pattern.matcher(text).find() && !text.endsWith("\n") && text.indexOf(0) < 0) {
        return text;
      }
    }
    if (!schema.containsKey("examples")) {
      throw new AssertionError("a text that is so hard to find needs an example: " + schema);
    }
    return schema.getJsonArray("examples").getString(0);
  }

  private String text(int min, int max) {
    int length = random.nextInt(20) == 0 ? max : Math.min(max, Math.max(min, random.nextInt(12)));
    boolean plain = random.nextInt(3) > 0;
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      String piece = PIECES[random.nextInt(plain ? 6 : PIECES.length)];
      text.append(text.length() + piece.length() > length ? "x" : piece);
    }
    return text.toString();
  }

  private String printable() {
    String text = text(1, 20);
    return text.replaceAll("[\\x00\\uE000]", "x");
  }

  private JsonValue one(JsonArray values) {
    return values.get(random.nextInt(values.size()));
  }
}
