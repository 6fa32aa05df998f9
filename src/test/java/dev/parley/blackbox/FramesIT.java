package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.RawSocket;
import dev.parley.blackbox.client.Target;
import dev.parley.door.Fixtures;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that mean nothing, and texts that are strange but good. */
@ExtendWith(TargetExtension.class)
final class FramesIT {
  private static final String QUERY = "?client_id=frames";

  private final Target target;

  FramesIT(Target target) {
    this.target = target;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing                                        | malformed",
        "{                                              | malformed",
        "''                                             | malformed",
        "[]                                             | malformed",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ | malformed",
        "{}                                             | invalid",
        "{\"type\":null}                                | invalid",
        "{\"type\":1}                                   | invalid",
        "{\"type\":\"fly\"}                             | invalid",
        "{\"type\":\"PING\"}                            | invalid",
        "{\"type\":\"ping\",\"type\":\"ping\"}          | invalid",
        "{\"type\":\"ping\",\"x\":\"\\u0000\"}          | invalid",
        "{\"type\":\"ping\",\"x\":\"\\ud800\"}          | invalid",
        "{\"type\":\"subscribe\"}                       | invalid",
        "{\"type\":\"subscribe\",\"activity_types\":[]} | invalid",
        "{\"type\":\"subscribe\",\"activity_types\":{}} | invalid",
        "{\"type\":\"subscribe\",\"activity_types\":[\"memory_write\",\"fly\"]} | invalid",
        "{\"type\":\"auth\"}                            | invalid",
        "{\"type\":\"auth\",\"token\":\"eve\"}          | unauthenticated"
      })
  void aFrameThatMeansNothingIsAnsweredAndTheConnectionStays(String frame, String code)
      throws Exception {
    try (Dashboard dashboard = Dashboard.open(target, target.adminKey(), QUERY)) {
      dashboard.await("collaboration_state");
      dashboard.send(frame);
      checkError(dashboard, code);
      dashboard.send("{\"type\":\"ping\"}");
      dashboard.await("pong");
    }
  }

  @Test
  void whatItKnowsIsAnsweredWhateverStandsBesideIt() throws Exception {
    try (Dashboard dashboard = Dashboard.open(target, target.adminKey(), QUERY)) {
      dashboard.await("collaboration_state");
      dashboard.send(Fixtures.text("collaboration/client_ping"));
      assertThat(dashboard.await("pong").getString("timestamp"))
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
      dashboard.send("{\"type\":\"get_state\"}");
      dashboard.await("collaboration_state");
      dashboard.send("{\"type\":\"ping\",\"unknown\":{}}");
      dashboard.await("pong");
    }
  }

  /** It may be there before the endpoint is told that it is open. */
  @RepeatedTest(20)
  void whatIsSaidAtOnceIsHeard() throws Exception {
    String ping = "{\"type\":\"ping\"}";
    try (RawSocket socket = new RawSocket(target, target.adminKey(), QUERY)) {
      socket.head(RawSocket.LAST | RawSocket.TEXT, ping.length());
      socket.payload(ping);
      assertThat(socket.await("\"pong\"")).contains("timestamp");
    }
  }

  @Test
  void aFrameThatIsNestedTooDeeplyOrBinary() throws Exception {
    try (Dashboard dashboard = Dashboard.open(target, target.adminKey(), QUERY)) {
      dashboard.await("collaboration_state");
      dashboard.send("{\"type\":\"ping\",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
      checkError(dashboard, "invalid");
      dashboard.send(new byte[] {1, 2, 3});
      checkError(dashboard, "malformed");
      dashboard.send("{\"type\":\"ping\"}");
      dashboard.await("pong");
    }
  }

  @Test
  void aFrameThatIsTooLargeEndsTheConnection() throws Exception {
    try (Dashboard dashboard = Dashboard.open(target, target.adminKey(), QUERY)) {
      dashboard.await("collaboration_state");
      dashboard.send("{\"type\":\"ping\",\"x\":\"" + "x".repeat(65_000) + "\"}");
      dashboard.await("pong");
      dashboard.send("{\"type\":\"ping\",\"x\":\"" + "x".repeat(70_000) + "\"}");
      assertThat(dashboard.closeCode()).isEqualTo(1009);
    }
  }

  /** Nobody's memory holds what is going to be refused. */
  @ParameterizedTest
  @ValueSource(ints = {RawSocket.TEXT, RawSocket.BINARY})
  void aMessageOfManyFramesThatIsTooLargeIsRefusedBeforeItsEnd(int kind) throws Exception {
    try (RawSocket socket = new RawSocket(target, target.adminKey(), QUERY)) {
      for (int i = 0; i < 3; i++) {
        socket.head(i == 0 ? kind : RawSocket.CONTINUATION, 30_000);
        socket.payload("x".repeat(30_000));
      }
      assertThat(socket.closeCode()).isEqualTo(1009);
    }
  }

  /**
   * Some servers gather a part of a frame before they count it; whose end that is they tell as
   * 1011.
   */
  @ParameterizedTest
  @ValueSource(ints = {RawSocket.TEXT, RawSocket.BINARY})
  void aFrameThatIsTooLargeIsRefusedBeforeItsEnd(int kind) throws Exception {
    try (RawSocket socket = new RawSocket(target, target.adminKey(), QUERY)) {
      socket.head(RawSocket.LAST | kind, Integer.MAX_VALUE);
      String part = "x".repeat(30_000);
      for (int i = 0; i < 50 && socket.isOpen(); i++) {
        socket.payload(part);
      }
      assertThat(socket.closeCode()).isIn(1009, 1011, Dashboard.NO_CLOSE_FRAME);
    }
  }

  private static void checkError(Dashboard dashboard, String code) throws Exception {
    JsonObject error = dashboard.await("error");
    assertThat(error.getString("timestamp")).isNotBlank();
    assertThat(error.getJsonObject("error").getString("code")).as(error.toString()).isEqualTo(code);
    assertThat(error.getJsonObject("error").getString("message")).isNotBlank();
  }

  /** What is told is what was said, whatever it is written in. */
  @Test
  void strangeButGoodTextsComeThroughUnchanged() throws Exception {
    String agent =
        Target.fresh("\u0430\u0433\u0435\u043d\u0442 \u5e73 \ud83d\ude80 e\u0301 %3A:/\\\"'<&");
    JsonObject metadata =
        Json.createObjectBuilder()
            .add("na\u0301me \ud83d\udc4d\ud83c\udffd", "\u202e\u0007\n\t\u2028\ufeff")
            .add("empty", "")
            .add("", 1)
            .add("big", Json.createValue(new BigDecimal("12345678901234567890.125")))
            .build();
    JsonObject body =
        Json.createObjectBuilder()
            .add("agent_id", agent)
            .add("department", "\u7814\u7a76")
            .add("activity_type", "memory_write")
            .add("metadata", metadata)
            .add("related_agents", Json.createArrayBuilder().add("\u0639\u0645\u064a\u0644"))
            .build();
    try (Dashboard dashboard = Dashboard.open(target, target.adminKey(), QUERY)) {
      dashboard.await("collaboration_state");
      String id =
          target
              .admin()
              .post(Endpoint.RECORD_ACTIVITY.path(), body)
              .expect(200)
              .json()
              .getString("activity_id");
      assertThat(id).startsWith("act_").endsWith("_" + agent);
      JsonObject heard =
          dashboard
              .await(
                  frame ->
                      frame.containsKey("activity")
                          && id.equals(frame.getJsonObject("activity").getString("activity_id")))
              .getJsonObject("activity");
      check(heard, agent, metadata);
      String query = URLEncoder.encode(agent, StandardCharsets.UTF_8);
      JsonObject listed =
          target
              .admin()
              .get(Endpoint.ACTIVITY_FEED.path() + "?agent_id=" + query)
              .expect(200)
              .json()
              .getJsonArray("activities")
              .getJsonObject(0);
      check(listed, agent, metadata);
      target
          .admin()
          .send(
              "POST",
              Endpoint.COMPLETE_ACTIVITY.path(),
              Map.of(),
              Json.createObjectBuilder()
                  .add("activity_id", id)
                  .add("success", true)
                  .build()
                  .toString()
                  .getBytes(StandardCharsets.UTF_8))
          .expect(200);
    }
  }

  private static void check(JsonObject activity, String agent, JsonObject metadata) {
    assertThat(activity.getString("agent_id")).isEqualTo(agent);
    assertThat(activity.getString("department")).isEqualTo("\u7814\u7a76");
    assertThat(activity.getJsonObject("metadata")).isEqualTo(metadata);
    assertThat(activity.getJsonArray("related_agents").getString(0))
        .isEqualTo("\u0639\u0645\u064a\u0644");
  }
}
