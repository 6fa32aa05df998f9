package dev.parley.socketio;

/** Why a client is not on a namespace any more. */
public enum DisconnectReason {
  /** The client has left it. */
  CLIENT,
  /** {@link Socket#disconnect} or one of its kind was called. */
  SERVER,
  /** The connection has gone: the client may come again. */
  TRANSPORT,
  /** The client broke the protocol, or one of its limits. */
  PROTOCOL
}
