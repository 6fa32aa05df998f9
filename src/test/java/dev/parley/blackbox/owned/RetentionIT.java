package dev.parley.blackbox.owned;

import static dev.parley.blackbox.client.Target.COLLABORATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Await;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.EventStream;
import dev.parley.blackbox.client.Position;
import dev.parley.blackbox.client.Target;
import dev.parley.launcher.HubProcess;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub that keeps little: who comes too late is told so, and who does not misses nothing. */
@Timeout(240)
final class RetentionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String STREAM = "/api/v1/events?topics=collaboration";

  /** As many as one housekeeping step removes, and some. */
  private static final int MANY = 600;

  /** How many activities stay however old they are. */
  private static final int FLOOR = 1_000;

  @TempDir Path data;
  private Server server;
  private Target target;

  @BeforeEach
  void start() throws Exception {
    Map<String, String> settings = new HashMap<>(Server.unlimited());
    settings.put("PARLEY_JOURNAL_RETENTION", "10s");
    settings.put("PARLEY_ACTIVITIES_RETENTION", "1s");
    server = Server.start(data, settings);
    target = server.target();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void whoComesTooLateIsToldSoAndWhoDoesNotMissesNothing() throws Exception {
    try (Dashboard all = open("")) {
      Position begin = Position.of(all.await("collaboration_state"));
      String cursor = streamed();
      record("early", MANY);
      Await.until("it has been forgotten", PATIENCE, () -> isTooLate(begin));

      List<String> late = record("late", 20);
      Position now = checkTooLate(begin, cursor);
      checkResumed(new Position(now.epoch(), now.offset() - late.size()), late);
      // One who never went away has heard of all, in order, whatever was forgotten meanwhile.
      for (long offset = begin.offset() + 1; offset <= now.offset(); offset++) {
        JsonObject event = all.await(frame -> frame.containsKey("offset"));
        assertThat(event.getJsonNumber("offset").longValueExact()).isEqualTo(offset);
      }

      server.kill();
      server.start(HubProcess.command());
      assertThat(checkTooLate(begin, cursor)).isEqualTo(now);
    }
  }

  /** A client that goes on where it was in the feed is told anew what is the case. */
  private Position checkTooLate(Position since, String cursor) throws Exception {
    Position place;
    try (Dashboard socket = open(since.query())) {
      assertThat(socket.next().containsKey("resumed")).isFalse();
      JsonObject resync = socket.next();
      assertThat(resync.getString("type")).isEqualTo("resync");
      assertThat(resync.getString("topic")).isEqualTo("collaboration");
      place = Position.of(resync);
      assertThat(place.epoch()).isEqualTo(since.epoch());
      JsonObject state = socket.next();
      assertThat(Position.of(state)).isEqualTo(place);
      checkState(state);
    }
    try (EventStream stream =
        EventStream.open(target.admin(), STREAM, Map.of("Last-Event-ID", cursor))) {
      EventStream.Event resync = stream.next();
      while (resync.name().equals("connection_established")) {
        resync = stream.next();
      }
      assertThat(resync.name()).isEqualTo("resync");
      EventStream.Event state = stream.next();
      assertThat(state.name()).isEqualTo("collaboration_state");
      assertThat(Position.of(state.data())).isEqualTo(place);
      checkState(state.data());
      checkGoesOn(state.id());
    }
    return place;
  }

  private static void checkState(JsonObject state) {
    JsonObject agents = state.getJsonObject("agent_status").getJsonObject("agents");
    assertThat(agents).containsKeys("early", "late");
  }

  /** The place that came with the state is one to go on from. */
  private void checkGoesOn(String cursor) throws Exception {
    try (EventStream stream =
        EventStream.open(target.admin(), STREAM + "&cursor=" + cursor, Map.of())) {
      EventStream.Event first = stream.next();
      while (!first.name().equals("connection_established")) {
        first = stream.next();
      }
      assertThat(first.data().getBoolean("resumed")).isTrue();
    }
  }

  /** A client that is within what is kept gets exactly what it has missed. */
  private void checkResumed(Position since, List<String> missed) throws Exception {
    try (Dashboard socket = open(since.query())) {
      assertThat(socket.next().getBoolean("resumed")).isTrue();
      List<String> heard = new ArrayList<>();
      long offset = since.offset();
      while (heard.size() < missed.size()) {
        JsonObject event = socket.await(frame -> frame.containsKey("offset"));
        assertThat(event.getJsonNumber("offset").longValueExact()).isEqualTo(++offset);
        heard.add(event.getJsonObject("activity").getString("activity_id"));
      }
      assertThat(heard).isEqualTo(missed);
    }
  }

  @Test
  void theNewestActivitiesAndThoseThatAreActiveStay() throws Exception {
    List<String> recorded = record("worker", FLOOR + MANY);
    List<String> old = recorded.subList(0, MANY);
    List<String> done = old.subList(0, old.size() - 3);
    for (String activity : done) {
      target
          .admin()
          .post(
              COLLABORATION + "complete-activity",
              "{\"activity_id\":\"" + activity + "\",\"success\":true}")
          .expect(200);
    }
    List<String> kept = recorded.subList(done.size(), recorded.size());
    Await.until("the old ones are gone", PATIENCE, () -> listed().size() <= kept.size());
    assertThat(listed()).isEqualTo(kept.reversed());
  }

  /** All that the activity feed has, page by page. */
  private List<String> listed() throws Exception {
    List<String> listed = new ArrayList<>();
    String cursor = "";
    do {
      JsonObject page =
          target.admin().get(COLLABORATION + "activity-feed?limit=500" + cursor).expect(200).json();
      page.getJsonArray("activities")
          .forEach(item -> listed.add(item.asJsonObject().getString("activity_id")));
      cursor = page.isNull("next_cursor") ? null : "&cursor=" + page.getString("next_cursor");
    } while (cursor != null);
    return listed;
  }

  /** Records so many activities, and answers their ids. */
  private List<String> record(String agent, int count) throws Exception {
    List<String> ids = new ArrayList<>();
    while (ids.size() < count) {
      JsonArrayBuilder activities = Json.createArrayBuilder();
      for (int i = ids.size(); i < Math.min(count, ids.size() + 500); i++) {
        activities.add(
            Json.createObjectBuilder()
                .add("agent_id", agent)
                .add("department", "tests")
                .add("activity_type", "task_assigned"));
      }
      JsonObject answer =
          target
              .admin()
              .post(
                  COLLABORATION + "activities:batch",
                  Json.createObjectBuilder().add("activities", activities).build())
              .expect(200)
              .json();
      answer
          .getJsonArray("results")
          .forEach(result -> ids.add(result.asJsonObject().getString("activity_id")));
    }
    return ids;
  }

  private boolean isTooLate(Position since) throws Exception {
    try (Dashboard socket = open(since.query())) {
      return !socket.next().containsKey("resumed");
    }
  }

  /** The place where a stream that begins now begins. */
  private String streamed() throws Exception {
    try (EventStream stream = EventStream.open(target.admin(), STREAM, Map.of())) {
      return stream.next("collaboration_state").id();
    }
  }

  private Dashboard open(String query) throws Exception {
    return Dashboard.open(target, target.adminKey(), "?client_id=keeper" + query);
  }
}
