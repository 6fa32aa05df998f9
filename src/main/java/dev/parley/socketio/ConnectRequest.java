package dev.parley.socketio;

import dev.parley.engineio.Handshake;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import org.jspecify.annotations.Nullable;

/**
 * A client that wants to be on a namespace.
 *
 * @param namespace begins with a slash
 * @param auth what it says for itself; empty where it says nothing. Not checked
 * @param pid the private id that it was given when it was on the namespace before, and that it says
 *     nobody else knows; null where it was not
 * @param offset that of the last event that it has heard with one; null where there was none
 * @param handshake the request that its engine session began with
 */
public record ConnectRequest(
    String namespace,
    JsonObject auth,
    @Nullable String pid,
    @Nullable String offset,
    Handshake handshake) {

  private static final int MAX_PID = 128;
  private static final int MAX_OFFSET = 16 * 1024;

  static ConnectRequest of(String namespace, JsonObject auth, Handshake handshake) {
    String pid = text(auth, "pid", MAX_PID);
    return new ConnectRequest(
        namespace, auth, pid, pid == null ? null : text(auth, "offset", MAX_OFFSET), handshake);
  }

  private static @Nullable String text(JsonObject auth, String name, int max) {
    return auth.get(name) instanceof JsonString text
            && !text.getString().isEmpty()
            && text.getString().length() <= max
        ? text.getString()
        : null;
  }

  /** Without what may be a credential. */
  @Override
  public String toString() {
    return "ConnectRequest[" + namespace + ", " + handshake + "]";
  }
}
