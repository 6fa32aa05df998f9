package dev.parley.blackbox.owned;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged outlives {@code kill -9}. {@code bench/durability.sh} does it longer. */
final class DurabilityIT {
  private static final int ROUNDS = 3;

  @Test
  @Timeout(300)
  void everythingAcknowledgedIsThereOnceAndWasHeardInOrder(@TempDir Path directory)
      throws Exception {
    try (DurabilityTrial trial = new DurabilityTrial(directory.resolve("data"), 1)) {
      for (int round = 1; round <= ROUNDS; round++) {
        DurabilityTrial.Result result = trial.round();

        assertThat(result.faults()).as("round %d: %s", round, result).isEmpty();
        assertThat(result.acknowledged()).isPositive();
        assertThat(result.connections()).isGreaterThan(round);
      }
    }
  }
}
