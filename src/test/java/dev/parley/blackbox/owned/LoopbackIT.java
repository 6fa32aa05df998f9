package dev.parley.blackbox.owned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.EventStream;
import dev.parley.blackbox.client.Handshake;
import dev.parley.blackbox.client.RawSocket;
import dev.parley.blackbox.client.Target;
import dev.parley.launcher.HubProcess;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded server does when nobody has configured it: this machine may watch. */
final class LoopbackIT {
  private static final String EVENTS = "/api/v1/events?topics=collaboration";
  private static final Map<String, String> FROM_ELSEWHERE =
      Map.of("X-Forwarded-For", "203.0.113.7");

  @TempDir private static Path data;

  private static HubProcess hub;
  private static Target target;

  @BeforeAll
  static void start() throws Exception {
    hub =
        HubProcess.start(HubProcess.command(), Map.of(), "--port", "0", "--data", data.toString());
    target = Target.at(URI.create(hub.address()));
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void letsObserversIn() throws Exception {
    try (Dashboard dashboard =
        Dashboard.open(target, List.of(), "?client_id=a&client_type=probe")) {
      JsonObject first = dashboard.next();
      assertThat(first.getString("type")).isEqualTo("connection_established");
      assertThat(first.getString("client_type")).isEqualTo("probe");
      assertThat(dashboard.next().getString("type")).isEqualTo("collaboration_state");
    }
    try (EventStream stream = EventStream.open(target.nobody(), EVENTS, Map.of())) {
      stream.next("collaboration_state");
    }
  }

  /**
   * Frames are of bytes: a character may be in several of them. (Open Liberty loses such a text.)
   */
  @Test
  void aTextMayBeCutAnywhere() throws Exception {
    String name = "\u00e9\u20ac\ud83d\ude80";
    String twice = "{\"type\":\"ping\",\"%s\":1,\"%s\":1}".formatted(name, name);
    byte[] text = twice.getBytes(StandardCharsets.UTF_8);
    String key = Files.readString(data.resolve("admin.key")).strip();
    try (RawSocket socket = new RawSocket(target, key, "?client_id=cut")) {
      for (int i = 0; i < text.length; i++) {
        socket.head(
            (i == text.length - 1 ? RawSocket.LAST : 0)
                | (i == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION),
            1);
        socket.payload(new byte[] {text[i]});
      }
      assertThat(socket.await("\"error\"")).contains("\"/" + name + "\"");
    }
  }

  /** Not over REST, not with a bad credential, and not from elsewhere. */
  @Test
  void letsNobodyElseIn() throws Exception {
    target.nobody().get("/api/v1/me").expect(401);
    target.nobody().get(Target.COLLABORATION + "agent-status").expect(401);
    target.as("nonsense").get(EVENTS).expect(401);
    target.nobody().get(EVENTS, FROM_ELSEWHERE).expect(401);
    for (List<String> fields :
        List.of(
            List.of("X-Forwarded-For: 203.0.113.7"),
            List.of("Forwarded: for=203.0.113.7"),
            List.of("Authorization: Bearer nonsense"))) {
      assertThat(Handshake.of(target, "?client_id=a", 0, fields).status())
          .as(fields.toString())
          .isEqualTo(401);
    }
    assertThat(
            Handshake.of(target, "?client_id=a", 0, List.of("Origin: https://evil.test")).status())
        .isEqualTo(403);
  }

  @Test
  void letsPagesOfThisMachineIn() throws Exception {
    String page = "http://localhost:3000";
    Api.Answer answer = target.nobody().get("/api/v1/me", Map.of("Origin", page)).expect(401);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(page);
  }

  @Test
  void showsMetrics() throws Exception {
    target.nobody().get("/metrics").expect(200);
    target.nobody().get("/metrics", FROM_ELSEWHERE).expect(401);
  }
}
