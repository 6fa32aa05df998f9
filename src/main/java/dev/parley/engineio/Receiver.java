package dev.parley.engineio;

/**
 * What hears one client. Told one thing after another, in the order in which it was sent; nothing
 * of it may wait. Where it throws, the session is closed.
 */
public interface Receiver {

  /** The client sent this. */
  void message(Message message);

  /** The session has ended, or is about to: nothing more is heard. Told once. */
  void closed(CloseReason reason);
}
