package dev.parley.blackbox.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Somebody who talks through the Rooms door: asks, and hears. What comes while an answer is awaited
 * is kept and heard afterwards. For one thread.
 */
public final class Participant implements AutoCloseable {
  private final Dashboard socket;
  private final ArrayDeque<JsonObject> kept = new ArrayDeque<>();
  private int requests;
  private boolean seeing;

  private Participant(Dashboard socket) {
    this.socket = socket;
  }

  /** Connects as the owner of a credential. */
  public static Participant open(Target target, String credential) throws Exception {
    return open(target, credential, "");
  }

  /**
   * The same.
   *
   * @param query the parameters, with the question mark
   */
  public static Participant open(Target target, String credential, String query) throws Exception {
    return new Participant(
        Dashboard.open(
            target.socket(Target.REALTIME + query),
            List.of("Authorization", "Bearer " + credential)));
  }

  /** Connects with header fields, at any path. */
  public static Participant at(Target target, String pathAndQuery, List<String> headers)
      throws Exception {
    return new Participant(Dashboard.open(target.socket(pathAndQuery), headers));
  }

  /** Asks, and waits for what it is answered: an {@code ack}, a {@code pong} or an error. */
  public JsonObject ask(String action, Map<String, ?> members) throws Exception {
    return ask(action, members, kept::add);
  }

  /** Asks; what else comes until it is answered is handed on. */
  public JsonObject ask(String action, Map<String, ?> members, Consumer<JsonObject> others)
      throws Exception {
    String requestId = "r" + ++requests;
    JsonObjectBuilder request =
        Json.createObjectBuilder().add("action", action).add("requestId", requestId);
    Json.createObjectBuilder(members).build().forEach(request::add);
    send(request.build().toString());
    while (true) {
      JsonObject frame = socket.next();
      if (requestId.equals(frame.getString("requestId", null))) {
        return frame;
      }
      others.accept(frame);
    }
  }

  /** Asks, and fails unless it is done. */
  public JsonObject does(String action, Map<String, ?> members) throws Exception {
    JsonObject answer = ask(action, members);
    if (!answer.getString("type").equals("ack")) {
      throw new AssertionError(action + " was answered " + answer);
    }
    return answer;
  }

  /** Asks, and answers the code with which it is refused. */
  public String refusal(String action, Map<String, ?> members) throws Exception {
    JsonObject answer = ask(action, members);
    if (!answer.getString("type").equals("error")) {
      throw new AssertionError(action + " was answered " + answer);
    }
    return answer.getString("code");
  }

  /** Sends a text. */
  public void send(String text) throws Exception {
    socket.send(text);
  }

  /** Sends bytes. */
  public void send(byte[] bytes) throws Exception {
    socket.send(bytes);
  }

  /** The next frame, whatever it is about; none if the connection has ended before one came. */
  public Optional<JsonObject> nextIfAny() throws Exception {
    return kept.isEmpty() ? socket.nextIfAny() : Optional.of(kept.remove());
  }

  /** From now on who is there is heard, too. */
  public Participant seeing() {
    seeing = true;
    return this;
  }

  /** The next frame; not who is there, unless that is wanted: other tests are about. */
  public JsonObject next() throws Exception {
    JsonObject frame = any();
    while (!seeing && frame.getString("type").equals("presence")) {
      frame = any();
    }
    return frame;
  }

  private JsonObject any() throws Exception {
    return kept.isEmpty() ? socket.next() : kept.remove();
  }

  /** The next frame of that type; those before it are dropped. */
  public JsonObject hears(String type) throws Exception {
    return hears(frame -> frame.getString("type").equals(type));
  }

  /** The next frame like that; those before it are dropped. */
  public JsonObject hears(Predicate<JsonObject> condition) throws Exception {
    JsonObject frame = next();
    while (!condition.test(frame)) {
      frame = next();
    }
    return frame;
  }

  /** Waits for the end, and tells the number of the close frame. */
  public int closeCode() throws Exception {
    return socket.closeCode();
  }

  @Override
  public void close() {
    socket.close();
  }
}
