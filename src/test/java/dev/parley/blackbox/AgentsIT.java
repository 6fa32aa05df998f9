package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents tell what they are up to, and it is so behind every door. */
@ExtendWith(TargetExtension.class)
final class AgentsIT {
  private static final String AGENTS = "/api/v1/agents/";

  private final Target target;

  AgentsIT(Target target) {
    this.target = target;
  }

  private static Api.Answer put(Api api, String path, String body) throws Exception {
    return api.send("PUT", path, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private void status(String agent, String body) throws Exception {
    put(target.admin(), AGENTS + agent + "/status", body).expect(200);
  }

  private JsonObject show(String agent) throws Exception {
    return target.admin().get(AGENTS + agent).expect(200).json();
  }

  private String onTheBoard(String agent) throws Exception {
    return target
        .admin()
        .get(Target.COLLABORATION + "agent-status")
        .expect(200)
        .json()
        .getJsonObject("agents")
        .getJsonObject(agent)
        .getString("status");
  }

  @Test
  void whatAnAgentTellsIsShownEverywhere() throws Exception {
    String agent = Target.fresh("teller");
    target.admin().get(AGENTS + agent).expect(404);

    status(agent, "{\"state\":\"working\",\"currentTask\":\"Processing\",\"progress\":45}");

    JsonObject shown = show(agent);
    assertThat(shown.getString("state")).isEqualTo("working");
    assertThat(shown.getString("currentTask")).isEqualTo("Processing");
    assertThat(shown.getInt("progress")).isEqualTo(45);
    assertThat(shown.getBoolean("active")).isTrue();
    assertThat(onTheBoard(agent)).isEqualTo("active");

    status(agent, "{\"state\":\"working\",\"currentTask\":\"Processing\",\"progress\":90}");
    assertThat(show(agent).getInt("progress")).isEqualTo(90);

    status(agent, "{\"state\":\"stopped\"}");
    assertThat(show(agent).getString("state")).isEqualTo("stopped");
    assertThat(onTheBoard(agent)).isEqualTo("idle");
  }

  @Test
  void anActivityMakesAStoppedAgentWork() throws Exception {
    String agent = Target.fresh("stopped");
    status(agent, "{\"state\":\"stopped\"}");
    String activity = target.record(agent);

    assertThat(show(agent).getString("state")).isEqualTo("working");
    assertThat(show(agent).getString("currentTask")).isEqualTo("task_assigned");
    assertThat(show(agent).getString("currentActivity")).isEqualTo(activity);

    target
        .admin()
        .post(
            Target.COLLABORATION + "complete-activity",
            "{\"activity_id\":\"" + activity + "\",\"success\":true}")
        .expect(200);
    assertThat(show(agent).getString("state")).isEqualTo("stopped");
    assertThat(onTheBoard(agent)).isEqualTo("idle");
  }

  @Test
  void dashboardsSeeWhoWorks() throws Exception {
    String agent = Target.fresh("seen");
    try (Dashboard dashboard = Dashboard.open(target, target.adminKey(), "?client_id=d")) {
      dashboard.await("collaboration_state");
      status(agent, "{\"state\":\"working\"}");
      JsonObject agents = null;
      while (agents == null || !agents.containsKey(agent)) {
        agents = dashboard.await("agent_status_update").getJsonObject("agents");
      }
      assertThat(agents.getJsonObject(agent).getString("status")).isEqualTo("active");
    }
  }

  @Test
  void theDirectoryDescribes() throws Exception {
    String agent = Target.fresh("described");
    put(
            target.admin(),
            AGENTS + agent,
            "{\"name\":\"Dee\",\"department\":\"lab\",\"description\":\"Reads\\nmuch\"}")
        .expect(200);

    JsonObject shown = show(agent);
    assertThat(shown.getString("name")).isEqualTo("Dee");
    assertThat(shown.getString("department")).isEqualTo("lab");
    assertThat(shown.getString("description")).isEqualTo("Reads\nmuch");
    assertThat(shown.getString("state")).isEqualTo("idle");
    assertThat(onTheBoard(agent)).isEqualTo("idle");
    assertThat(target.admin().get("/api/v1/agents").expect(200).json().getInt("total"))
        .isPositive();
  }

  @Test
  void aKeyOfAnAgentTellsOfThatAgentAlone() throws Exception {
    String agent = Target.fresh("own");
    Api own = target.as(target.key("agent", agent, "agent").secret());
    String body = "{\"state\":\"idle\"}";

    put(own, AGENTS + agent + "/status", body).expect(200);
    put(own, AGENTS + Target.fresh("other") + "/status", body).expect(403);
    put(own, AGENTS + Target.fresh("other"), "{}").expect(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"state\":\"busy\"}",
        "{\"state\":\"idle\",\"progress\":101}",
        "{\"state\":\"idle\",\"progress\":-1}",
        "{\"state\":\"idle\",\"progress\":1.5}",
        "{\"state\":\"idle\",\"currentTask\":\"\"}"
      })
  void whatIsNoStatusIsRefused(String body) throws Exception {
    String agent = Target.fresh("refused");
    Problems.check(
        put(target.admin(), AGENTS + agent + "/status", body),
        422,
        "invalid",
        AGENTS + agent + "/status");
    target.admin().get(AGENTS + agent).expect(404);
  }

  @Test
  void anIdThatIsNoneIsRefused() throws Exception {
    for (String id : java.util.List.of("%20", "x".repeat(129), "a%0Ab")) {
      Api.Answer answer = put(target.admin(), AGENTS + id + "/status", "{\"state\":\"idle\"}");
      // Some servers refuse what stands in such a path before the hub does.
      assertThat(answer.status()).as(answer.body()).isBetween(400, 422);
    }
  }
}
