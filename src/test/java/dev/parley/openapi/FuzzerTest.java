package dev.parley.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.openapi.Fuzzer.Request;
import dev.parley.openapi.Fuzzer.Standing;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FuzzerTest {
  private static final Document DOCUMENT = Document.built();

  private static List<Request> requests(long seed) {
    Fuzzer fuzzer = new Fuzzer(DOCUMENT, seed, List.of("all", "some"));
    return Stream.generate(fuzzer::next).limit(1_000).toList();
  }

  @Test
  void makesTheSameOfTheSameSeed() {
    assertThat(requests(1))
        .extracting(Request::toString)
        .isEqualTo(requests(1).stream().map(Request::toString).toList())
        .isNotEqualTo(requests(2).stream().map(Request::toString).toList());
  }

  @Test
  void saysOfARequestHowItStandsToTheDocument() {
    List<Request> requests = requests(3);
    assertThat(requests).extracting(Request::standing).contains(Standing.values());
    assertThat(requests)
        .extracting(Request::operation)
        .containsAll(
            DOCUMENT.operations().stream().filter(operation -> !operation.takesFile()).toList());
    assertThat(requests)
        .filteredOn(request -> request.standing() == Standing.AS_SAID && request.body() != null)
        .hasSizeGreaterThan(50)
        .allSatisfy(request -> assertThat(faults(request)).isEmpty());
  }

  private static List<String> faults(Request request) {
    String text = new String(request.body(), StandardCharsets.UTF_8);
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return DOCUMENT.faults(request.operation().bodySchema(), reader.readValue());
    }
  }
}
