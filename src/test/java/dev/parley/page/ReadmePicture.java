package dev.parley.page;

import dev.parley.launcher.HubProcess;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the picture of the page for the README. Not among the tests by its name; {@code
 * src/test/scripts/make-picture.sh} runs it.
 */
class ReadmePicture {
  private static final String KEY = "the-key-of-the-picture";

  /** How long the scene takes, so that the times in it differ. */
  private static final Duration STEP = Duration.ofSeconds(4);

  @TempDir Path directory;

  private final Deque<Step> scene = new ArrayDeque<>();
  private Api agents;

  private interface Step {
    void play() throws Exception;
  }

  @Test
  @Timeout(300)
  void make() throws Exception {
    try (HubProcess hub =
            HubProcess.start(
                HubProcess.command(),
                Map.of("PARLEY_BOOTSTRAP_ADMIN_KEY", KEY),
                "--data",
                directory.resolve("data").toString(),
                "--port",
                "0");
        Api api = new Api(hub.address(), KEY);
        Browser browser = Browser.start(Files.createDirectory(directory.resolve("browser")))) {
      agents = api;
      browser.size(1200, 800);
      browser.open(hub.address() + "/");
      browser.click("#sign-in");
      browser.type("#credential", KEY);
      browser.click("#submit");
      browser.await("!document.getElementById('sign-in-dialog').open");
      write();
      for (Step step : scene) {
        step.play();
        Thread.sleep(STEP);
      }
      browser.await("document.activeElement.blur() === undefined");
      Path picture = Path.of("docs", "images", "dashboard.png");
      Files.createDirectories(picture.getParent());
      Files.write(picture, browser.picture());
    }
  }

  private void write() {
    scene.add(() -> agents.complete(says("archivist", "knowledge", "agent_started"), true));
    scene.add(
        () ->
            agents.complete(
                says("archivist", "knowledge", "memory_read", "item_id", "brief-2026-11"), true));
    scene.add(
        () -> {
          agents.complete(
              says("planner", "strategy", "task_assigned", "task", "Market entry study"), true);
          agents.startSession("council", "planner", "researcher", "critic");
        });
    scene.add(
        () ->
            agents.complete(
                says("translator", "editorial", "memory_write", "item_id", "summary-de"), false));
    scene.add(() -> says("researcher", "research", "council_debate", "topic", "pricing"));
    scene.add(
        () -> {
          agents.remember("researcher", "pricing-notes");
          agents.startSession("review", "builder", "tester");
        });
    scene.add(() -> says("tester", "engineering", "agent_started", "suite", "smoke"));
    scene.add(() -> says("builder", "engineering", "memory_write", "item_id", "prototype-7"));
    scene.add(
        () ->
            agents.complete(
                says("critic", "quality", "decision_made", "choice", "tiered pricing"), true));
    scene.add(() -> says("critic", "quality", "message_sent", "to", "planner"));
    scene.add(() -> {});
  }

  private String says(String agent, String department, String type, String... metadata)
      throws Exception {
    JsonObjectBuilder members = Json.createObjectBuilder();
    for (int i = 0; i < metadata.length; i += 2) {
      members.add(metadata[i], metadata[i + 1]);
    }
    JsonObject made = members.build();
    return agents.record(Api.activity(agent, department, type).add("metadata", made));
  }
}
