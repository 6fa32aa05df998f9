package dev.parley.blackbox.owned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.SteadyLoad;
import dev.parley.blackbox.client.Target;
import dev.parley.blackbox.client.Watchers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 50 dashboards of 5 users watch 40 agents that record 200 activities a second. {@code
 * bench/dashboards.sh} does it larger.
 *
 * <p>The heap is stable if, from the middle of the load to its end, after full collections, the
 * objects of the hub's own classes have not become more by {@link #OBJECTS}, while 2,000 events
 * have gone to 50 connections each: whatever keeps an event, a frame or a request would show. All
 * objects together may grow by {@link #BYTES}, because the embedded store's cache of rows fills
 * until it has 50,000. The topic's ring is made small, so that it is full in the middle already.
 */
final class LoadIT {
  private static final String HUB = "dev.parley.";
  private static final int USERS = 5;
  private static final int PER_USER = 10;
  private static final int AGENTS = 40;
  private static final int PER_SECOND = 200;
  private static final Duration HALF = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long OBJECTS = 400;
  private static final long BYTES = 8L << 20;

  @Test
  @Timeout(300)
  void nothingIsLostAndTheHeapIsStable(@TempDir Path directory) throws Exception {
    Map<String, String> settings = new HashMap<>(Server.unlimited());
    settings.put("PARLEY_TOPIC_RING", "512");
    try (Server server = Server.start(directory.resolve("data"), settings);
        Watchers watchers = new Watchers()) {
      Target target = server.target();
      for (int user = 0; user < USERS; user++) {
        Target.Key key = target.key("user", "user-" + user, "observer");
        for (int i = 0; i < PER_USER; i++) {
          watchers.add(target, key.secret(), "?client_id=dashboard-" + i);
        }
      }
      watchers.awaitStates(PATIENCE);
      long before = target.position().offset();

      SteadyLoad load = new SteadyLoad(target, AGENTS, PER_SECOND, 0);
      SteadyLoad.Outcome first = load.run(HALF);
      watchers.reach(before + first.answered(), PATIENCE);
      Heap middle = Heap.of(server.owner());
      SteadyLoad.Outcome second = load.run(HALF);
      int sent = first.answered() + second.answered();
      watchers.reach(before + sent, PATIENCE);
      Heap end = Heap.of(server.owner());

      assertThat(first.others()).isEmpty();
      assertThat(second.others()).isEmpty();
      assertThat(sent).isEqualTo(2 * (int) HALF.toSeconds() * PER_SECOND);
      assertThat(watchers.faults()).isEmpty();
      assertThat(watchers.events()).isEqualTo((long) sent * USERS * PER_USER);
      assertThat(end.count(HUB) - middle.count(HUB)).as(end.since(middle)).isLessThan(OBJECTS);
      assertThat(end.bytes() - middle.bytes()).as(end.since(middle)).isLessThan(BYTES);
    }
  }
}
