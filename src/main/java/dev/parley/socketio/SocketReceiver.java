package dev.parley.socketio;

import org.jspecify.annotations.Nullable;

/**
 * What hears one client on one namespace. Told one thing after another, in the order in which it
 * was sent; nothing of it may wait. Where it throws, the client is closed.
 */
public interface SocketReceiver {

  /**
   * The client sent an event.
   *
   * @param ack to be told once what is answered; null where no answer is asked for
   */
  void event(String name, Arguments arguments, @Nullable Ack ack);

  /** The client is not on the namespace any more. Told once; nothing is heard after it. */
  void disconnected(DisconnectReason reason);

  /** The answer that an event asks for. */
  @FunctionalInterface
  interface Ack {

    /** Sends it; only the first counts. Any thread may. */
    void send(Arguments answer);
  }
}
