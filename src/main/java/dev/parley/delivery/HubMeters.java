package dev.parley.delivery;

import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.LatestEvent;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.StreamedEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The metrics of delivery that belong to no dialect. */
final class HubMeters {
  private final Counter durable;
  private final Counter latest;
  private final Counter streamed;
  private final Counter ringHits;
  private final Counter pageHits;
  private final Counter pageReads;
  private final Counter pageFailures;
  private final Counter holes;
  private final Counter resyncs;
  private final Counter overflows;
  private final Map<CloseCode, Counter> closes = new EnumMap<>(CloseCode.class);

  HubMeters(MeterRegistry meters) {
    durable = meters.counter("parley.publications", "class", "durable");
    latest = meters.counter("parley.publications", "class", "latest");
    streamed = meters.counter("parley.publications", "class", "streamed");
    ringHits = meters.counter("parley.catchup.events", "source", "ring");
    pageHits = meters.counter("parley.catchup.events", "source", "history");
    pageReads = meters.counter("parley.history.reads", "outcome", "success");
    pageFailures = meters.counter("parley.history.reads", "outcome", "failure");
    holes = meters.counter("parley.announcement.holes");
    resyncs = meters.counter("parley.resyncs");
    overflows = meters.counter("parley.outbox.overflows");
    for (CloseCode code : CloseCode.values()) {
      String name = code.name().toLowerCase(Locale.ROOT);
      closes.put(code, meters.counter("parley.connection.closes", "code", name));
    }
  }

  void published(List<Publication> publications) {
    for (Publication publication : publications) {
      Counter counter =
          switch (publication.event()) {
            case DurableEvent event -> durable;
            case LatestEvent event -> latest;
            case StreamedEvent event -> streamed;
          };
      counter.increment();
    }
  }

  void fromRing(int events) {
    ringHits.increment(events);
  }

  void fromHistory(int events) {
    pageHits.increment(events);
  }

  void pageRead() {
    pageReads.increment();
  }

  void pageFailed() {
    pageFailures.increment();
  }

  void hole() {
    holes.increment();
  }

  void resync() {
    resyncs.increment();
  }

  void overflow() {
    overflows.increment();
  }

  void closed(CloseCode code) {
    Counter counter = closes.get(code);
    if (counter != null) {
      counter.increment();
    }
  }
}
