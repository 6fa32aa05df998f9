package dev.parley.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class FrameBudgetTest {
  private final AtomicLong now = new AtomicLong();
  private final FrameBudget budget = new FrameBudget(new WebSocketSettings(1, 10, 20), now::get);

  @Test
  void letsABurstPassAndThenSoManyASecond() {
    assertThat(taken(30)).isEqualTo(20);
    pass(1_000);
    assertThat(taken(30)).isEqualTo(10);
    pass(100);
    assertThat(taken(3)).isEqualTo(1);
    pass(3_600_000);
    assertThat(taken(30)).isEqualTo(20);
  }

  @Test
  void knowsAbuse() {
    taken(20 + 20);
    assertThat(budget.isAbused()).isFalse();
    taken(1);
    assertThat(budget.isAbused()).isTrue();
  }

  @Test
  void forgivesWhoRests() {
    taken(20 + 20);
    pass(2_000);
    taken(1);
    taken(19 + 20);
    assertThat(budget.isAbused()).isFalse();
  }

  private int taken(int frames) {
    int taken = 0;
    for (int i = 0; i < frames; i++) {
      taken += budget.take() ? 1 : 0;
    }
    return taken;
  }

  private void pass(long millis) {
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
