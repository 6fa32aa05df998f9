package dev.parley.delivery;

import dev.parley.vocabulary.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The topics with listeners on this node. Safe for use by any number of threads. */
final class Feeds {
  private final Core core;
  private final List<Loop> loops;
  private final Map<Topic, Feed> feeds = new ConcurrentHashMap<>();

  Feeds(Core core, List<Loop> loops) {
    this.core = core;
    this.loops = loops;
  }

  /** The feed of a topic, or null where nobody listens. */
  @Nullable Feed find(Topic topic) {
    return feeds.get(topic);
  }

  /** The feed of a topic, with one cursor more. */
  Feed retain(Topic topic) {
    return feeds.compute(
        topic,
        (key, known) -> {
          Feed feed = known == null ? new Feed(key, core, loops) : known;
          feed.retain();
          return feed;
        });
  }

  /** The feed has one cursor less; without any it is given up. */
  void release(Feed feed) {
    feeds.computeIfPresent(
        feed.topic(), (topic, known) -> known == feed && feed.release() ? null : known);
    if (feed.released()) {
      core.pages().forget(feed);
    }
  }

  /** Compares what is here with the history. */
  void check() {
    feeds.values().forEach(Feed::check);
  }
}
