package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.parley.asyncapi.AsyncDocument;
import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The AsyncAPI document that the hub shows, and whether what it says is like that. */
@ExtendWith(TargetExtension.class)
final class AsyncApiIT {
  private static final String PATH = "/asyncapi";

  private final Target target;

  AsyncApiIT(Target target) {
    this.target = target;
  }

  @Test
  void showsItToEverybody() throws Exception {
    Api.Answer answer = target.nobody().get(PATH).expect(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json()).isEqualTo(AsyncDocument.built().json());
    Api.Answer yaml = target.nobody().get(PATH + "?format=yaml").expect(200);
    assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
    assertThat(new YAMLMapper().readTree(yaml.body()))
        .isEqualTo(new ObjectMapper().readTree(answer.body()));
  }

  @Test
  void whatIsSaidIsAsItSays() throws Exception {
    AsyncDocument document = AsyncDocument.of(target.nobody().get(PATH).expect(200).json());
    String room = Target.fresh("room");
    String agent = Target.fresh("agent");
    Map<String, Dashboard> doors = new LinkedHashMap<>();
    List<String> headers = List.of("X-API-Key", target.adminKey());
    try {
      for (String door : document.doors()) {
        String path =
            document.json().getJsonObject("channels").getJsonObject(door).getString("address");
        doors.put(door, Dashboard.open(target.socket(path + "?client_id=a"), headers));
      }
      doors.get("rooms").send("{\"action\":\"joinRoom\",\"roomId\":\"" + room + "\"}");
      doors.get("rooms").await("ack");
      doors.get("collaboration").await("collaboration_state");
      doors.get("agents").await("auth");

      String activity = target.record(agent);
      target
          .admin()
          .post(
              Target.COLLABORATION + "complete-activity",
              "{\"activity_id\":\"" + activity + "\",\"success\":true}")
          .expect(200);
      target
          .admin()
          .post("/api/v1/rooms/" + room + "/messages", "{\"message\":\"hello\"}")
          .expect(201);
      for (Dashboard door : doors.values()) {
        door.send("{\"type\":\"ping\"}");
        door.send("{\"type\":\"fly\",\"action\":\"fly\"}");
      }
      target
          .admin()
          .post("/api/v1/notifications", "{\"level\":\"info\",\"message\":\"hello\"}")
          .expect(201);

      check(document, "collaboration", doors, "activity_completed", "error");
      check(document, "agents", doors, "agent_status", "chat_message", "notification", "error");
      check(document, "rooms", doors, "message", "notification", "error");
    } finally {
      doors.values().forEach(Dashboard::close);
    }
  }

  /** Everything up to the frame with which all of these types have come. */
  private static void check(
      AsyncDocument document, String door, Map<String, Dashboard> doors, String... types)
      throws Exception {
    Set<String> missing = new HashSet<>(Set.of(types));
    while (!missing.isEmpty()) {
      JsonObject frame = doors.get(door).next();
      String type = frame.getString("type");
      assertThat(document.faults(door, type, frame)).as("%s says %s", door, frame).isEmpty();
      missing.remove(type);
    }
  }
}
