package dev.parley.socketio;

import jakarta.json.JsonObject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether a client may be on a namespace. */
public sealed interface ConnectAnswer {
  /** There is no such namespace. */
  Refused INVALID_NAMESPACE = new Refused("Invalid namespace", null);

  /**
   * It may.
   *
   * @param place as what it is known there
   * @param opening given the socket, from which on the client can be written to, it gives what
   *     hears the client. Called in any case, also when the client has gone meanwhile; then the
   *     receiver is told so at once. The client may know that it is there a little before: what it
   *     shall not miss counts from the answer
   */
  record Accepted(Place place, Function<Socket, SocketReceiver> opening) implements ConnectAnswer {}

  /**
   * It may not.
   *
   * @param message what it is told
   * @param data what its program is told besides; null for nothing
   */
  record Refused(String message, @Nullable JsonObject data) implements ConnectAnswer {}

  /** As what a client is known on a namespace. */
  sealed interface Place {}

  /**
   * As somebody new.
   *
   * @param recoverable whether it is given a private id, with which it can ask to be recovered
   */
  record Fresh(boolean recoverable) implements Place {}

  /**
   * As who it was before: its state has been restored, and what it missed is sent to it when it has
   * been opened. The application sees to it that a state is restored once only, and not for whoever
   * is not allowed to be here.
   *
   * @param id of the socket then
   * @param pid the private id that it came with
   * @param offset how far it has heard
   */
  record Recovered(String id, String pid, String offset) implements Place {}
}
