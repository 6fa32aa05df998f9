package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Participant;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who makes something tells how it stands, and who watches it hears that. */
@ExtendWith(TargetExtension.class)
final class ContentIT {
  private final Target target;
  private final String content = Target.fresh("content");

  ContentIT(Target target) {
    this.target = target;
  }

  private String token(String name) {
    return target.token(Target.fresh(name), "member").sign();
  }

  private static Api.Answer put(Api api, String content, String body) throws Exception {
    return api.send(
        "PUT",
        "/api/v1/content/" + content + "/status",
        Map.of(),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> it() {
    return Map.of("contentId", content);
  }

  @Test
  void whoWatchesHearsHowItStands() throws Exception {
    try (Participant maker = Participant.open(target, token("maker"));
        Participant watcher = Participant.open(target, token("watcher"))) {
      JsonObject before = watcher.does("watchContent", it());
      assertThat(before.isNull("status")).isTrue();
      assertThat(before.getInt("offset")).isZero();

      maker.does(
          "updateContentStatus",
          Map.of(
              "contentId",
              content,
              "contentType",
              "blog-post",
              "status",
              "generating",
              "progress",
              10.5,
              "metadata",
              Map.of("stage", "Analyzing topic")));
      JsonObject begun = watcher.hears("contentStatus");
      assertThat(begun.getString("contentId")).isEqualTo(content);
      assertThat(begun.getString("status")).isEqualTo("generating");
      assertThat(begun.getInt("progress")).isEqualTo(10);
      assertThat(begun.getJsonObject("metadata").getString("stage")).isEqualTo("Analyzing topic");
      assertThat(begun.getInt("offset")).isEqualTo(1);

      maker.does(
          "updateContentStatus",
          Map.of("contentId", content, "status", "generating", "progress", 50));
      JsonObject further = watcher.hears("contentStatus");
      assertThat(further.getInt("progress")).isEqualTo(50);
      assertThat(further).doesNotContainKey("offset");

      try (Participant late = Participant.open(target, token("late"))) {
        JsonObject shown = late.does("watchContent", it());
        assertThat(shown.getInt("progress")).isEqualTo(50);
        assertThat(shown.getString("contentType")).isEqualTo("blog-post");
        assertThat(shown.getInt("offset")).isEqualTo(1);
      }

      watcher.does("unwatchContent", it());
      maker.does("updateContentStatus", Map.of("contentId", content, "status", "completed"));
      watcher.does("watchContent", it());
      maker.does("updateContentStatus", Map.of("contentId", content, "status", "queued"));
      assertThat(watcher.hears("contentStatus").getString("status")).isEqualTo("queued");
    }
    JsonObject history =
        target
            .as(token("reader"))
            .get("/api/v1/content/" + content + "/history")
            .expect(200)
            .json();
    assertThat(history.getJsonArray("changes").getValuesAs(JsonObject.class))
        .extracting(change -> change.getString("status"))
        .containsExactly("queued", "completed", "generating");
  }

  @Test
  void whoeverToldLastIsAskedOnceMore() throws Exception {
    Api reader = target.as(token("reader"));
    try (Participant maker = Participant.open(target, token("maker"));
        Participant watcher = Participant.open(target, token("watcher"))) {
      assertThat(watcher.refusal("retryContent", it())).isEqualTo("not_found");
      watcher.does("watchContent", it());
      maker.does(
          "updateContentStatus",
          Map.of(
              "contentId",
              content,
              "status",
              "failed",
              "progress",
              45,
              "metadata",
              Map.of("error", "Out of ink.")));
      assertThat(watcher.hears("contentStatus").getString("status")).isEqualTo("failed");
      JsonObject failed = watcher.hears("contentError");
      assertThat(failed.getString("error")).isEqualTo("Out of ink.");
      assertThat(failed.getBoolean("retryable")).isTrue();

      reader.post("/api/v1/content/" + content + "/retry", "").expect(200);
      watcher.does("retryContent", it());
      JsonObject asked = maker.hears("contentRetryRequested");
      assertThat(asked.getString("contentId")).isEqualTo(content);
      maker.does("updateContentStatus", Map.of("contentId", content, "status", "queued"));
      assertThat(watcher.refusal("retryContent", it())).isEqualTo("conflict");
      maker.does(
          "updateContentStatus",
          Map.of("contentId", content, "status", "failed", "retryable", false));
      assertThat(watcher.refusal("retryContent", it())).isEqualTo("conflict");
    }
    JsonObject shown = reader.get("/api/v1/content/" + content + "/status").expect(200).json();
    assertThat(shown.getBoolean("retryable")).isFalse();
    reader.post("/api/v1/content/" + content + "/retry", "").expect(409);
    reader.get("/api/v1/content/" + Target.fresh("none") + "/status").expect(404);
    put(reader, content, "{\"status\":\"stuck\"}").expect(422);
    put(reader, content, "{\"status\":\"queued\",\"progress\":101}").expect(422);
    put(reader, content, "{\"status\":\"queued\",\"progress\":33.3}").expect(200);
  }

  /** A content that has a room is its members'. */
  @Test
  void strangersNeitherSeeNorTouchWhatHasARoom() throws Exception {
    Api stranger = target.as(token("stranger"));
    try (Participant owner = Participant.open(target, token("owner"));
        Participant other = Participant.open(target, token("other"))) {
      other.does("watchContent", it());
      owner.does("joinRoom", Map.of("roomId", content, "roomType", "content"));
      owner.does("updateContentStatus", Map.of("contentId", content, "status", "queued"));

      String path = "/api/v1/content/" + content;
      stranger.get(path + "/status").expect(404);
      stranger.get(path + "/history").expect(404);
      stranger.post(path + "/retry", "").expect(404);
      put(stranger, content, "{\"status\":\"completed\"}").expect(404);
      assertThat(other.refusal("watchContent", it())).isEqualTo("not_found");
      assertThat(other.refusal("retryContent", it())).isEqualTo("not_found");
      assertThat(
              other.refusal(
                  "updateContentStatus", Map.of("contentId", content, "status", "completed")))
          .isEqualTo("not_found");

      // Had it been heard before the room was there, it is no longer.
      String open = Target.fresh("open");
      other.does("watchContent", Map.of("contentId", open));
      owner.does("updateContentStatus", Map.of("contentId", content, "status", "generating"));
      owner.does("updateContentStatus", Map.of("contentId", open, "status", "queued"));
      assertThat(other.hears("contentStatus").getString("contentId")).isEqualTo(open);
    }
  }
}
