package dev.parley.blackbox;

import dev.parley.blackbox.client.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who stops reading; {@code owned.ReleaseIT} looks at the process meanwhile. */
@ExtendWith(TargetExtension.class)
final class StalledReaderIT {
  @Test
  void whoStopsReadingIsDisconnectedAndGoesOnWithoutLoss(Target target) throws Exception {
    new StallTrial(target).run((silent, patient) -> {});
  }
}
