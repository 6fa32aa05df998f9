package dev.parley.switchboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.vocabulary.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityLimitsTest {

  private final AtomicLong nanos = new AtomicLong(-5);
  private final ActivityLimits limits =
      new ActivityLimits(
          Limits.of(10, 20, 1, 1, Map.of("pro", 4.0, "half", 0.5, "crumb", 0.001, "odd", 3.0)),
          nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private int takeAll(String agent) {
    return takeAll(agent, null);
  }

  private int takeAll(String agent, String plan) {
    int taken = 0;
    while (limits.take(agent, plan) == null) {
      taken++;
    }
    return taken;
  }

  @ParameterizedTest
  @CsvSource({"pro, 80, 40", "odd, 60, 30", "half, 10, 5", "unheard of, 20, 10"})
  void aPlanMultipliesBurstAndRate(String plan, int burst, int rate) {
    assertThat(takeAll("a", plan)).isEqualTo(burst);
    pass(Duration.ofSeconds(1));
    assertThat(takeAll("a", plan)).isEqualTo(rate);
  }

  @Test
  void plansDoNotAddUp() {
    assertThat(takeAll("a", "pro")).isEqualTo(80);
    assertThat(takeAll("a", "half")).isZero();
    assertThat(takeAll("a")).isZero();
    pass(Duration.ofMillis(500));
    assertThat(takeAll("a")).isEqualTo(5);
    assertThat(takeAll("a", "pro")).isZero();
  }

  @Test
  void theSmallestPlanStillLetsOneThrough() {
    assertThat(takeAll("a", "crumb")).isEqualTo(1);
    pass(Duration.ofSeconds(2));
    assertThat(takeAll("a", "crumb")).isEqualTo(1);
  }

  @Test
  void theRefusalTellsThePlansLimit() {
    takeAll("a", "pro");
    pass(Duration.ofMillis(10));
    Refusal refusal = limits.take("a", "pro");
    assertThat(refusal.detail()).contains("than 40 a second");
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(15));
    assertThat(refusal.quota())
        .isEqualTo(
            new Refusal.Quota(
                "activities", 80, 0, Duration.ofSeconds(2), Duration.ofMillis(1_990)));
  }

  @Test
  void theLargestLimitsAreCountable() {
    ActivityLimits large =
        new ActivityLimits(Limits.of(1_000_000, 1_000_000, 1, 1, Map.of("pro", 100.0)), nanos::get);
    assertThat(large.take("a", "pro")).isNull();
    assertThat(large.take("a", null)).isNull();
    ActivityLimits slow = new ActivityLimits(Limits.of(1, 1_000_000, 1, 1), nanos::get);
    assertThat(slow.take("a", null)).isNull();
    pass(Duration.ofDays(100));
    assertThat(slow.take("a", null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 100.5, Double.NaN, Double.POSITIVE_INFINITY})
  void aMultiplierHasBounds(double multiplier) {
    assertThatThrownBy(() -> Limits.of(1, 1, 1, 1, Map.of("pro", multiplier)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parley.plans.pro.multiplier");
  }

  @Test
  void aBurstThenTheRate() {
    assertThat(takeAll("a")).isEqualTo(20);
    pass(Duration.ofMillis(99));
    assertThat(takeAll("a")).isZero();
    pass(Duration.ofMillis(1));
    assertThat(takeAll("a")).isEqualTo(1);
    pass(Duration.ofSeconds(1));
    assertThat(takeAll("a")).isEqualTo(10);
    pass(Duration.ofHours(1));
    assertThat(takeAll("a")).isEqualTo(20);
  }

  @Test
  void theRefusalSaysWhenAndWhatTheLimitIs() {
    takeAll("a");
    pass(Duration.ofMillis(40));
    Refusal refusal = limits.take("a", null);
    assertThat(refusal.code()).isEqualTo(Refusal.Code.RATE_LIMITED);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(60));
    assertThat(refusal.quota())
        .isEqualTo(
            new Refusal.Quota(
                "activities", 20, 0, Duration.ofSeconds(2), Duration.ofMillis(1_960)));
  }

  @Test
  void askingInVainCostsNothing() {
    takeAll("a");
    for (int i = 0; i < 1_000; i++) {
      assertThat(limits.take("a", null)).isNotNull();
    }
    pass(Duration.ofMillis(100));
    assertThat(limits.take("a", null)).isNull();
  }

  @Test
  void oneAgentDoesNotCostAnother() {
    takeAll("a");
    assertThat(takeAll("b")).isEqualTo(20);
  }

  @Test
  void anAgentThatKeepsAskingKeepsItsBucket() {
    takeAll("a");
    int taken = 0;
    for (int i = 0; i < 300; i++) {
      pass(Duration.ofMillis(10));
      taken += takeAll("a");
    }
    assertThat(taken).isEqualTo(30);
  }

  @Test
  void idleAgentsAreForgotten() {
    for (int i = 0; i < 1_000; i++) {
      limits.take("agent " + i, null);
    }
    assertThat(limits.known()).isEqualTo(1_000);
    pass(Duration.ofSeconds(3));
    assertThat(limits.known()).isZero();
  }

  @Test
  void thereAreNeverMoreBucketsThanTheBound() {
    for (int i = 0; i < 110_000; i++) {
      limits.take("agent " + i, null);
    }
    assertThat(limits.known()).isLessThanOrEqualTo(100_000);
  }
}
