package dev.parley.blackbox;

import static dev.parley.blackbox.client.Target.COLLABORATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Agents ask, people decide, once; agents hear of it. */
@ExtendWith(TargetExtension.class)
final class DecisionsIT {
  private static final String REQUESTS = COLLABORATION + "decision-requests";

  private final Target target;

  DecisionsIT(Target target) {
    this.target = target;
  }

  @Test
  void anAgentAsksAPersonAnswersEverybodyHears() throws Exception {
    String agent = Target.fresh("asker");
    Api person = target.as(target.token(Target.fresh("alice"), "member").sign());
    try (Dashboard socket = Dashboard.open(target, target.adminKey(), "?client_id=d")) {
      socket.await("collaboration_state");
      String id = ask(agent, "60");

      JsonObject asked = socket.awaitAbout("decision_requested", id).getJsonObject("request");
      assertThat(asked.getString("status")).isEqualTo("pending");
      assertThat(asked.isNull("option_id")).isTrue();
      assertThat(show(id, "")).isEqualTo(asked);

      person
          .post(REQUESTS + "/" + id + "/answer", "{\"option_id\":\"no\",\"comment\":\"Not yet\"}")
          .expect(200);

      JsonObject frame = socket.awaitAbout("decision_resolved", id);
      assertThat(frame.getJsonNumber("offset").longValueExact()).isPositive();
      JsonObject resolved = frame.getJsonObject("request");
      assertThat(resolved.getString("status")).isEqualTo("answered");
      assertThat(resolved.getString("option_id")).isEqualTo("no");
      assertThat(resolved.getString("comment")).isEqualTo("Not yet");
      assertThat(resolved.getString("answered_by")).startsWith("alice");
      assertThat(show(id, "?wait=30")).isEqualTo(resolved);
    }
  }

