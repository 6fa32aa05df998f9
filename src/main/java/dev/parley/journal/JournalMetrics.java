package dev.parley.journal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What the journal counts. */
final class JournalMetrics {
  private final DistributionSummary batchSize;
  private final Timer batchTime;
  private final Counter failures;
  private final Counter overdue;
  private final Counter turnedAway;

  JournalMetrics(MeterRegistry registry) {
    batchSize =
        DistributionSummary.builder("parley.journal.batch.size")
            .description("Commands in one transaction")
            .baseUnit("commands")
            .serviceLevelObjectives(1, 4, 16, 64, 256)
            .register(registry);
    batchTime =
        Timer.builder("parley.journal.batch.time")
            .description("From the begin of a transaction to its durable end")
            .serviceLevelObjectives(
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(25),
                Duration.ofMillis(100),
                Duration.ofMillis(500))
            .register(registry);
    failures =
        Counter.builder("parley.journal.failures")
            .description("Tries that failed for the store's sake")
            .register(registry);
    overdue =
        Counter.builder("parley.journal.overdue")
            .description("Commands answered unavailable because they had waited too long")
            .register(registry);
    turnedAway =
        Counter.builder("parley.journal.turned.away")
            .description("Commands answered unavailable because the queue was full")
            .register(registry);
  }

  void committed(int commands, long nanos) {
    batchSize.record(commands);
    batchTime.record(nanos, TimeUnit.NANOSECONDS);
  }

  void failed() {
    failures.increment();
  }

  void overdue() {
    overdue.increment();
  }

  void turnedAway() {
    turnedAway.increment();
  }
}
