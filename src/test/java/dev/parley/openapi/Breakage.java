package dev.parley.openapi;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Breaks what was whole. For one thread. */
final class Breakage {
  /** Stands for half of a surrogate pair, which no encoder lets through. */
  private static final String HALF = "\uE001";

  private static final int TOO_LARGE = 300 * 1024;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\n",
          "\u0000",
          "a\u0000b",
          HALF,
          "\u200b",
          "x".repeat(129),
          "x".repeat(8_001),
          "-1",
          "0",
          "501",
          "1e9",
          "9".repeat(30),
          "true",
          "null",
          "act_0_x",
          "act_1_nobody",
          "collab_1",
          "collab_999999999999999999",
          "req_99999999999999999999",
          "../../etc/passwd",
          "..",
          "%00",
          "%",
          "' OR 1=1 --",
          "\uD83D\uDE80".repeat(65),
          "2026-02-30T00:00:00Z",
          "now");

  private final Random random;

  Breakage(Random random) {
    this.random = random;
  }

  /** A text that hardly anything allows. */
  String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  /** The same with something else in one place, somewhere in it. */
  JsonValue changed(JsonValue value) {
    if (value instanceof JsonObject object && !object.isEmpty() && random.nextInt(8) > 0) {
      String name = new ArrayList<>(object.keySet()).get(random.nextInt(object.size()));
      JsonObjectBuilder changed = Json.createObjectBuilder(object);
      if (random.nextInt(4) == 0) {
        changed.remove(name);
      } else {
        changed.add(name, changed(object.get(name)));
      }
      return changed.build();
    }
    if (value instanceof JsonArray array && !array.isEmpty() && random.nextInt(4) > 0) {
      int index = random.nextInt(array.size());
      return switch (random.nextInt(4)) {
        case 0 -> Json.createArrayBuilder(array).remove(index).build();
        case 1 -> Json.createArrayBuilder(array).add(array.get(index)).build();
        default -> Json.createArrayBuilder(array).set(index, changed(array.get(index))).build();
      };
    }
    return strange();
  }

  private JsonValue strange() {
    return switch (random.nextInt(12)) {
      case 0 -> JsonValue.NULL;
      case 1 -> JsonValue.FALSE;
      case 2 -> JsonValue.EMPTY_JSON_ARRAY;
      case 3 -> JsonValue.EMPTY_JSON_OBJECT;
      case 4 -> Json.createValue(-1);
      case 5 -> Json.createValue(1.5);
      case 6 -> Json.createValue(Long.MAX_VALUE);
      case 7 -> Json.createArrayBuilder().add(Json.createArrayBuilder()).build();
      default -> Json.createValue(text());
    };
  }

  /** The bytes of a body, whatever is in it. */
  static byte[] bytes(JsonValue body) {
    return body.toString().replace(HALF, "\\ud800").getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes of something that is no JSON object any more. */
  byte[] garbled(JsonValue body) {
    String text = body.toString();
    String broken =
        switch (random.nextInt(10)) {
          case 0 -> "";
          case 1 -> text.substring(0, random.nextInt(text.length()));
          case 2 -> text + "}";
          case 3 -> "[" + text + "]";
          case 4 -> "\uFEFF" + text;
          case 5 -> "{\"a\":01}";
          case 6 -> "{\"a\":1,\"a\":2}";
          case 7 -> "{\"a\":1e99999}";
          case 8 -> "{\"a\":".repeat(40) + "1" + "}".repeat(40);
          default -> text + " ".repeat(TOO_LARGE);
        };
    return broken.getBytes(
        random.nextInt(20) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
  }
}
