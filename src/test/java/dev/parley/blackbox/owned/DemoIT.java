package dev.parley.blackbox.owned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Await;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.Target;
import dev.parley.launcher.HubProcess;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve --demo}: what a first visitor sees. */
@Timeout(180)
final class DemoIT {
  private static final String KEY = "an-administrator-of-the-demo";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void somethingMovesAndAllOfItEndsWithTheHub() throws Exception {
    try (HubProcess hub = start("--demo")) {
      Target target = target(hub);
      Await.until("greeted", PATIENCE, () -> hub.output().contains("demo's agents are at work"));
      try (Dashboard visitor = Dashboard.open(target, List.of(), "?client_id=visitor&since=0")) {
        visitor.await("collaboration_started");
        String question =
            visitor.await("decision_requested").getJsonObject("request").getString("request_id");
        visitor.await("agent_activity");
        visitor.await("activity_completed");

        JsonObject request =
            target
                .admin()
                .get(Target.COLLABORATION + "decision-requests/" + question)
                .expect(200)
                .json();
        String option = request.getJsonArray("options").getJsonObject(0).getString("id");
        target
            .admin()
            .post(
                Target.COLLABORATION + "decision-requests/" + question + "/answer",
                "{\"option_id\":\"" + option + "\"}")
            .expect(200);
        visitor.awaitAbout("agent_activity", "\"answer\":\"" + option);
      }
      hub.signal("TERM");
      assertThat(hub.exitCode()).isZero();
    }
    try (HubProcess hub = start()) {
      Target target = target(hub);
      assertThat(hub.output()).doesNotContain("demo");
      assertThat(
              target
                  .admin()
                  .get(Target.COLLABORATION + "active-collaborations")
                  .expect(200)
                  .json()
                  .getInt("total"))
          .isZero();
      assertThat(
              target
                  .admin()
                  .get(Target.COLLABORATION + "activity-feed?status=active")
                  .expect(200)
                  .json()
                  .getInt("total"))
          .isZero();
    }
  }

  private HubProcess start(String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("--port", "0", "--data", directory.resolve("data").toString()));
    return HubProcess.start(
        HubProcess.command(),
        Map.of("PARLEY_BOOTSTRAP_ADMIN_KEY", KEY),
        arguments.toArray(String[]::new));
  }

  private static Target target(HubProcess hub) throws Exception {
    Target standard = Target.at(URI.create(hub.address()));
    return new Target(standard.address(), KEY, standard.issuer(), standard.issuerName());
  }
}
