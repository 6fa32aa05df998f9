package dev.parley.journal;

import dev.parley.journal.LogTable.Reach;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the log reaches as this node knows it: nothing beyond is shown to anybody. Only the
 * writer's thread changes it, and only after the data are durable; any thread may read.
 */
final class LogState implements Model.Heads {
  private final String epoch;
  private final Map<Topic, Reach> reaches;
  private volatile long applied;
  private volatile long lastStamp;

  LogState(String epoch, long applied, long lastStamp, Map<Topic, Reach> reaches) {
    this.epoch = epoch;
    this.applied = applied;
    this.lastStamp = lastStamp;
    this.reaches = new ConcurrentHashMap<>(reaches);
  }

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public long head(Topic topic) {
    return reach(topic).head();
  }

  /** Events before that one are gone. */
  void forget(Topic topic, long oldest) {
    reaches.computeIfPresent(topic, (key, reach) -> new Reach(oldest, reach.head()));
  }

  Reach reach(Topic topic) {
    return reaches.getOrDefault(topic, Reach.NOTHING);
  }

  Map<Topic, Reach> reaches() {
    return reaches;
  }

  /** The sequence number of the newest event that is in the models. */
  long applied() {
    return applied;
  }

  /** The greatest stamp that is durable: a row with a greater one is not there yet. */
  long lastStamp() {
    return lastStamp;
  }

  /** Rows with that stamp are durable, of which no event tells. */
  void reachesStamp(long durableStamp) {
    lastStamp = Math.max(lastStamp, durableStamp);
  }

  /** Follows durable events, which end at that sequence number and that stamp. */
  void follow(List<Publication> publications, long lastSeq, long durableStamp) {
    for (Publication publication : publications) {
      reaches.compute(
          publication.topic(),
          (topic, reach) -> new Reach(reach == null ? 1 : reach.oldest(), publication.offset()));
    }
    lastStamp = durableStamp;
    applied = lastSeq;
  }
}
