package dev.parley.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.door.Fixtures;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The document and the frames under {@code frames}, which the dialects' tests hold to the dialects:
 * neither has what the other has not, and each frame is as its message says.
 */
class AsyncApiDocumentTest {
  private static final AsyncDocument DOCUMENT = AsyncDocument.built();
  private static final Path FRAMES = Path.of("src/test/resources/frames");

  /** Bodies over HTTP, which are the OpenAPI document's. */
  private static final String REST = "rest";

  static List<Arguments> examples() {
    List<Arguments> all = new ArrayList<>();
    for (String door : DOCUMENT.doors()) {
      DOCUMENT
          .messages(door)
          .forEach(
              (key, message) ->
                  message
                      .asJsonObject()
                      .getOrDefault("examples", JsonValue.EMPTY_JSON_ARRAY)
                      .asJsonArray()
                      .forEach(
                          example ->
                              all.add(
                                  Arguments.of(
                                      door, key, example.asJsonObject().getString("name")))));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyFrameIsAsItsMessageSays(String door, String message, String frame) {
    JsonObject sample = Fixtures.object(door + "/" + frame);
    assertThat(DOCUMENT.faults(door, message, sample)).as("%s", sample).isEmpty();
    assertThat(DOCUMENT.faults(door, message, without(sample, "type", "action"))).isNotEmpty();
  }

  @Test
  void everyFrameIsThereOfEveryDoor() throws Exception {
    Set<String> files = new TreeSet<>();
    try (Stream<Path> found = Files.walk(FRAMES)) {
      found
          .filter(Files::isRegularFile)
          .map(file -> FRAMES.relativize(file).toString().replace(".json", ""))
          .filter(name -> !name.startsWith(REST))
          .forEach(files::add);
    }
    Set<String> told = new TreeSet<>();
    examples().forEach(example -> told.add(example.get()[0] + "/" + example.get()[2]));
    assertThat(told).isEqualTo(files);
  }

  @Test
  void everyMessageHasAFrame() {
    for (String door : DOCUMENT.doors()) {
      DOCUMENT
          .messages(door)
          .forEach(
              (key, message) ->
                  assertThat(message.asJsonObject()).as(door + " " + key).containsKey("examples"));
    }
  }

  @Test
  void everyMessageIsSaidByOneSide() {
    JsonObject operations = DOCUMENT.json().getJsonObject("operations");
    for (String door : DOCUMENT.doors()) {
      List<String> said = new ArrayList<>();
      for (String action : List.of("send", "receive")) {
        JsonArray references =
            operations.getJsonObject(door + "_" + action).getJsonArray("messages");
        references.forEach(reference -> said.add(reference.asJsonObject().getString("$ref")));
      }
      assertThat(said)
          .containsExactlyInAnyOrderElementsOf(
              DOCUMENT.messages(door).keySet().stream()
                  .map(key -> "#/channels/" + door + "/messages/" + key)
                  .toList());
    }
  }

  @Test
  void noticesAFrameThatIsOtherwise() {
    JsonObject sample = Fixtures.object("agents/agent_status");
    JsonObject asleep =
        Json.createObjectBuilder(sample)
            .add(
                "data",
                Json.createObjectBuilder(sample.getJsonObject("data")).add("state", "asleep"))
            .build();
    assertThat(DOCUMENT.faults("agents", "agent_status", asleep)).isNotEmpty();
    assertThat(DOCUMENT.faults("agents", "chat_message", sample)).isNotEmpty();
    assertThat(DOCUMENT.faults("agents", "no_such", sample)).isNotEmpty();
  }

  @Test
  void knowsEveryCode() {
    JsonArray codes = DOCUMENT.json().getValue("/components/schemas/Code/enum").asJsonArray();
    assertThat(codes.getValuesAs(JsonString.class))
        .extracting(JsonString::getString)
        .contains("unauthenticated", "rate_limited", "not_found");
  }

  private static JsonObject without(JsonObject object, String... members) {
    var builder = Json.createObjectBuilder(object);
    for (String member : members) {
      builder.remove(member);
    }
    return builder.build();
  }
}
