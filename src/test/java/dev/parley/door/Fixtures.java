package dev.parley.door;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The pinned samples under {@code frames/}, and how an answer is compared with one. */
public final class Fixtures {
  private Fixtures() {}

  /** The text of a sample, for example {@code collaboration/agent_activity}. */
  public static String text(String name) {
    try (InputStream in = Fixtures.class.getResourceAsStream("/frames/" + name + ".json")) {
      assertThat(in).as("fixture " + name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sample as JSON. */
  public static JsonObject object(String name) {
    return parse(text(name));
  }

  /** A JSON object. */
  public static JsonObject parse(String text) {
    return JsonText.PROVIDER.createReader(new StringReader(text)).readObject();
  }

  /**
   * Asserts that the text has everything that the sample has, with the same values, and that the
   * members it has beyond are those named: paths such as {@code /session/session_type}.
   */
  public static void assertLike(String name, String text, String... beyond) {
    List<String> extra = new ArrayList<>();
    compare("", object(name), parse(text), extra);
    assertThat(extra).containsExactlyInAnyOrder(beyond);
  }

  private static void compare(
      String path, JsonValue expected, JsonValue actual, List<String> extra) {
    if (expected instanceof JsonObject sample && actual instanceof JsonObject object) {
      assertThat(object.keySet()).as(path).containsAll(sample.keySet());
      for (String name : object.keySet()) {
        if (sample.containsKey(name)) {
          compare(path + "/" + name, sample.get(name), object.get(name), extra);
        } else {
          extra.add(path + "/" + name);
        }
      }
    } else if (expected instanceof JsonArray sample && actual instanceof JsonArray array) {
      assertThat(array).as(path).hasSameSizeAs(sample);
      for (int i = 0; i < array.size(); i++) {
        compare(path + "/" + i, sample.get(i), array.get(i), extra);
      }
    } else if (expected instanceof JsonNumber sample && actual instanceof JsonNumber number) {
      assertThat(number.bigDecimalValue()).as(path).isEqualByComparingTo(sample.bigDecimalValue());
    } else {
      assertThat(actual).as(path).isEqualTo(expected);
    }
  }
}
