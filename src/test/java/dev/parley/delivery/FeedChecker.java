package dev.parley.delivery;

import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Topic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client that trusts nobody: follows the feeds of its topics over any number of connections and
 * objects to a gap, a duplicate, a wrong order, an event at a wrong place, a state at a wrong
 * place, and a resync without need. Reads the frames of {@link LineDialect}.
 */
final class FeedChecker {
  private final Map<Topic, Position> places = new HashMap<>();
  private final Set<Topic> stateless = new HashSet<>();
  private final History history;
  private boolean established;

  FeedChecker(History history) {
    this.history = history;
  }

  /** Says that the frames were not what a gap-free feed is. */
  static final class Violation extends AssertionError {
    private static final long serialVersionUID = 1;

    Violation(String message) {
      super(message);
    }
  }

  /** Where the client left a topic, or null where it has heard nothing. */
  @Nullable Position place(Topic topic) {
    return places.get(topic);
  }

  /** The client has heard the topic up to there. */
  void begins(Topic topic, Position place) {
    places.put(topic, place);
  }

  /** A new connection begins. */
  void connected(List<Opening.Subscription> subscriptions) {
    established = false;
    stateless.clear();
    for (Opening.Subscription subscription : subscriptions) {
      if (subscription.since() == null) {
        places.remove(subscription.topic());
        stateless.add(subscription.topic());
      }
    }
  }

  void sent(Frame frame) {
    Topic topic = frame.topic();
    Position position = frame.position();
    if (!established && !frame.type().equals("established")) {
      throw new Violation("before anything else came " + frame);
    }
    if (topic == null || position == null) {
      established |= frame.type().equals("established");
      return;
    }
    Position place = places.get(topic);
    switch (frame.type()) {
      case "event" -> event(frame, topic, position, place);
      case "state" -> state(frame, topic, position, place);
      case "resync" -> resync(frame, topic, place);
      default -> throw new Violation("what is " + frame);
    }
  }

  private void event(Frame frame, Topic topic, Position position, @Nullable Position place) {
    if (stateless.contains(topic) || place == null) {
      throw new Violation("before the state came " + frame);
    }
    if (!position.epoch().equals(place.epoch())) {
      throw new Violation("without a resync came " + frame + " after " + place);
    }
    if (position.offset() != place.offset() + 1) {
      throw new Violation("after " + place + " came " + frame);
    }
    String expected = "event " + topic + "/" + position.epoch() + "/" + position.offset();
    if (!frame.text().strip().equals(expected)) {
      throw new Violation("at " + position + " came " + frame);
    }
    places.put(topic, position);
  }

  private void state(Frame frame, Topic topic, Position position, @Nullable Position place) {
    if (!stateless.remove(topic) && !position.equals(place)) {
      throw new Violation("after " + place + " came " + frame);
    }
    places.put(topic, position);
  }

  private void resync(Frame frame, Topic topic, @Nullable Position place) {
    History.Extent extent = history.extent(topic);
    boolean needed =
        place == null
            || !place.epoch().equals(extent.epoch())
            || place.offset() + 1 < extent.oldest();
    if (!needed) {
      throw new Violation("without need came " + frame + " after " + place);
    }
    stateless.add(topic);
  }

  /** The feed must have been heard to its end. */
  void complete(Topic topic) {
    if (!isComplete(topic)) {
      throw new Violation(
          topic + " ended at " + places.get(topic) + " and not at " + history.extent(topic));
    }
  }

  /** Whether the feed has been heard to its end. */
  boolean isComplete(Topic topic) {
    History.Extent extent = history.extent(topic);
    return new Position(extent.epoch(), extent.head()).equals(places.get(topic));
  }
}
