package dev.parley.delivery;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Topic;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for when it connects. Whoever opens a connection has checked that the caller
 * may hear these topics.
 *
 * @param subscriptions the topics, each at most once; may be none
 * @param filter which of their events
 * @param clientType what the client calls itself, told back to it
 * @param roving which further topics are heard, each from the first event on that is said there
 *     while the connection is open; asked on the delivery loop, must not block; null for none
 * @param changesOnly of what it has been told it wants to hear what has changed, where events can
 *     tell that ({@link dev.parley.vocabulary.LatestEvent#since})
 */
public record Opening(
    List<Subscription> subscriptions,
    Filter filter,
    String clientType,
    @Nullable BiPredicate<Caller, Topic> roving,
    boolean changesOnly) {

  /**
   * Keeps its own copy.
   *
   * @throws IllegalArgumentException if a topic is there twice
   */
  public Opening {
    subscriptions = List.copyOf(subscriptions);
    if (subscriptions.stream().map(Subscription::topic).distinct().count() < subscriptions.size()) {
      throw new IllegalArgumentException("a topic twice: " + subscriptions);
    }
  }

  /** Told everything whole. */
  public Opening(
      List<Subscription> subscriptions,
      Filter filter,
      String clientType,
      @Nullable BiPredicate<Caller, Topic> roving) {
    this(subscriptions, filter, clientType, roving, false);
  }

  /** Without roving, and told everything whole. */
  public Opening(List<Subscription> subscriptions, Filter filter, String clientType) {
    this(subscriptions, filter, clientType, null, false);
  }

  /** The topics that are heard from the beginning. */
  public List<Topic> topics() {
    return subscriptions.stream().map(Subscription::topic).toList();
  }

  /**
   * A topic to be heard.
   *
   * @param topic which
   * @param since where the client left the feed, or null to begin with the state
   */
  public record Subscription(Topic topic, @Nullable Since since) {}

  /**
   * The last event a client has seen.
   *
   * @param epoch the history that it belongs to, or null for the present one
   * @param offset its offset; 0 for the place before the first event
   */
  public record Since(@Nullable String epoch, long offset) {}
}
