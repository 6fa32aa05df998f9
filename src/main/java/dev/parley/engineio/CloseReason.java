package dev.parley.engineio;

/** Why a session ended. */
public enum CloseReason {
  /** The client said so. */
  CLIENT(1000, "closed by the client"),
  /** {@link Session#close} or {@link Session#terminate} was called. */
  SERVER(1000, "closed"),
  /** The client did not answer a ping in time. */
  HEARTBEAT_MISSED(4408, "heartbeat missed"),
  /** The connection broke, or a request of the client's was given up. */
  TRANSPORT(1001, "connection lost"),
  /** The client broke the protocol. */
  PROTOCOL(1002, "protocol error"),
  /** A message had more bytes than one may have. */
  TOO_LARGE(1009, "message too large"),
  /** More waits to be sent than may. */
  TOO_SLOW(1013, "consumer too slow"),
  /** A client of long-polling did not come again after its handshake. */
  NEVER_USED(1008, "session was not used"),
  /** The application failed. */
  FAILED(1011, "internal error");

  private final int code;
  private final String text;

  CloseReason(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** The code in the close frame of a WebSocket. */
  int code() {
    return code;
  }

  /** The text in the close frame of a WebSocket. */
  String text() {
    return text;
  }
}
