package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Await;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.Participant;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is connected is seen, as they want it. */
@ExtendWith(TargetExtension.class)
final class PresenceIT {
  private final Target target;

  PresenceIT(Target target) {
    this.target = target;
  }

  private String token(String userId) {
    return target.token(userId, "member").sign();
  }

  private JsonObject seen(String userId) throws Exception {
    return target
        .as(token(Target.fresh("viewer")))
        .get("/api/v1/presence/" + userId)
        .expect(200)
        .json();
  }

  private void awaitStatus(String userId, String status) throws Exception {
    Await.until(
        userId + " is " + status,
        Duration.ofSeconds(20),
        () -> seen(userId).getString("status").equals(status));
  }

  private void want(String userId, String status) throws Exception {
    byte[] body = ("{\"status\":\"" + status + "\"}").getBytes(StandardCharsets.UTF_8);
    target.as(token(userId)).send("PUT", "/api/v1/me/presence", Map.of(), body).expect(200);
  }

  @Test
  void whoIsConnectedIsOnlineAndThenOffline() throws Exception {
    String alice = Target.fresh("alice");
    assertThat(seen(alice).getString("status")).isEqualTo("offline");
    assertThat(seen(alice).isNull("lastSeen")).isTrue();
    try (Dashboard dashboard = Dashboard.open(target, token(alice), "?client_id=p")) {
      dashboard.await("collaboration_state");
      awaitStatus(alice, "online");
      JsonObject own = target.as(token(alice)).get("/api/v1/me/presence").expect(200).json();
      assertThat(own.getJsonArray("devices")).hasSize(1);
      assertThat(own.isNull("held")).isTrue();
      assertThat(
              target
                  .as(token(alice))
                  .get("/api/v1/presence")
                  .expect(200)
                  .json()
                  .getJsonArray("presence")
                  .toString())
          .contains(alice);
    }
    awaitStatus(alice, "offline");
    assertThat(seen(alice).isNull("lastSeen")).isFalse();
  }

  @Test
  void busyAndOfflineHold() throws Exception {
    String alice = Target.fresh("alice");
    want(alice, "busy");
    assertThat(seen(alice).getString("status")).isEqualTo("offline");
    try (Dashboard dashboard = Dashboard.open(target, token(alice), "?client_id=p")) {
      dashboard.await("collaboration_state");
      awaitStatus(alice, "busy");
      want(alice, "offline");
      assertThat(seen(alice).getString("status")).isEqualTo("offline");
      assertThat(
              target
                  .as(token(alice))
                  .get("/api/v1/me/presence")
                  .expect(200)
                  .json()
                  .getString("held"))
          .isEqualTo("offline");
      want(alice, "online");
      assertThat(seen(alice).getString("status")).isEqualTo("online");
    }
  }

  /** What an observer knows by what it was told. */
  private static void awaitTold(Participant observer, String userId, String status)
      throws Exception {
    observer.hears(
        frame ->
            frame.getString("type").equals("presence")
                && frame.getString("userId").equals(userId)
                && frame.getString("status").equals(status));
  }

  @Test
  void othersAreToldAndAReloadTellsNothing() throws Exception {
    String alice = Target.fresh("alice");
    String bob = Target.fresh("bob");
    try (Participant early = Participant.open(target, token(bob)).seeing()) {
      Participant device = Participant.open(target, token(alice));
      awaitTold(early, alice, "online");
      try (Participant late = Participant.open(target, token(bob)).seeing()) {
        awaitTold(late, alice, "online");
      }
      device.close();
      device = Participant.open(target, token(alice));
      device.does("setPresence", Map.of("status", "away"));
      JsonObject next =
          early.hears(
              frame ->
                  frame.getString("type").equals("presence")
                      && frame.getString("userId").equals(alice));
      assertThat(next.getString("status")).as("not offline between").isEqualTo("away");
      device.does("setPresence", Map.of("status", "busy"));
      awaitTold(early, alice, "busy");
      device.does("setPresence", Map.of("status", "online"));
      awaitTold(early, alice, "online");
      device.close();
      awaitTold(early, alice, "offline");
    }
  }

  @Test
  void whoWritesIsSeenByTheOthersInTheRoomUntilTheyStop() throws Exception {
    String room = Target.fresh("room");
    try (Participant alice = Participant.open(target, token(Target.fresh("alice")));
        Participant bob = Participant.open(target, token(Target.fresh("bob")))) {
      alice.does("joinRoom", Map.of("roomId", room));
      bob.does("joinRoom", Map.of("roomId", room));
      alice.does("typing", Map.of("roomId", room, "isTyping", true));
      assertThat(bob.hears("typing").getBoolean("isTyping")).isTrue();
      assertThat(bob.hears("typing").getBoolean("isTyping")).as("by itself").isFalse();
    }
  }

  @Test
  void whoDoesNotBelongToAPrivateRoomDoesNotWriteThere() throws Exception {
    String room = Target.fresh("private");
    try (Participant alice = Participant.open(target, token(Target.fresh("alice")));
        Participant mallory = Participant.open(target, token(Target.fresh("mallory")))) {
      alice.does("joinRoom", Map.of("roomId", room, "roomType", "direct"));
      assertThat(mallory.refusal("typing", Map.of("roomId", room, "isTyping", true)))
          .isEqualTo("not_found");
      assertThat(mallory.refusal("typing", Map.of("roomId", "x" + room, "isTyping", true)))
          .isEqualTo("not_found");
    }
  }

  @Test
  void agentsHaveNone() throws Exception {
    Api agent = target.as(target.key("agent", Target.fresh("agent"), "agent").secret());
    agent.get("/api/v1/me/presence").expect(409);
    byte[] body = "{\"status\":\"busy\"}".getBytes(StandardCharsets.UTF_8);
    agent.send("PUT", "/api/v1/me/presence", Map.of(), body).expect(409);
  }

  @Test
  void manyAreAskedForAtOnce() throws Exception {
    JsonObject answer =
        target.admin().get("/api/v1/presence?userIds=nobody,no%20one").expect(200).json();
    assertThat(answer.getInt("total")).isEqualTo(2);
    assertThat(answer.getJsonArray("presence").getJsonObject(1).getString("userId"))
        .isEqualTo("no one");
    target.admin().get("/api/v1/presence?userIds=").expect(422);
    target.admin().get("/api/v1/presence?userIds=a,,b").expect(422);
    target.admin().get("/api/v1/presence?userIds=" + "a,".repeat(500) + "a").expect(422);
  }

  @Test
  void connectionsAreCounted() throws Exception {
    try (Dashboard dashboard =
        Dashboard.open(target, token(Target.fresh("alice")), "?client_id=p")) {
      dashboard.await("collaboration_state");
      JsonObject count = target.admin().get("/api/v1/connections").expect(200).json();
      assertThat(count.getInt("total")).isPositive();
      assertThat(count.getInt("authenticated")).isPositive();
      assertThat(count.getJsonObject("byDoor").getInt("collaboration")).isPositive();
    }
  }
}
