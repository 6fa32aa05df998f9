package dev.parley.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Refusal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ActivityLimitsTest {

  private final AtomicLong nanos = new AtomicLong(-5);
  private final ActivityLimits limits =
      new ActivityLimits(new LimitSettings(10, 20, 1, 1), nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private int takeAll(String agent) {
    int taken = 0;
    while (limits.take(agent) == null) {
      taken++;
    }
    return taken;
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
    Refusal refusal = limits.take("a");
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
      assertThat(limits.take("a")).isNotNull();
    }
    pass(Duration.ofMillis(100));
    assertThat(limits.take("a")).isNull();
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
      limits.take("agent " + i);
    }
    assertThat(limits.known()).isEqualTo(1_000);
    pass(Duration.ofSeconds(3));
    assertThat(limits.known()).isZero();
  }

  @Test
  void thereAreNeverMoreBucketsThanTheBound() {
    for (int i = 0; i < 110_000; i++) {
      limits.take("agent " + i);
    }
    assertThat(limits.known()).isLessThanOrEqualTo(100_000);
  }
}
