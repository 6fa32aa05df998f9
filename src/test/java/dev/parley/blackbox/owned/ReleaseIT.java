package dev.parley.blackbox.owned;

import static dev.parley.blackbox.StallTrial.DISCONNECTED_WITHIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.StallTrial;
import dev.parley.blackbox.client.Await;
import dev.parley.blackbox.client.StalledReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a connection took is given back, also by a client that has stopped reading. */
final class ReleaseIT {
  private static final String CONNECTION = "dev.parley.delivery.Connection";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * A reader that comes back while the hub still waits for it, which is two seconds, finds the
   * close frame behind what was on its way. Other servers may cut the connection first.
   */
  @Test
  void whoReadsAgainInTimeIsToldWhy(@TempDir Path directory) throws Exception {
    try (Server server =
        Server.start(directory.resolve("data"), Map.of("PARLEY_DELIVERY_STALL", "2s"))) {
      List<Integer> codes =
          new StallTrial(server.target())
              .readAgain(10, Duration.ofMillis(500), Duration.ofMillis(500));
      assertThat(codes).contains(1013);
    }
  }

  @Test
  @Timeout(300)
  void socketsAndMemoryOfStalledReadersAreReleased(@TempDir Path directory) throws Exception {
    try (Server server = Server.start(directory.resolve("data"), Map.of())) {
      long before = Heap.of(server.owner()).count(CONNECTION);
      new StallTrial(server.target())
          .run(
              (silent, patient) -> {
                for (StalledReader reader : List.of(silent, patient)) {
                  Await.until(
                      "the socket is released",
                      DISCONNECTED_WITHIN,
                      () -> !ProcFs.holds(server.owner(), server.port(), reader.port()));
                }
              });
      Await.until(
          "the memory is released",
          PATIENCE,
          () -> Heap.of(server.owner()).count(CONNECTION) == before);
    }
  }
}
