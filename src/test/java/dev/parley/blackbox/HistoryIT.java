package dev.parley.blackbox;

import static dev.parley.blackbox.client.Target.COLLABORATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was, in pages and by filters. */
@ExtendWith(TargetExtension.class)
final class HistoryIT {
  private final Target target;

  HistoryIT(Target target) {
    this.target = target;
  }

  @Test
  void pagesHoldEverythingOnce() throws Exception {
    String agent = Target.fresh("walker");
    List<String> recorded = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      recorded.add(0, target.record(agent));
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonObject page = get("activity-feed?agent_id=" + agent + "&limit=3" + cursor);
      page.getJsonArray("activities")
          .forEach(item -> seen.add(item.asJsonObject().getString("activity_id")));
      cursor = page.isNull("next_cursor") ? null : "&cursor=" + page.getString("next_cursor");
    } while (cursor != null);
    assertThat(seen).isEqualTo(recorded);
  }

  @Test
  void pagesOfSessionsHoldEveryOneOnce() throws Exception {
    String agent = Target.fresh("member");
    List<String> started = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String session =
          post("start-collaboration", "{\"participants\":[\"" + agent + "\"]}")
              .getString("session_id");
      started.add(0, session);
      if (i % 2 == 0) {
        post("end-collaboration", "{\"session_id\":\"" + session + "\"}");
      }
    }
    assertThat(sessions("", agent)).isEqualTo(started);
    assertThat(sessions("&status=active", agent)).containsExactly(started.get(1), started.get(3));
    assertThat(sessions("&status=ended", agent))
        .containsExactly(started.get(0), started.get(2), started.get(4));
  }

  /** The sessions of an agent among all of them, read in pages of two. */
  private List<String> sessions(String filter, String agent) throws Exception {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonObject page = get("collaborations?limit=2" + filter + cursor);
      assertThat(page.getInt("total")).isEqualTo(page.getJsonArray("collaborations").size());
      page.getJsonArray("collaborations").stream()
          .map(JsonValue::asJsonObject)
          .filter(session -> session.getJsonArray("participants").toString().contains(agent))
          .forEach(session -> seen.add(session.getString("session_id")));
      cursor = page.isNull("next_cursor") ? null : "&cursor=" + page.getString("next_cursor");
    } while (cursor != null);
    return seen;
  }

  @Test
  void filtersNarrowTheFeed() throws Exception {
    String agent = Target.fresh("filtered");
    String department = Target.fresh("dept");
    String done = record(agent, department, "memory_write");
    String open = record(agent, department, "decision_made");
    post("complete-activity", "{\"activity_id\":\"" + done + "\",\"success\":true}");

    assertThat(ids("department=" + department)).containsExactly(open, done);
    assertThat(ids("department=" + department + "&activity_type=memory_write"))
        .containsExactly(done);
    assertThat(ids("agent_id=" + agent + "&status=active")).containsExactly(open);
    assertThat(ids("agent_id=" + agent + "&status=completed")).containsExactly(done);
    JsonObject newest = activities("agent_id=" + agent).get(0).asJsonObject();
    String time = newest.getJsonNumber("timestamp").bigDecimalValue().toPlainString();
    assertThat(ids("agent_id=" + agent + "&since=" + time)).contains(open);
    assertThat(ids("agent_id=" + agent + "&until=" + time)).doesNotContain(open);
    assertThat(ids("agent_id=" + agent + "&since=2999-01-01T00:00:00Z")).isEmpty();
    assertThat(ids("agent_id=" + agent + "&until=2999-01-01T00:00:00%2B01:00")).hasSize(2);
  }

  @Test
  void memoryUpdatesAreFoundByItemAndByAgent() throws Exception {
    String agent = Target.fresh("rememberer");
    String item = Target.fresh("item");
    for (String operation : List.of("write", "read", "delete")) {
      post(
          "record-memory-update",
          "{\"operation\":\""
              + operation
              + "\",\"item_id\":\""
              + item
              + "\",\"agent_id\":\""
              + agent
              + "\"}");
    }
    for (String filter : List.of("item_id=" + item, "agent_id=" + agent)) {
      JsonObject page = get("memory-updates?limit=2&" + filter);
      assertThat(page.getInt("total")).isEqualTo(2);
      assertThat(page.getJsonArray("memory_updates").getJsonObject(0).getString("operation"))
          .isEqualTo("delete");
      JsonObject rest =
          get("memory-updates?" + filter + "&cursor=" + page.getString("next_cursor"));
      assertThat(rest.getInt("total")).isEqualTo(1);
      assertThat(rest.isNull("next_cursor")).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "activity-feed?limit=0",
        "activity-feed?limit=501",
        "activity-feed?cursor=nonsense",
        "activity-feed?cursor=AAAAAAAAAAA",
        "activity-feed?since=yesterday",
        "activity-feed?status=done",
        "activity-feed?activity_type=sleep",
        "memory-updates?item_id=",
        "collaborations?status=open",
        "decision-requests?status=open",
        "decision-requests/req_1?wait=-1",
        "decision-requests/req_1?wait=51"
      })
  void whatCannotBeIsRefusedWithItsName(String path) throws Exception {
    JsonObject problem = target.admin().get(COLLABORATION + path).expect(422).json();
    String parameter = path.substring(path.indexOf('?') + 1, path.indexOf('='));
    assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo(parameter);
  }

  private String record(String agent, String department, String type) throws Exception {
    return post(
            "record-activity",
            "{\"agent_id\":\""
                + agent
                + "\",\"department\":\""
                + department
                + "\",\"activity_type\":\""
                + type
                + "\"}")
        .getString("activity_id");
  }

  private List<JsonValue> activities(String query) throws Exception {
    return get("activity-feed?" + query).getJsonArray("activities");
  }

  private List<String> ids(String query) throws Exception {
    return activities(query).stream()
        .map(item -> item.asJsonObject().getString("activity_id"))
        .toList();
  }

  private JsonObject get(String path) throws Exception {
    return target.admin().get(COLLABORATION + path).expect(200).json();
  }

  private JsonObject post(String path, String body) throws Exception {
    return target.admin().post(COLLABORATION + path, body).expect(200).json();
  }
}
