package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * No gap, no duplicate, in order, and it catches up, whatever happens. {@code
 * -Dparley.test.schedules=N} runs more schedules; {@code -Dparley.test.seed=S} runs the one that
 * failed.
 */
final class FeedScheduleTest {
  private static final int SCHEDULES = Integer.getInteger("parley.test.schedules", 400);
  private static final List<String> COUNTERS =
      List.of(
          "parley.deliveries",
          "parley.catchup.events",
          "parley.history.reads",
          "parley.announcement.holes",
          "parley.resyncs",
          "parley.connection.closes");
  private static final Long SEED = Long.getLong("parley.test.seed");

  private final Level level = logger().getLevel();

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("dev.parley.delivery");
  }

  /** What is planted here would fill the log. */
  @BeforeEach
  void quiet() {
    logger().setLevel(Level.OFF);
  }

  @AfterEach
  void loud() {
    logger().setLevel(level);
  }

  @Test
  void everyScheduleIsGapFree() {
    long[] seeds = SEED == null ? LongStream.range(0, SCHEDULES).toArray() : new long[] {SEED};
    Map<String, Double> happened = new TreeMap<>();
    for (long seed : seeds) {
      try {
        Schedule schedule = new Schedule(seed, Schedule.Fault.NONE);
        schedule.run();
        COUNTERS.forEach(name -> happened.merge(name, schedule.count(name), Double::sum));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("the schedule of seed " + seed + ": " + e.getMessage(), e);
      }
    }
    // A test of schedules in which nothing happens would pass as well.
    assertThat(happened).allSatisfy((name, count) -> assertThat(count).isGreaterThan(seeds.length));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aPlantedFaultIsSeen(Schedule.Fault fault) {
    assertThat(LongStream.range(0, 60).filter(seed -> fails(seed, fault)).count())
        .as("schedules in which it was seen")
        .isGreaterThan(10);
  }

  private static boolean fails(long seed, Schedule.Fault fault) {
    try {
      new Schedule(seed, fault).run();
      return false;
    } catch (FeedChecker.Violation e) {
      return true;
    }
  }
}
