package dev.parley.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.TargetExtension;
import dev.parley.blackbox.client.Await;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.EventStream;
import dev.parley.blackbox.client.Position;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The hub is undeployed and deployed again while clients are connected: they are told, what was
 * recorded stays, and of the hubs before nothing is left, neither threads nor classes nor
 * connections. How often: {@code parley.redeployments}.
 */
@ExtendWith(TargetExtension.class)
final class RedeployIT {
  private static final int TIMES = Integer.getInteger("parley.redeployments", 3);

  /** Idle threads of drivers and of servers end, and let go of what they last did, by and by. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final int GOING_AWAY = 1001;

  /** More than a server has threads for requests that are idle. */
  private static final int CLIENTS = 40;

  private static final int REQUESTS = 5;

  private final ApplicationServer server;
  private final Target target;

  RedeployIT(ApplicationServer server, Target target) {
    this.server = server;
    this.target = target;
  }

  @Test
  @Timeout(3_600)
  void leavesNothingBehind() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      Position before = target.position();
      String id;
      try (Dashboard dashboard =
              Dashboard.open(target, target.adminKey(), "?client_id=redeployed");
          EventStream events =
              EventStream.open(target.admin(), "/api/v1/events?topics=collaboration", Map.of())) {
        dashboard.await("collaboration_state");
        events.next("collaboration_state");
        id = target.record(Target.fresh("agent"));
        dashboard.await("agent_activity");
        events.next("agent_activity");

        server.undeploy();

        assertThat(dashboard.closeCode()).isEqualTo(GOING_AWAY);
      }
      server.deploy();
      assertThat(target.position().epoch()).isEqualTo(before.epoch());
      checkKept(before, id);
    }
    // Shows that it can be seen.
    assertThat(Remains.in(server))
        .satisfies(
            deployed -> {
              assertThat(deployed.classLoaders()).isPositive();
              assertThat(deployed.objects()).isNotEmpty();
              assertThat(deployed.threads()).isNotEmpty();
              if (!server.poolIsServers()) {
                assertThat(deployed.connections()).isPositive();
              }
            });
    server.undeploy();
    expectNothing();
    server.deploy();
  }

  /** Who comes back hears what was recorded, and what time has brought meanwhile. */
  private void checkKept(Position since, String activityId) throws Exception {
    String query = "?client_id=again" + since.query();
    try (Dashboard again = Dashboard.open(target, target.adminKey(), query)) {
      JsonObject heard = again.await("agent_activity");
      assertThat(heard.getJsonObject("activity").getString("activity_id")).isEqualTo(activityId);
    }
  }

  private void expectNothing() throws Exception {
    AtomicReference<Remains> last = new AtomicReference<>();
    try {
      Await.until(
          "nothing of the hub is left",
          PATIENCE,
          () -> {
            turnCachesOver();
            Remains remains = Remains.in(server);
            last.set(remains);
            return remains.areNone();
          });
    } catch (AssertionError e) {
      throw new AssertionError(
          "left behind: " + last.get() + "; the heap is in " + Remains.dump(server), e);
    }
  }

  /** Payara's threads keep the last requests that each of them served until they serve others. */
  private void turnCachesOver() throws InterruptedException {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.startVirtualThread(this::ask));
    }
    for (Thread client : clients) {
      client.join();
    }
  }

  private void ask() {
    try {
      for (int i = 0; i < REQUESTS; i++) {
        target.nobody().get("/health/live");
      }
    } catch (Exception e) {
      // Nobody is there to answer; a server may end the connection, too.
    }
  }
}
