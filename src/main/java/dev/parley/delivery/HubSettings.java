package dev.parley.delivery;

import java.time.Duration;

/**
 * The bounds of delivery.
 *
 * @param loops delivery loops; at least 1
 * @param ringEvents how many of its newest events a topic keeps ready; at least 1
 * @param ringBytes how many bytes these may take, roughly; the newest event is kept whatever its
 *     size
 * @param pageSize events per read from the {@link History}; at least 1
 * @param pageBytes how many bytes all pages that were read may take until the oldest are dropped
 * @param pageReads reads from the {@link History} under way at one time; at least 1
 * @param stall how long a write may go without progress before the connection is closed
 * @param maxLag how many events a connection that was once level may be behind
 * @param outboxFrames how many replies and events without offset may wait for one connection
 * @param outboxBytes how many bytes these may take, roughly
 * @param maxWriteFrames how many frames one write holds at most, roughly
 * @param maxWriteBytes how many bytes one write holds at most, roughly: a greater frame goes alone
 * @param pingInterval how often a connection is asked for a sign of life
 * @param silence after how long without a sign of life a connection is closed
 * @param flushTimeout how long replies that wait may take to go out when a connection is closed
 * @param releaseTimeout how long a transport may take to tell that it has ended
 */
public record HubSettings(
    int loops,
    int ringEvents,
    long ringBytes,
    int pageSize,
    long pageBytes,
    int pageReads,
    Duration stall,
    long maxLag,
    int outboxFrames,
    long outboxBytes,
    int maxWriteFrames,
    int maxWriteBytes,
    Duration pingInterval,
    Duration silence,
    Duration flushTimeout,
    Duration releaseTimeout) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a bound is zero or negative
   */
  public HubSettings {
    positive("loops", loops);
    positive("ringEvents", ringEvents);
    positive("ringBytes", ringBytes);
    positive("pageSize", pageSize);
    positive("pageBytes", pageBytes);
    positive("pageReads", pageReads);
    positive("stall", stall.toMillis());
    positive("maxLag", maxLag);
    positive("outboxFrames", outboxFrames);
    positive("outboxBytes", outboxBytes);
    positive("maxWriteFrames", maxWriteFrames);
    positive("maxWriteBytes", maxWriteBytes);
    positive("pingInterval", pingInterval.toMillis());
    positive("silence", silence.toMillis());
    positive("flushTimeout", flushTimeout.toMillis());
    positive("releaseTimeout", releaseTimeout.toMillis());
  }

  /** The documented defaults, with as many loops as there are processors. */
  public static HubSettings defaults() {
    return new HubSettings(
        Runtime.getRuntime().availableProcessors(),
        4096,
        8 << 20,
        500,
        32 << 20,
        4,
        Duration.ofSeconds(10),
        4 * 4096,
        1024,
        2 << 20,
        512,
        64 << 10,
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5));
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
