package dev.parley.blackbox.doors;

import dev.parley.blackbox.client.Participant;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.WebSocketHandshakeException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Talks and hears through the Rooms door; goes on where it was when it had to connect again. */
final class RoomsDevice extends Device {
  private static final long WAIT = 20;

  private @Nullable Participant socket;
  private @Nullable Transcript transcript;
  private final Map<String, String> there = new HashMap<>();
  private String epoch = "";
  private long last;

  RoomsDevice(Meeting meeting, String userId, String credential, String name) {
    super(meeting, userId, credential, name);
  }

  private Map<String, Object> in(Object... members) {
    Map<String, Object> all = new HashMap<>();
    all.put("roomId", meeting.room());
    for (int i = 0; i < members.length; i += 2) {
      all.put((String) members[i], members[i + 1]);
    }
    return all;
  }

  private Participant connected() throws Exception {
    Participant open = socket;
    if (open != null) {
      return open;
    }
    try {
      open = Participant.open(meeting.target(), credential, "?userId=" + userId).seeing();
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
    join(open);
    return open;
  }

  private void join(Participant open) throws Exception {
    Map<String, Object> members = in();
    if (transcript != null) {
      members.put("since", last + meeting.fault().shift());
      members.put("epoch", epoch);
    }
    JsonObject joined = answer(open, "joinRoom", members);
    if (transcript == null) {
      transcript = Transcript.of(joined.getJsonArray("messages"));
      epoch = joined.getString("epoch");
      last = joined.getInt("offset");
    }
  }

  private JsonObject answer(Participant open, String action, Map<String, ?> members)
      throws Exception {
    JsonObject answer = ask(open, action, members);
    if (answer.getString("type").equals("error")) {
      switch (answer.getString("code")) {
        case "rate_limited", "unavailable" -> throw new Later(answer.getInt("retryAfterMs", 100));
        case "not_found" -> {
          if (!action.equals("react")) {
            throw new Transcript.Violation(action + ": " + answer);
          }
        }
        default -> throw new Transcript.Violation(action + ": " + answer);
      }
    }
    return answer;
  }

  private JsonObject ask(Participant open, String action, Map<String, ?> members) throws Exception {
    try {
      return open.ask(action, members, this::hear);
    } catch (AssertionError | IOException | java.util.concurrent.ExecutionException e) {
      drop();
      throw new Lost(e.toString());
    }
  }

  private JsonObject next(Participant open) throws Exception {
    try {
      return open.next();
    } catch (AssertionError | IOException e) {
      drop();
      throw new Lost(e.toString());
    }
  }

  /** Every event of the room has the offset behind that of the one before. */
  private void hear(JsonObject frame) {
    Transcript known = transcript;
    String type = frame.getString("type");
    if (type.equals("error") || type.equals("resync") || type.equals("roomState")) {
      throw new Transcript.Violation("told: " + frame);
    }
    if (type.equals("presence")) {
      there.put(frame.getString("userId"), frame.getString("status"));
    }
    if (frame.getString("topic", "").equals("room:" + meeting.room())) {
      long offset = frame.getInt("offset");
      if (known == null || offset != last + 1) {
        throw new Transcript.Violation("behind " + last + " comes " + frame);
      }
      last = offset;
      known.hear(frame);
    }
  }

  @Override
  void sayAndDrop(String clientMessageId, String text) throws Exception {
    try {
      connected()
          .send(
              "{\"action\":\"sendMessage\",\"roomId\":\"%s\",\"message\":\"%s\",\"clientMessageId\":\"%s\"}"
                  .formatted(meeting.room(), text, clientMessageId));
    } catch (IOException | java.util.concurrent.ExecutionException e) {
      // Lost before it was meant to be.
    }
    drop();
  }

  @Override
  String say(String clientMessageId, String text) throws Exception {
    return answer(
            connected(), "sendMessage", in("message", text, "clientMessageId", clientMessageId))
        .getString("messageId");
  }

  @Override
  String edit(String messageId, String text) throws Exception {
    answer(connected(), "editMessage", in("messageId", messageId, "message", text));
    return messageId;
  }

  @Override
  String delete(String messageId) throws Exception {
    answer(connected(), "deleteMessage", in("messageId", messageId));
    return messageId;
  }

  @Override
  String react(String messageId, String emoji) throws Exception {
    answer(connected(), "react", in("messageId", messageId, "emoji", emoji));
    return messageId;
  }

  @Override
  String present(String status) throws Exception {
    answer(connected(), "setPresence", Map.of("status", status));
    return status;
  }

  @Override
  String read(long offset) throws Exception {
    answer(connected(), "markRead", in("offset", offset));
    return "";
  }

  @Override
  void awaitPresence(String other, String status) throws Exception {
    until(
        () -> {
          Participant open = connected();
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
  void reach(long offset) throws Exception {
    while (last < offset || transcript == null) {
      try {
        Participant open = connected();
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
