package dev.parley.blackbox.owned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.LoadTrial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The heap under load is stable: from the middle of the load to its end, after full collections,
 * the objects of the hub's own classes have not become more by {@link #OBJECTS}, while 2,000 events
 * have gone to 50 connections each: whatever keeps an event, a frame or a request would show. All
 * objects together may grow by {@link #BYTES}, because the embedded store's cache of rows fills
 * until it has 50,000. The topic's ring is made small, so that it is full in the middle already.
 */
final class HeapIT {
  private static final String HUB = "dev.parley.";
  private static final Duration HALF = Duration.ofSeconds(10);
  private static final long OBJECTS = 400;
  private static final long BYTES = 8L << 20;

  @Test
  @Timeout(300)
  void theHeapIsStableUnderLoad(@TempDir Path directory) throws Exception {
    try (Server server =
            Server.start(directory.resolve("data"), Map.of("PARLEY_TOPIC_RING", "512"));
        LoadTrial trial = new LoadTrial(server.target())) {
      trial.run(HALF);
      Heap middle = Heap.of(server.owner());
      trial.run(HALF);
      Heap end = Heap.of(server.owner());

      assertThat(end.count(HUB) - middle.count(HUB)).as(end.since(middle)).isLessThan(OBJECTS);
      assertThat(end.bytes() - middle.bytes()).as(end.since(middle)).isLessThan(BYTES);
    }
  }
}
