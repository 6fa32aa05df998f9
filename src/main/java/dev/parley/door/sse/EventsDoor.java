package dev.parley.door.sse;

import dev.parley.delivery.Dialect;
import dev.parley.delivery.Hub;
import dev.parley.door.Gate;
import dev.parley.vocabulary.Topic;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the door needs.
 *
 * @param topics what can be heard here
 * @param dialect in which words
 * @param timer runs short tasks that never block
 * @param blocking runs what may wait for the network
 * @param comments how often a quiet client is sent a comment
 */
public record EventsDoor(
    Gate gate,
    Hub hub,
    Set<Topic> topics,
    Dialect dialect,
    ScheduledExecutorService timer,
    Executor blocking,
    Duration comments) {
  public EventsDoor {
    topics = Set.copyOf(topics);
  }
}
