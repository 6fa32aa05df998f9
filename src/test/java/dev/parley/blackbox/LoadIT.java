package dev.parley.blackbox;

import dev.parley.blackbox.client.Target;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The load that the hub has to bear without a lost frame or a cut connection. {@code owned.HeapIT}
 * looks at the memory meanwhile, {@code bench/dashboards.sh} does it larger.
 */
@ExtendWith(TargetExtension.class)
final class LoadIT {
  @Test
  void fiftyDashboardsHearEveryEventOnTheConnectionTheyBeganWith(Target target) throws Exception {
    try (LoadTrial trial = new LoadTrial(target)) {
      trial.run(Duration.ofSeconds(20));
    }
  }
}
