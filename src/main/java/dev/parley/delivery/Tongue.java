package dev.parley.delivery;

import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Publication;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A dialect as the hub keeps it: its number among the dialects and its metrics. */
final class Tongue {
  private static final Logger LOG = LoggerFactory.getLogger(Tongue.class);

  private final Dialect dialect;
  private final int index;
  private final AtomicInteger connections;
  private final Counter deliveries;
  private final Counter characters;
  private final Counter failures;

  Tongue(Dialect dialect, int index, MeterRegistry meters) {
    this.dialect = dialect;
    this.index = index;
    String name = dialect.name();
    connections =
        meters.gauge(
            "parley.connections",
            java.util.List.of(io.micrometer.core.instrument.Tag.of("dialect", name)),
            new AtomicInteger());
    deliveries = meters.counter("parley.deliveries", "dialect", name);
    characters = meters.counter("parley.delivered.characters", "dialect", name);
    failures = meters.counter("parley.encoding.failures", "dialect", name);
  }

  Dialect dialect() {
    return dialect;
  }

  int index() {
    return index;
  }

  void opened() {
    connections.incrementAndGet();
  }

  void ended() {
    connections.decrementAndGet();
  }

  void delivered(int frames, long size) {
    deliveries.increment(frames);
    characters.increment((double) size);
  }

  @Nullable Frame encode(Publication publication) {
    try {
      return dialect.encode(publication);
    } catch (RuntimeException | StackOverflowError e) {
      failures.increment();
      LOG.atError()
          .addKeyValue("dialect", dialect.name())
          .addKeyValue("topic", publication.topic())
          .addKeyValue("position", publication.position())
          .addKeyValue("event", publication.event().getClass().getSimpleName())
          .setCause(e)
          .log("an event could not be encoded and is left out");
      return null;
    }
  }

  /** Throws what the dialect throws: without this notice the connection makes no sense. */
  @Nullable Frame encode(Notice notice) {
    return dialect.encode(notice);
  }
}
