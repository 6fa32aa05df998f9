package dev.parley.blackbox.doors;

import dev.parley.blackbox.client.Api;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Talks by requests alone; to lose the connection is to not wait for an answer. */
final class RestDevice extends Device {
  private final Api api;
  private final String room;

  RestDevice(Meeting meeting, String userId, String credential, String name) {
    super(meeting, userId, credential, name);
    this.api = meeting.target().as(credential);
    this.room = "/api/v1/rooms/" + meeting.room();
  }

  private static String message(String clientMessageId, String text) {
    return Json.createObjectBuilder()
        .add("message", text)
        .add("clientMessageId", clientMessageId)
        .build()
        .toString();
  }

  /** The request is on its way, and nobody is there for the answer. */
  @Override
  void sayAndDrop(String clientMessageId, String text) throws IOException {
    URI address = meeting.target().address();
    String body = message(clientMessageId, text);
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String head =
          "POST %s/messages HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"
                  .formatted(room, address.getAuthority(), credential)
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n";
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Override
  String say(String clientMessageId, String text) throws Exception {
    return send("POST", "/messages", message(clientMessageId, text)).getString("messageId");
  }

  @Override
  String edit(String messageId, String text) throws Exception {
    send("PATCH", "/messages/" + messageId, "{\"message\":\"" + text + "\"}");
    return messageId;
  }

  @Override
  String delete(String messageId) throws Exception {
    send("DELETE", "/messages/" + messageId, null);
    return messageId;
  }

  @Override
  String react(String messageId, String emoji) throws Exception {
    send("PUT", "/messages/" + messageId + "/reactions/%F0%9F%91%8D", null);
    return messageId;
  }

  @Override
  String read(long offset) throws Exception {
    send("PUT", "/read", "{\"offset\":" + offset + "}");
    return "";
  }

  @Override
  String present(String status) throws Exception {
    ask("PUT", "/api/v1/me/presence", "{\"status\":\"" + status + "\"}");
    return status;
  }

  @Override
  void awaitPresence(String other, String status) {
    // It is told nothing.
  }

  private JsonObject send(String method, String path, String body) throws Exception {
    return ask(method, room + path, body);
  }

  private JsonObject ask(String method, String path, String body) throws Exception {
    Api.Answer answer =
        api.send(
            method, path, Map.of(), body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    if (answer.status() == 429 || answer.status() == 503) {
      throw new Later(answer.json().getInt("retryAfterMs", 100));
    }
    boolean gone = answer.status() == 404 && path.contains("/reactions/");
    if (answer.status() >= 300 && !gone) {
      throw new Transcript.Violation(method + " " + path + ": " + answer);
    }
    return answer.status() == 204 || gone ? JsonObject.EMPTY_JSON_OBJECT : answer.json();
  }

  private JsonObject show() throws Exception {
    return api.get(room + "?messages=500").expect(200).json();
  }

  @Override
  void drop() {
    // There is nothing to lose.
  }

  @Override
  long seen() throws Exception {
    return show().getInt("offset");
  }

  @Override
  Transcript transcript() throws Exception {
    return Transcript.of(show().getJsonArray("messages"));
  }

  @Override
  void reach(long offset) throws Exception {
    long seen = seen();
    if (seen != offset) {
      throw new Transcript.Violation("sees up to " + seen + ", not " + offset);
    }
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
