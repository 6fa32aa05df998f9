package dev.parley.delivery;

import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Publication;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A dialect as the hub keeps it: its number among the dialects and its metrics. */
final class Tongue {
  private static final Logger LOG = LoggerFactory.getLogger(Tongue.class);

  private final Dialect dialect;
  private final int index;
  private final MeterRegistry meters;
  private final Map<String, AtomicInteger> connections = new ConcurrentHashMap<>();
  private final Counter deliveries;
  private final Counter characters;
  private final Counter failures;

  Tongue(Dialect dialect, int index, MeterRegistry meters) {
    this.dialect = dialect;
    this.index = index;
    this.meters = meters;
    deliveries = counter("parley.deliveries", "Frames given to connections");
    characters =
        counter("parley.delivered.characters", "Characters of the frames given to connections");
    failures =
        counter(
            "parley.encoding.failures", "Events left out because they could not be encoded: a bug");
  }

  Dialect dialect() {
    return dialect;
  }

  int index() {
    return index;
  }

  void opened(String transport) {
    connections(transport).incrementAndGet();
  }

  void ended(String transport) {
    connections(transport).decrementAndGet();
  }

  private AtomicInteger connections(String transport) {
    return connections.computeIfAbsent(
        transport,
        unknown -> {
          AtomicInteger open = new AtomicInteger();
          Gauge.builder("parley.connections", open, AtomicInteger::get)
              .description("Live connections, by what they speak and how they come")
              .tag("dialect", dialect.name())
              .tag("transport", transport)
              .register(meters);
          return open;
        });
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name)
        .description(description)
        .tag("dialect", dialect.name())
        .register(meters);
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
