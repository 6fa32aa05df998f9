package dev.parley.contract;

import static dev.parley.contract.TestHub.pointers;
import static dev.parley.contract.TestHub.problem;
import static dev.parley.contract.TestHub.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.door.Fixtures;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Server-sent events. */
@Timeout(60)
final class EventsIT {
  private static final String PATH = "/api/v1/events?topics=collaboration";

  private final TestHub hub = TestHub.shared();

  @Test
  void tellsTheStateAndThenWhatHappens() throws Exception {
    String agent = unique("agent");
    try (Stream stream = open(hub.asAdmin(PATH))) {
      assertThat(stream.response.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
      assertThat(stream.response.headers().firstValue("Cache-Control")).hasValue("no-store");
      Event established = stream.next("connection_established");
      assertThat(established.id()).isNull();
      Event state = stream.next("collaboration_state");
      assertThat(state.id()).isNotBlank();
      hub.record(agent);
      Event event = stream.nextAbout(agent);
      assertThat(event.name()).isEqualTo("agent_activity");
      assertThat(event.id()).isNotBlank().isNotEqualTo(state.id());
      assertThat(event.data().getInt("offset")).isGreaterThan(state.data().getInt("offset"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void resumesByCursor(boolean byHeader) throws Exception {
    String agent = unique("agent");
    Event state;
    try (Stream stream = open(hub.asAdmin(PATH))) {
      state = stream.next("collaboration_state");
    }
    for (int i = 0; i < 5; i++) {
      hub.record(agent);
    }
    HttpRequest.Builder request =
        byHeader
            // The header is newer than the address.
            ? hub.asAdmin(PATH + "&cursor=bm9uc2Vuc2U").header("Last-Event-ID", state.id())
            : hub.asAdmin(PATH + "&cursor=" + state.id());
    try (Stream stream = open(request)) {
      assertThat(stream.next("connection_established").data().getBoolean("resumed")).isTrue();
      int expected = state.data().getInt("offset") + 1;
      for (int own = 0; own < 5; ) {
        Event event = stream.next();
        if (event.id() != null) {
          assertThat(event.name()).isNotEqualTo("collaboration_state");
          assertThat(event.data().getInt("offset")).isEqualTo(expected++);
          own += event.data().toString().contains(agent) ? 1 : 0;
        }
      }
    }
  }

  @Test
  void letsObserversInOnLoopback() throws Exception {
    try (Stream stream = open(hub.request(PATH))) {
      stream.next("collaboration_state");
    }
  }

  @Test
  void commentsWhileNothingHappens() throws Exception {
    try (Stream stream = open(hub.asAdmin(PATH))) {
      stream.nextComment();
    }
  }

  @Test
  void endsWhenTheKeyIsRevoked() throws Exception {
    TestHub.ApiKey key = hub.makeKey("user", unique("user"), "observer");
    try (Stream stream = open(hub.request(PATH).header("X-API-Key", key.key()))) {
      stream.next("collaboration_state");
      hub.revoke(key.id());
      stream.toEnd();
    }
    problem(hub.send(hub.request(PATH).header("X-API-Key", key.key())), 401, "unauthenticated");
  }

  @ParameterizedTest
  @CsvSource({
    "'', topics",
    "topics=, topics",
    "topics=nonsense, topics",
    "topics=collaboration:x, topics",
    "'topics=collaboration,', topics",
    "topics=collaboration&topics=collaboration, topics",
    "topics=collaboration&cursor=nonsense, cursor",
    "topics=collaboration&cursor=, cursor",
    "topics=collaboration&cursor=ZSAtMSBjb2xsYWJvcmF0aW9u, cursor",
  })
  void refusesBadParameters(String query, String pointer) {
    assertThat(pointers(problem(hub.get("/api/v1/events?" + query), 422, "invalid")))
        .containsExactly(pointer);
  }

  @Test
  void refusesBadLastEventIds() {
    assertThat(
            pointers(
                problem(hub.send(hub.asAdmin(PATH).header("Last-Event-ID", "!")), 422, "invalid")))
        .containsExactly("Last-Event-ID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"room:x", "identity", "global", "collaboration,room:x"})
  void knowsNoOtherTopic(String topics) {
    problem(hub.get("/api/v1/events?topics=" + topics), 404, "not_found");
  }

  @Test
  void refusesOtherMethodsTypesOriginsAndCredentials() {
    HttpResponse<String> post = hub.send(hub.asAdmin(PATH).POST(BodyPublishers.ofString("{}")));
    problem(post, 405, "method_not_allowed");
    assertThat(post.headers().firstValue("Allow")).hasValue("GET");
    assertThat(hub.send(hub.asAdmin(PATH).method("HEAD", BodyPublishers.noBody())).statusCode())
        .isEqualTo(405);
    problem(
        hub.send(hub.asAdmin(PATH).header("Accept", "application/json")), 406, "not_acceptable");
    problem(hub.send(hub.asAdmin(PATH).header("Origin", "https://evil.example")), 403, "forbidden");
    problem(hub.send(hub.request(PATH + "&token=nonsense")), 401, "unauthenticated");
  }

  private Stream open(HttpRequest.Builder request) throws Exception {
    HttpResponse<InputStream> response =
        hub.client()
            .send(
                request.header("Accept", "text/event-stream").build(),
                BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return new Stream(response);
  }

  /** An event as it came. */
  private record Event(String id, String name, JsonObject data) {}

  /** A response of events, read as it comes. */
  private static final class Stream implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final BufferedReader reader;

    Stream(HttpResponse<InputStream> response) {
      this.response = response;
      reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    Event next() throws IOException {
      while (true) {
        Map<String, String> fields = fields();
        if (fields.containsKey("data")) {
          return new Event(
              fields.get("id"), fields.get("event"), Fixtures.parse(fields.get("data")));
        }
      }
    }

    Event next(String name) throws IOException {
      Event event = next();
      while (!event.name().equals(name)) {
        event = next();
      }
      return event;
    }

    Event nextAbout(String agent) throws IOException {
      Event event = next();
      while (event.id() == null || !event.data().toString().contains(agent)) {
        event = next();
      }
      return event;
    }

    void nextComment() throws IOException {
      while (!fields().containsKey("")) {
        // Events come between comments.
      }
    }

    void toEnd() throws IOException {
      while (reader.readLine() != null) {
        // What was on its way.
      }
    }

    private Map<String, String> fields() throws IOException {
      Map<String, String> fields = new HashMap<>();
      for (String line = reader.readLine(); ; line = reader.readLine()) {
        if (line == null) {
          throw new AssertionError("the stream has ended");
        }
        if (line.isEmpty()) {
          return fields;
        }
        List<String> parts = List.of(line.split(":", 2));
        fields.put(parts.get(0), parts.get(1).strip());
      }
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
