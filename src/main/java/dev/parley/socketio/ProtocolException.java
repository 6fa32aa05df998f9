package dev.parley.socketio;

/** The client broke the protocol, or one of its limits. */
final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1L;

  ProtocolException(String message) {
    super(message);
  }
}
