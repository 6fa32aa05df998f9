package dev.parley.blackbox.owned;

import static dev.parley.blackbox.client.Target.COLLABORATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What time does by itself: activities expire, and agents are forgotten. */
@Timeout(120)
final class DeadlinesIT {
  private static final String AGENT = "sleepy";

  @Test
  void anActivityExpiresAndAnAgentLeavesTheBoard(@TempDir Path data) throws Exception {
    Map<String, String> settings = new HashMap<>(Server.unlimited());
    settings.put("PARLEY_ACTIVITY_TIMEOUT", "1s");
    settings.put("PARLEY_AGENTS_FORGET_AFTER", "5s");
    try (Server server = Server.start(data, settings)) {
      Target target = server.target();
      try (Dashboard socket =
          Dashboard.open(target, target.adminKey(), "?client_id=d&status=delta")) {
        socket.await("collaboration_state");
        String activity = target.record(AGENT);

        JsonObject expired = socket.awaitAbout("activity_completed", activity);
        assertThat(expired.getBoolean("success")).isFalse();
        assertThat(expired.getString("status")).isEqualTo("expired");

        String body = "{\"activity_id\":\"" + activity + "\",\"success\":true}";
        target.admin().post(COLLABORATION + "complete-activity", body).expect(200);
        JsonObject completed = socket.awaitAbout("activity_completed", activity);
        assertThat(completed.getBoolean("success")).isTrue();
        assertThat(completed.getString("status")).isEqualTo("completed");

        JsonObject board = socket.await(DeadlinesIT::tellsThatItIsGone);
        assertThat(board.getBoolean("delta")).isTrue();
        assertThat(board.getInt("total_agents")).isZero();
        assertThat(agents(target)).isEmpty();

        target.record(AGENT);
        assertThat(agents(target)).containsKey(AGENT);
      }
    }
  }

  private static boolean tellsThatItIsGone(JsonObject frame) {
    return frame.containsKey("removed_agents")
        && frame.getJsonArray("removed_agents").getValuesAs(JsonString::getString).contains(AGENT);
  }

  private static JsonObject agents(Target target) throws Exception {
    return target
        .admin()
        .get(COLLABORATION + "agent-status")
        .expect(200)
        .json()
        .getJsonObject("agents");
  }
}
