package dev.parley.engineio;

import java.time.Duration;

/**
 * What clients are told, and what they may do.
 *
 * @param pingInterval how long after the last answer a client is pinged again
 * @param pingTimeout how long it may take to answer
 * @param upgradeTimeout how long an upgrade may take
 * @param openTimeout how soon a client of long-polling must come again after its handshake
 * @param closeTimeout how long a session that is closed waits for a poll that takes its last words
 * @param maxPayload bytes of a body or of a WebSocket message from a client; what is sent to it is
 *     divided so as not to be more, except for one packet that is
 * @param maxQueued bytes that may wait to be sent before another is added
 * @param maxSessions how many may be open
 * @param webSockets whether WebSockets are offered
 */
public record EngineSettings(
    Duration pingInterval,
    Duration pingTimeout,
    Duration upgradeTimeout,
    Duration openTimeout,
    Duration closeTimeout,
    int maxPayload,
    long maxQueued,
    int maxSessions,
    boolean webSockets) {

  /** Those of the reference implementation, as far as it has them. */
  public static final EngineSettings DEFAULTS =
      new EngineSettings(
          Duration.ofSeconds(25),
          Duration.ofSeconds(20),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          1_000_000,
          16L << 20,
          100_000,
          true);

  public EngineSettings {
    for (Duration duration :
        new Duration[] {pingInterval, pingTimeout, upgradeTimeout, openTimeout, closeTimeout}) {
      if (duration.toMillis() < 1) {
        throw new IllegalArgumentException("the times of Engine.IO must be 1 ms or more");
      }
    }
    if (maxPayload < 1 || maxQueued < 1 || maxSessions < 1) {
      throw new IllegalArgumentException("the limits of Engine.IO must be 1 or more");
    }
  }

  /** The same with another heartbeat. */
  public EngineSettings withHeartbeat(Duration interval, Duration timeout) {
    return new EngineSettings(
        interval,
        timeout,
        upgradeTimeout,
        openTimeout,
        closeTimeout,
        maxPayload,
        maxQueued,
        maxSessions,
        webSockets);
  }

  /** The same with other limits. */
  public EngineSettings withLimits(int payload, long queued, int sessions) {
    return new EngineSettings(
        pingInterval,
        pingTimeout,
        upgradeTimeout,
        openTimeout,
        closeTimeout,
        payload,
        queued,
        sessions,
        webSockets);
  }

  /** The same without WebSockets. */
  public EngineSettings withoutWebSockets() {
    return new EngineSettings(
        pingInterval,
        pingTimeout,
        upgradeTimeout,
        openTimeout,
        closeTimeout,
        maxPayload,
        maxQueued,
        maxSessions,
        false);
  }
}
