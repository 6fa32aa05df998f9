package dev.parley.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.MemoryOperation;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Role;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MembersTest {
  @Test
  void takesWhatIsRight() {
    Members members =
        new Members(
            JsonText.parse(
                "{\"id\":\"Ågent 1/😀\",\"flag\":true,\"op\":\"delete\",\"ids\":[\"a\",\"b\"],"
                    + "\"roles\":[\"agent\",\"agent\"],\"meta\":{\"x\":[1.50]},"
                    + "\"at\":\"2030-01-01T01:00:00.1234+01:00\",\"owner\":{\"id\":\"o\"}}"));
    assertThat(members.id("id")).isEqualTo("Ågent 1/😀");
    assertThat(members.id("missing", "general")).isEqualTo("general");
    assertThat(members.flag("flag")).isTrue();
    assertThat(operation(members, "op")).isEqualTo(MemoryOperation.DELETE);
    assertThat(members.ids("ids")).containsExactly("a", "b");
    assertThat(members.optionalIds("missing")).isEmpty();
    assertThat(members.someOf("roles", List.of(Role.values()), Role::wireName))
        .containsExactly(Role.AGENT);
    assertThat(members.object("meta")).isEqualTo(new Json("{\"x\":[1.50]}"));
    assertThat(members.object("missing")).isEqualTo(Json.EMPTY);
    assertThat(members.optionalTime("at")).isEqualTo(Instant.parse("2030-01-01T00:00:00.123Z"));
    assertThat(members.members("owner").id("id")).isEqualTo("o");
    assertThat(members.optionalText("missing", 5)).isNull();
    members.check();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "1",
        "true",
        "[]",
        "{}",
        "\"\"",
        "\"  \"",
        "\"a\\nb\"",
        "\"\\u200b\"",
        "\"\\u202e\"",
        "\"\\u2028\"",
        "\"\\u00a0\"",
        "\"\\ue000\"",
        "\"\\ufeffx\"",
        "\"\\u007f\"",
      })
  void refusesIds(String value) {
    assertThat(pointers("{\"id\":" + value + "}", members -> members.id("id")))
        .containsExactly("/id");
  }

  @Test
  void boundsIds() {
    assertThat(pointers("{\"id\":\"" + "x".repeat(128) + "\"}", members -> members.id("id")))
        .isEmpty();
    assertThat(pointers("{\"id\":\"" + "x".repeat(129) + "\"}", members -> members.id("id")))
        .containsExactly("/id");
    assertThat(pointers("{\"id\":\"" + "😀".repeat(65) + "\"}", members -> members.id("id")))
        .containsExactly("/id");
  }

  @Test
  void boundsObjectsOfTheClientsOwn() {
    String most = "{\"m\":{\"k\":\"" + "é".repeat((65_536 - 8) / 2) + "\"}}";
    assertThat(pointers(most, members -> members.object("m"))).isEmpty();
    String more = "{\"m\":{\"k\":\"" + "é".repeat((65_536 - 8) / 2 + 1) + "\"}}";
    assertThat(pointers(more, members -> members.object("m"))).containsExactly("/m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|/v",
        "{'v':null}|/v",
        "{'v':'a'}|/v",
        "{'v':[]}|/v",
        "{'v':['a',1,'']}|/v/1 /v/2",
      })
  void namesFaultsInLists(String text, String pointers) {
    assertThat(pointers(text.replace('\'', '"'), members -> members.ids("v")))
        .containsExactly(pointers.split(" "));
  }

  @Test
  void collectsAllFaults() {
    assertThat(
            pointers(
                "{\"flag\":\"true\",\"op\":\"WRITE\",\"meta\":[],\"at\":\"tomorrow\",\"owner\":{}}",
                members -> {
                  members.id("id");
                  members.flag("flag");
                  operation(members, "op");
                  members.object("meta");
                  members.optionalTime("at");
                  members.members("owner").id("id");
                  members.members("none").id("id");
                }))
        .containsExactly("/id", "/flag", "/op", "/meta", "/at", "/owner/id", "/none");
  }

  @Test
  void takesParameters() {
    Parameters parameters =
        new Parameters(
            name ->
                switch (name) {
                  case "limit" -> List.of("50");
                  case "bad" -> List.of("0");
                  case "text" -> List.of("1e3");
                  case "twice" -> List.of("1", "1");
                  case "blank" -> List.of(" ");
                  case "flag" -> List.of("yes");
                  default -> List.of();
                });
    assertThat(parameters.number("limit", 1, 500, 10)).isEqualTo(50);
    assertThat(parameters.number("none", 1, 500, 10)).isEqualTo(10);
    assertThat(parameters.optionalId("none")).isNull();
    parameters.check();
    parameters.number("bad", 1, 500, 10);
    parameters.number("text", 1, 500, 10);
    parameters.number("twice", 1, 500, 10);
    parameters.optionalId("blank");
    parameters.flag("flag");
    parameters.id("none");
    assertThat(catchThrowableOfType(RefusedException.class, parameters::check).refusal().faults())
        .extracting(Refusal.Fault::pointer)
        .containsExactly("bad", "text", "twice", "blank", "flag", "none");
  }

  private static MemoryOperation operation(Members members, String name) {
    return members.oneOf(name, List.of(MemoryOperation.values()), MemoryOperation::wireName);
  }

  private static List<String> pointers(String text, Consumer<Members> reading) {
    Members members = new Members(JsonText.parse(text));
    reading.accept(members);
    RefusedException refused = catchThrowableOfType(RefusedException.class, members::check);
    return refused == null
        ? List.of()
        : refused.refusal().faults().stream().map(Refusal.Fault::pointer).toList();
  }
}
