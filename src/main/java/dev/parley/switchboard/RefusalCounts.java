package dev.parley.switchboard;

import dev.parley.vocabulary.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** How often clients were refused, by the reason. Safe for use by any number of threads. */
final class RefusalCounts {
  private final Map<Refusal.Code, Counter> counts = new EnumMap<>(Refusal.Code.class);

  RefusalCounts(MeterRegistry meters) {
    for (Refusal.Code code : Refusal.Code.values()) {
      counts.put(
          code,
          Counter.builder("parley.refusals")
              .description(
                  "What clients were refused, through every door, by the code they were told")
              .tag("code", code.wireName())
              .register(meters));
    }
  }

  void count(Refusal.Code code) {
    Counter count = counts.get(code);
    if (count != null) {
      count.increment();
    }
  }
}
