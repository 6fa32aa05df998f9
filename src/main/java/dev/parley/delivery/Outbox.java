package dev.parley.delivery;

import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Event;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.LatestEvent;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.StreamedEvent;
import dev.parley.vocabulary.Topic;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one connection besides durable events: replies, chunks of messages, and of each
 * subject the newest event. Bounded in all. Safe for use by any number of threads.
 */
final class Outbox {
  private final HubMeters meters;
  private final int maxFrames;
  private final long maxBytes;
  private final ArrayDeque<Frame> replies = new ArrayDeque<>(2);
  private final ArrayDeque<Waiting> streamed = new ArrayDeque<>(2);
  private final Map<Subject, Waiting> latest = new LinkedHashMap<>(2);

  /** The subjects that were offered since the connection was a newcomer. */
  private final Set<Subject> offered = new HashSet<>(2);

  /** What was told last of each subject since then: what left the outbox, and not what waits. */
  private final Map<Subject, LatestEvent> told = new HashMap<>(2);

  private int frames;
  private long bytes;

  Outbox(HubSettings settings, HubMeters meters) {
    this.meters = meters;
    maxFrames = settings.outboxFrames();
    maxBytes = settings.outboxBytes();
  }

  /** Adds a reply; false where there is no room. */
  synchronized boolean reply(Frame frame) {
    if (!take(frame)) {
      return false;
    }
    replies.add(frame);
    return true;
  }

  /** Whether the connection belongs to the audience. */
  synchronized boolean isOf(@Nullable Audience audience, Publication publication) {
    return audience != Audience.NEWCOMERS || !offered.contains(Subject.of(publication));
  }

  /** What the connection was told last of the subject of that event, or null. */
  synchronized @Nullable LatestEvent told(Publication publication) {
    return told.get(Subject.of(publication));
  }

  /** What waits of the subject of that event is out of date, and nothing takes its place. */
  synchronized void withdraw(Publication publication) {
    Waiting waiting = latest.remove(Subject.of(publication));
    if (waiting != null) {
      supersede(waiting);
    }
  }

  /**
   * Adds an event without offset; false where there is no room.
   *
   * @param remembered whether it counts as told from now on. What is told to all alike need not:
   *     there may be as many subjects as there are people.
   */
  synchronized boolean offer(Publication publication, Frame frame, boolean remembered) {
    Event event = publication.event();
    return switch (event) {
      case LatestEvent latest -> {
        Subject subject = Subject.of(publication);
        if (remembered) {
          offered.add(subject);
        }
        yield replace(subject, new Waiting(latest, frame, null, remembered));
      }
      case StreamedEvent.MessageChunk chunk -> stream(chunk.messageId(), event, frame);
      case StreamedEvent.MessageFinished finished -> {
        dropParts(finished.messageId());
        yield stream(finished.messageId(), event, frame);
      }
      case DurableEvent durable -> throw new IllegalArgumentException("durable: " + durable);
    };
  }

  /** What was told counts as not told. */
  synchronized void tellAnew() {
    offered.clear();
    told.clear();
  }

  private boolean stream(String messageId, Event event, Frame frame) {
    if (!take(frame)) {
      return false;
    }
    streamed.add(new Waiting(event, frame, messageId, false));
    return true;
  }

  private void dropParts(String messageId) {
    for (Iterator<Waiting> each = streamed.iterator(); each.hasNext(); ) {
      Waiting waiting = each.next();
      if (messageId.equals(waiting.messageId)) {
        each.remove();
        supersede(waiting);
      }
    }
  }

  private void supersede(Waiting older) {
    give(older.frame);
    meters.superseded();
  }

  private boolean replace(Subject subject, Waiting newer) {
    Waiting replaced = latest.remove(subject);
    if (replaced != null) {
      supersede(replaced);
    }
    if (!take(newer.frame)) {
      return false;
    }
    latest.put(subject, newer);
    return true;
  }

  /** Moves replies into the parcel, as far as they fit. */
  synchronized void replies(Parcel parcel) {
    for (Frame next = replies.peek(); next != null && parcel.accepts(next); next = replies.peek()) {
      parcel.add(next);
      give(next);
      replies.remove();
    }
  }

  /** Moves parts of messages into the parcel, as far as they fit. */
  synchronized void streamed(Parcel parcel, Filter filter) {
    for (Waiting next = streamed.peek();
        next != null && parcel.accepts(next.frame);
        next = streamed.peek()) {
      if (filter.admits(next.event)) {
        parcel.add(next.frame);
      }
      give(next.frame);
      streamed.remove();
    }
  }

  /**
   * Moves the newest events into the parcel, all of them: a long catching-up must not hold them up.
   * Those that durable events have overtaken are dropped.
   *
   * @param told the offset of the newest event of a topic that was sent
   */
  synchronized void latest(Parcel parcel, Filter filter, ToLongFunction<Topic> told) {
    latest.forEach(
        (subject, next) -> {
          LatestEvent event = (LatestEvent) next.event;
          boolean overtaken = event.basis() >= 0 && event.basis() < told.applyAsLong(subject.topic);
          if (!overtaken && filter.admits(event)) {
            parcel.add(next.frame);
            if (next.remembered) {
              this.told.put(subject, event);
            }
          }
          give(next.frame);
        });
    latest.clear();
  }

  /** Drops the events and keeps the replies. */
  synchronized void dropEvents() {
    streamed.forEach(waiting -> give(waiting.frame));
    latest.values().forEach(waiting -> give(waiting.frame));
    streamed.clear();
    latest.clear();
  }

  synchronized void clear() {
    replies.clear();
    streamed.clear();
    latest.clear();
    frames = 0;
    bytes = 0;
  }

  private boolean take(Frame frame) {
    if (frames >= maxFrames || (frames > 0 && bytes + frame.weight() > maxBytes)) {
      return false;
    }
    frames++;
    bytes += frame.weight();
    return true;
  }

  private void give(Frame frame) {
    frames--;
    bytes -= frame.weight();
  }

  /** What an event is about of which only the newest counts. */
  private record Subject(Topic topic, String name) {
    /** Of an event of another class: one that nothing else has. */
    private static Subject of(Publication publication) {
      return new Subject(
          publication.topic(),
          publication.event() instanceof LatestEvent latest ? latest.subject() : "");
    }
  }

  private record Waiting(
      Event event, Frame frame, @Nullable String messageId, boolean remembered) {}
}
