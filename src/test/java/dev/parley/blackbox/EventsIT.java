package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.EventStream;
import dev.parley.blackbox.client.EventStream.Event;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Server-sent events. */
@ExtendWith(TargetExtension.class)
@Timeout(60)
final class EventsIT {
  private static final String PATH = "/api/v1/events?topics=collaboration";

  private final Target target;

  EventsIT(Target target) {
    this.target = target;
  }

  @Test
  void tellsTheStateAndThenWhatHappens() throws Exception {
    String agent = Target.fresh("agent");
    try (EventStream stream = open(PATH, Map.of())) {
      assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
      assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
      Event established = stream.next("connection_established");
      assertThat(established.id()).isNull();
      Event state = stream.next("collaboration_state");
      assertThat(state.id()).isNotBlank();
      target.record(agent);
      Event event = stream.nextAbout(agent);
      assertThat(event.name()).isEqualTo("agent_activity");
      assertThat(event.id()).isNotBlank().isNotEqualTo(state.id());
      assertThat(event.data().getInt("offset")).isGreaterThan(state.data().getInt("offset"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void resumesByCursor(boolean byHeader) throws Exception {
    String agent = Target.fresh("agent");
    Event state;
    try (EventStream stream = open(PATH, Map.of())) {
      state = stream.next("collaboration_state");
    }
    for (int i = 0; i < 5; i++) {
      target.record(agent);
    }
    // The header is newer than the address.
    String cursor = byHeader ? "bm9uc2Vuc2U" : state.id();
    Map<String, String> headers = byHeader ? Map.of("Last-Event-ID", state.id()) : Map.of();
    try (EventStream stream = open(PATH + "&cursor=" + cursor, headers)) {
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
  void commentsWhileNothingHappens() throws Exception {
    try (EventStream stream = open(PATH, Map.of())) {
      stream.nextComment();
    }
  }

  @Test
  void endsWhenTheKeyIsRevoked() throws Exception {
    Target.Key key = target.key("user", Target.fresh("user"), "observer");
    try (EventStream stream = EventStream.open(target.as(key.secret()), PATH, Map.of())) {
      stream.next("collaboration_state");
      target.revoke(key.id());
      stream.toEnd();
    }
    refused(target.as(key.secret()), PATH, Map.of(), 401, "unauthenticated");
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
  void refusesBadParameters(String query, String pointer) throws Exception {
    assertThat(
            Problems.pointers(
                refused(target.admin(), "/api/v1/events?" + query, Map.of(), 422, "invalid")))
        .containsExactly(pointer);
  }

  @Test
  void refusesBadLastEventIds() throws Exception {
    Map<String, String> headers = Map.of("Last-Event-ID", "!");
    assertThat(Problems.pointers(refused(target.admin(), PATH, headers, 422, "invalid")))
        .containsExactly("Last-Event-ID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"room:x", "identity", "global", "collaboration,room:x"})
  void knowsNoOtherTopic(String topics) throws Exception {
    refused(target.admin(), "/api/v1/events?topics=" + topics, Map.of(), 404, "not_found");
  }

  @Test
  void refusesOtherMethodsAndTypes() throws Exception {
    Api.Answer post = target.admin().post(PATH, "{}");
    Problems.check(post, 405, "method_not_allowed", "/api/v1/events");
    assertThat(post.header("Allow")).isEqualTo("GET");
    target.admin().send("HEAD", PATH, Map.of(), null).expect(405);
    refused(target.admin(), PATH, Map.of("Accept", "application/json"), 406, "not_acceptable");
  }

  private EventStream open(String path, Map<String, String> headers) throws Exception {
    return EventStream.open(target.admin(), path, headers);
  }

  private static JsonObject refused(
      Api api, String path, Map<String, String> headers, int status, String code) throws Exception {
    return Problems.check(api.get(path, headers), status, code, "/api/v1/events");
  }
}
