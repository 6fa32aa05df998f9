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
  private final Counter superseded;
  private final Map<CloseCode, Counter> closes = new EnumMap<>(CloseCode.class);

  HubMeters(MeterRegistry meters) {
    String published = "Events published on this node";
    durable = counter(meters, "parley.publications", published, "class", "durable");
    latest = counter(meters, "parley.publications", published, "class", "latest");
    streamed = counter(meters, "parley.publications", published, "class", "streamed");
    String missed =
        "Events that connections were given because they were behind, by where they were";
    ringHits = counter(meters, "parley.catchup.events", missed, "source", "ring");
    pageHits = counter(meters, "parley.catchup.events", missed, "source", "history");
    String read = "Pages of events read from the journal";
    pageReads = counter(meters, "parley.history.reads", read, "outcome", "success");
    pageFailures = counter(meters, "parley.history.reads", read, "outcome", "failure");
    holes =
        counter(
            meters, "parley.announcement.holes", "Announcements after which events had to be read");
    resyncs = counter(meters, "parley.resyncs", "Times a connection could not go on where it was");
    overflows =
        counter(
            meters, "parley.outbox.overflows", "Connections closed because their outbox was full");
    superseded =
        counter(
            meters,
            "parley.outbox.superseded",
            "Frames without offset dropped from an outbox because a newer one took their place");
    for (CloseCode code : CloseCode.values()) {
      String name = code.name().toLowerCase(Locale.ROOT);
      closes.put(
          code,
          counter(
              meters, "parley.connection.closes", "Connections that ended, by why", "code", name));
    }
  }

  private static Counter counter(
      MeterRegistry meters, String name, String description, String... tags) {
    return Counter.builder(name).description(description).tags(tags).register(meters);
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

  void superseded() {
    superseded.increment();
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