  @Test
  void whoWaitsIsAnsweredWhenThePersonAnswers() throws Exception {
    String id = ask(Target.fresh("asker"), "60");
    try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<JsonObject> answer = waiting.submit(() -> show(id, "?wait=50"));
      person().post(REQUESTS + "/" + id + "/answer", "{\"option_id\":\"yes\"}").expect(200);
      assertThat(answer.get().getString("option_id")).isEqualTo("yes");
    }
  }

  @Test
  void whoWaitsInVainIsToldThatItIsPending() throws Exception {
    String id = ask(Target.fresh("asker"), "60");
    assertThat(show(id, "?wait=1").getString("status")).isEqualTo("pending");
  }

  @Test
  void whatNobodyAnswersInTimeTimesOut() throws Exception {
    String id = ask(Target.fresh("asker"), "1");

    assertThat(show(id, "?wait=20").getString("status")).isEqualTo("timed_out");
    person().post(REQUESTS + "/" + id + "/answer", "{\"option_id\":\"yes\"}").expect(409);
  }

  @Test
  void ofAHundredAnswersOneCounts() throws Exception {
    String id = ask(Target.fresh("asker"), "60");
    Api person = person();
    List<Callable<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String option = i % 2 == 0 ? "yes" : "no";
      answers.add(
          () ->
              person
                  .post(REQUESTS + "/" + id + "/answer", "{\"option_id\":\"" + option + "\"}")
                  .status());
    }
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService crowd = Executors.newFixedThreadPool(20)) {
      for (Future<Integer> status : crowd.invokeAll(answers)) {
        statuses.add(status.get());
      }
    }
    assertThat(statuses).containsOnlyOnce(200);
    assertThat(statuses.stream().filter(status -> status == 409)).hasSize(99);
  }

  @Test
  void onlyPeopleWhoAreAskedAnswer() throws Exception {
    String agent = Target.fresh("asker");
    String alice = Target.fresh("alice");
    String id =
        target
            .admin()
            .post(
                REQUESTS,
                "{\"agent_id\":\""
                    + agent
                    + "\",\"question\":\"?\",\"options\":[{\"id\":\"a\",\"label\":\"A\"},"
                    + "{\"id\":\"b\",\"label\":\"B\"}],\"assignees\":[\""
                    + alice
                    + "\"]}")
            .expect(200)
            .json()
            .getString("request_id");
    String body = "{\"option_id\":\"a\"}";
    String path = REQUESTS + "/" + id + "/answer";

    target.nobody().post(path, body).expect(401);
    target.as(target.token("watcher", "observer").sign()).post(path, body).expect(403);
    target.as(target.key("agent", agent, "agent").secret()).post(path, body).expect(403);
    person().post(path, body).expect(403);
    target.as(target.token(alice, "member").sign()).post(path, body).expect(200);
  }

  @Test
  void listsWhatIsPending() throws Exception {
    String first = ask(Target.fresh("asker"), "60");
    String second = ask(Target.fresh("asker"), "60");
    person().post(REQUESTS + "/" + first + "/answer", "{\"option_id\":\"yes\"}").expect(200);

    JsonObject pending =
        target.admin().get(REQUESTS + "?status=pending&limit=500").expect(200).json();
    assertThat(ids(pending)).contains(second).doesNotContain(first);
    JsonObject page = target.admin().get(REQUESTS + "?limit=1").expect(200).json();
    String cursor = page.getString("next_cursor");
    JsonObject next = target.admin().get(REQUESTS + "?limit=1&cursor=" + cursor).expect(200).json();
    assertThat(ids(next)).doesNotContainAnyElementsOf(ids(page));
  }

  @Test
  void aSessionKeepsWhatWasDecidedInIt() throws Exception {
    String agent = Target.fresh("decider");
    String session =
        post("start-collaboration", "{\"participants\":[\"" + agent + "\"]}")
            .getString("session_id");
    String activity = target.record(agent);
    String body =
        "{\"session_id\":\""
            + session
            + "\",\"agent_id\":\""
            + agent
            + "\",\"decision\":\"Use it\",\"rationale\":\"Fast\",\"options\":[\"a\"],"
            + "\"confidence\":0.5}";
    String decision;
    JsonObject told;
    try (Dashboard socket = Dashboard.open(target, target.adminKey(), "?client_id=d")) {
      socket.await("collaboration_state");
      decision = post("record-decision", body).getString("decision_id");
      JsonObject frame = socket.awaitAbout("decision_recorded", decision);
      assertThat(frame.getJsonNumber("offset").longValueExact()).isPositive();
      told = frame.getJsonObject("decision");
    }

    JsonObject active = get("collaborations/" + session);
    assertThat(active.getString("status")).isEqualTo("active");
    assertThat(active.getInt("decision_count")).isEqualTo(1);
    assertThat(active.getJsonArray("activities").getJsonObject(0).getString("activity_id"))
        .isEqualTo(activity);
    JsonObject recorded = active.getJsonArray("decisions").getJsonObject(0);
    assertThat(recorded).isEqualTo(told);
    assertThat(recorded.getString("decision_id")).isEqualTo(decision);
    assertThat(recorded.getJsonNumber("confidence").doubleValue()).isEqualTo(0.5);

    assertThat(active.getJsonArray("decision_requests")).isEmpty();
    String request = ask(agent, "60,\"session_id\":\"" + session + "\"");
    ask(agent, "60");
    assertThat(ids(get("collaborations/" + session))).containsExactly(request);

    post("end-collaboration", "{\"session_id\":\"" + session + "\"}");
    target.record(agent);
    person().post(REQUESTS + "/" + request + "/answer", "{\"option_id\":\"yes\"}").expect(200);
    JsonObject ended = get("collaborations/" + session);
    assertThat(ended.getJsonArray("decision_requests").getJsonObject(0).getString("status"))
        .isEqualTo("answered");
    assertThat(ended.getString("status")).isEqualTo("ended");
    assertThat(ended.isNull("ended_at")).isFalse();
    assertThat(ended.getInt("decision_count")).isEqualTo(1);
    assertThat(get("collaborations?status=ended&limit=500").toString()).contains(session);
    assertThat(get("collaborations?status=active&limit=500").toString()).doesNotContain(session);
    target.admin().get(COLLABORATION + "collaborations/collab_1").expect(404);
  }

  private String ask(String agent, String seconds) throws Exception {
    return target
        .admin()
        .post(
            REQUESTS,
            "{\"agent_id\":\""
                + agent
                + "\",\"question\":\"Ship it?\\nTests are green.\",\"options\":["
                + "{\"id\":\"yes\",\"label\":\"Ship\"},{\"id\":\"no\",\"label\":\"Wait\"}],"
                + "\"timeout_seconds\":"
                + seconds
                + "}")
        .expect(200)
        .json()
        .getString("request_id");
  }

  private Api person() {
    return target.as(target.token(Target.fresh("bob"), "member").sign());
  }

  private JsonObject show(String id, String query) throws Exception {
    return target.admin().get(REQUESTS + "/" + id + query).expect(200).json();
  }

  private JsonObject get(String path) throws Exception {
    return target.admin().get(COLLABORATION + path).expect(200).json();
  }

  private JsonObject post(String path, String body) throws Exception {
    return target.admin().post(COLLABORATION + path, body).expect(200).json();
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("decision_requests").stream()
        .map(item -> item.asJsonObject().getString("request_id"))
        .toList();
  }
}
