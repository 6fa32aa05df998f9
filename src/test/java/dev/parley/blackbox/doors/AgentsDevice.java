package dev.parley.blackbox.doors;

import dev.parley.blackbox.client.AgentsSocket;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.WebSocketHandshakeException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Talks and hears through the Agents door, and does by requests what that has no words for. What
 * comes before it is told that it goes on where it was comes once more afterwards.
 */
final class AgentsDevice extends Device {
  private static final long WAIT = 20;

  private final RestDevice rest;
  private @Nullable AgentsSocket socket;
  private @Nullable Transcript transcript;
  private final Map<String, String> there = new HashMap<>();
  private boolean subscribed;
  private String epoch = "";
  private long last;

  AgentsDevice(Meeting meeting, String userId, String credential, String name) {
    super(meeting, userId, credential, name);
    this.rest = new RestDevice(meeting, userId, credential, name);
  }

  private AgentsSocket connected() throws Exception {
    AgentsSocket open = socket;
    if (open != null) {
      return open;
    }
    try {
      open = AgentsSocket.open(meeting.target(), credential);
    } catch (WebSocketHandshakeException e) {
      if (e.getResponse().statusCode() == 429) {
        // The hub has not noticed yet that those before are gone.
        throw new Later(WAIT);
      }
      throw new Transcript.Violation("refused with " + e.getResponse().statusCode());
    } catch (IOException e) {
      throw new Lost(e.toString());
    }
    socket = open;
    subscribed = false;
    String since =
        transcript == null
            ? ""
            : ",\"since\":%d,\"epoch\":\"%s\"".formatted(last + meeting.fault().shift(), epoch);
    send(
        open,
        "{\"type\":\"subscribe\",\"data\":{\"conversationId\":\""
            + meeting.room()
            + "\""
            + since
            + "}}");
    boolean isFirst = transcript == null;
    await(open, frame -> frame.getString("type").equals("subscribed"));
    subscribed = true;
    if (isFirst) {
      await(open, frame -> frame.getString("type").equals("conversation_state"));
    }
    return open;
  }

  private void send(AgentsSocket open, String frame) throws Exception {
    try {
      open.socket().send(frame);
    } catch (IOException | ExecutionException e) {
      drop();
      throw new Lost(e.toString());
    }
  }

  /** The first frame like that; those before it, and it, are heard. */
  private JsonObject await(AgentsSocket open, Predicate<JsonObject> wanted) throws Exception {
    while (true) {
      JsonObject frame = next(open);
      hear(frame);
      if (wanted.test(frame)) {
        return frame;
      }
    }
  }

  private JsonObject next(AgentsSocket open) throws Exception {
    try {
      return open.next();
    } catch (AssertionError e) {
      drop();
      throw new Lost(e.toString());
    }
  }

  private void hear(JsonObject frame) throws Exception {
    JsonObject data =
        frame.get("data") instanceof JsonObject object ? object : JsonObject.EMPTY_JSON_OBJECT;
    switch (frame.getString("type")) {
      case "error" -> {
        switch (data.getString("code")) {
          case "rate_limited", "unavailable" -> throw new Later(data.getInt("retryAfterMs", 100));
          default -> throw new Transcript.Violation("told: " + frame);
        }
      }
      case "resync" -> throw new Transcript.Violation("told: " + frame);
      case "conversation_state" -> begin(data);
      case "user_presence" -> there.put(data.getString("userId"), data.getString("status"));
      default -> {
        if (subscribed
            && transcript != null
            && data.getString("topic", "").equals("room:" + meeting.room())) {
          event(frame.getString("type"), data);
        }
      }
    }
  }

  private void begin(JsonObject state) {
    if (transcript != null) {
      throw new Transcript.Violation("begins anew: " + state);
    }
    Transcript known = new Transcript();
    for (JsonObject message : state.getJsonArray("messages").getValuesAs(JsonObject.class)) {
      known.add(
          message.getString("messageId"),
          message.getString("sender"),
          message.getString("content"));
    }
    transcript = known;
    epoch = state.getString("epoch");
    last = state.getInt("offset");
  }

  /** This door has no word for some events, so that there are holes; but it never goes back. */
  private void event(String type, JsonObject data) {
    long offset = data.getInt("offset");
    if (offset <= last) {
      throw new Transcript.Violation("behind " + last + " comes " + data);
    }
    last = offset;
    String messageId = data.getString("messageId");
    Transcript known = transcript();
    switch (type) {
      case "chat_message" ->
          known.add(messageId, data.getString("sender"), data.getString("content"));
      case "chat_message_edited" -> known.edit(messageId, data.getString("content"));
      case "chat_message_deleted" -> known.remove(messageId);
      default -> throw new Transcript.Violation("unknown: " + type);
    }
  }

  private String message(String clientMessageId, String text) {
    return "{\"type\":\"chat_message\",\"data\":{\"conversationId\":\"%s\",\"content\":\"%s\",\"clientMessageId\":\"%s\"}}"
        .formatted(meeting.room(), text, clientMessageId);
  }

  @Override
  void sayAndDrop(String clientMessageId, String text) throws Exception {
    try {
      send(connected(), message(clientMessageId, text));
    } catch (Lost | Later e) {
      // Lost before it was meant to be.
    }
    drop();
  }

  @Override
  String say(String clientMessageId, String text) throws Exception {
    AgentsSocket open = connected();
    send(open, message(clientMessageId, text));
    return await(
            open,
            frame ->
                frame.getString("type").equals("ack")
                    && frame
                        .getJsonObject("data")
                        .getString("clientMessageId")
                        .equals(clientMessageId))
        .getJsonObject("data")
        .getString("messageId");
  }

  @Override
  String edit(String messageId, String text) throws Exception {
    return rest.edit(messageId, text);
  }

  @Override
  String delete(String messageId) throws Exception {
    return rest.delete(messageId);
  }

  @Override
  String react(String messageId, String emoji) throws Exception {
    return rest.react(messageId, emoji);
  }

  /** Nothing tells that it was taken; so it is asked for otherwise. */
  @Override
  String present(String status) throws Exception {
    return rest.present(status);
  }

  @Override
  String read(long offset) throws Exception {
    return rest.read(offset);
  }

  @Override
  void awaitPresence(String other, String status) throws Exception {
    until(
        () -> {
          AgentsSocket open = connected();
          while (!status.equals(there.getOrDefault(other, "offline"))) {
            hear(next(open));
          }
          return status;
        });
  }

  @Override
  void drop() {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }

  @Override
  long seen() {
    return last;
  }

  @Override
  Transcript transcript() {
    return transcript == null ? new Transcript() : transcript;
  }

  @Override
  boolean hearsReactions() {
    return false;
  }

  @Override
  void reach(long offset) throws Exception {
    while (last < offset || transcript == null) {
      try {
        AgentsSocket open = connected();
        while (last < offset) {
          hear(next(open));
        }
      } catch (Later later) {
        Thread.sleep(later.after);
      } catch (Lost lost) {
        // Once more.
      }
    }
    if (last > offset) {
      throw new Transcript.Violation("hears up to " + last + ", not " + offset);
    }
  }

  @Override
  public void close() {
    drop();
  }
}
