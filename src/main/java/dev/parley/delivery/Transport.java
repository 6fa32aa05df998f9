package dev.parley.delivery;

import java.util.List;

/**
 * The way to one client: a WebSocket, an SSE response, a long-polling session.
 *
 * <p>None of the methods blocks, and none throws for what the network does: that is told to the
 * completion. They are called by one thread at a time, the connection's delivery loop.
 */
public interface Transport {
  /** The kind of those that are WebSockets. */
  String WEBSOCKET = "websocket";

  /**
   * Sends frames in this order. There is never a second write before the completion of the first
   * was told. The transport decides how: one message a frame, one buffer, one payload.
   *
   * @param frames at least one
   * @param completion told exactly once how it ended; may be told on any thread, and before this
   *     method returns
   */
  void write(List<Frame> frames, Completion completion);

  /**
   * Sends something that a living client answers, and nothing that it shows. Called only while no
   * write is in flight. What cannot be sent is not an error: the missing answer will tell.
   */
  void ping();

  /** What kind of way it is, for the metrics. */
  default String kind() {
    return WEBSOCKET;
  }

  /**
   * Ends the connection: tells the client the code, best effort, and releases what the connection
   * holds within a few seconds, also when the client has stopped reading and whether or not the
   * container tells of the end. A second call does nothing.
   */
  void close(CloseCode code);

  /** How a write ended. */
  interface Completion {

    /** A part of the write has been accepted by the network; a sign of life. */
    default void progressed() {}

    /** Everything has been accepted by the network. */
    void done();

    /** The connection is broken. */
    void failed(Throwable cause);
  }
}
