package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Target;
import dev.parley.blackbox.doors.Meetings;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two people on three devices each and an agent, all doors mixed, connections lost at random:
 * everybody ends up knowing the same, and nothing is said twice although clients repeat themselves.
 * {@code -Dparley.test.schedules=N} runs more; {@code -Dparley.test.seed=S} runs the one that
 * failed.
 */
@ExtendWith(TargetExtension.class)
final class DoorsIT {
  private static final int SCHEDULES =
      Integer.getInteger("parley.test.schedules", isPlain() ? 200 : 50);
  private static final Long SEED = Long.getLong("parley.test.seed");

  private final Target target;

  DoorsIT(Target target) {
    this.target = target;
  }

  /** Fewer on each of the servers and databases of others: the doors are the same there. */
  private static boolean isPlain() {
    return System.getProperty("parley.blackbox.server") == null
        && System.getProperty("parley.blackbox.database") == null;
  }

  @Test
  @Timeout(400)
  void everybodyEndsUpKnowingTheSame() throws Exception {
    List<Long> seeds =
        SEED == null ? LongStream.range(0, SCHEDULES).boxed().toList() : List.of(SEED);
    int messages = Meetings.hold(target, seeds);
    // A test of meetings in which nothing is said would pass as well.
    assertThat(messages).isGreaterThan(5 * seeds.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"NEW_NAME", "GOES_BACK", "SKIPS"})
  void aClientThatDoesWrongIsFound(String fault) throws Exception {
    assertThat(Meetings.found(target, 20, fault)).isTrue();
  }
}
