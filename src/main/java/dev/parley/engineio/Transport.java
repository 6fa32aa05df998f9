package dev.parley.engineio;

import dev.parley.engineio.SendQueue.Chunk;

/**
 * The way on which a session is at the moment. All is called under the session's lock. What becomes
 * of a chunk is told to {@link Session#sent} or {@link Session#lost}, once, also when the transport
 * has been closed meanwhile.
 */
interface Transport {

  /** Whether a chunk can be sent now. Never while one is on its way. */
  boolean isWritable();

  /** Sends a chunk. */
  void send(Chunk chunk);

  /** The chunk on its way has been accepted; another may follow. */
  void arrived();

  /** Sends a chunk, possibly empty, and then closes. */
  void sendLast(Chunk chunk, Farewell farewell);

  /** Closes at once. */
  void close(Farewell farewell);

  /**
   * The last word.
   *
   * @param packet what ends a poll
   * @param code what the close frame of a WebSocket says
   */
  record Farewell(PacketType packet, int code, String reason) {
    static Farewell of(CloseReason reason) {
      return new Farewell(
          reason == CloseReason.CLIENT ? PacketType.NOOP : PacketType.CLOSE,
          reason.code(),
          reason.text());
    }
  }
}
