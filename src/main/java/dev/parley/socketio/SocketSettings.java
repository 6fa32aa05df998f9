package dev.parley.socketio;

import java.time.Duration;

/**
 * What clients may do.
 *
 * @param connectTimeout how soon one must be on a namespace
 * @param maxAttachments of one packet
 * @param maxPacketBytes of a packet's attachments together
 * @param maxDepth how deep JSON may be nested
 * @param maxConnects how many namespaces one client may be on, and how often it may be refused
 * @param maxAcks how many acknowledgements of one socket may be waited for
 */
public record SocketSettings(
    Duration connectTimeout,
    int maxAttachments,
    long maxPacketBytes,
    int maxDepth,
    int maxConnects,
    int maxAcks) {

  /** Those of the reference implementation, as far as it has them. */
  public static final SocketSettings DEFAULTS =
      new SocketSettings(Duration.ofSeconds(45), 10, 10_000_000, 32, 16, 1_000);

  public SocketSettings {
    if (connectTimeout.toMillis() < 1
        || maxAttachments < 0
        || maxPacketBytes < 0
        || maxDepth < 1
        || maxConnects < 1
        || maxAcks < 1) {
      throw new IllegalArgumentException("the limits of Socket.IO must be positive");
    }
  }

  /** The same with another time for being on a namespace. */
  public SocketSettings withConnectTimeout(Duration timeout) {
    return new SocketSettings(
        timeout, maxAttachments, maxPacketBytes, maxDepth, maxConnects, maxAcks);
  }
}
