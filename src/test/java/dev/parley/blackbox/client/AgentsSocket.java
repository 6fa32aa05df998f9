package dev.parley.blackbox.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** A client of the Agents WebSocket. For one thread. */
public final class AgentsSocket implements AutoCloseable {
  /** Where it is. */
  public static final String PATH = "/ws";

  private final Dashboard socket;

  private AgentsSocket(Dashboard socket) {
    this.socket = socket;
  }

  /** Connects as the seed's clients do, with the token in the query. */
  public static AgentsSocket open(Target target, String token) throws Exception {
    return open(target, "?token=" + token, List.of());
  }

  /** Connects with header fields, names and values by turns. */
  public static AgentsSocket open(Target target, String query, List<String> headers)
      throws Exception {
    return new AgentsSocket(Dashboard.open(target.socket(PATH + query), headers));
  }

  /** Connects, and waits until the hub has said that it knows who this is. */
  public static AgentsSocket ready(Target target, String token) throws Exception {
    AgentsSocket opened = open(target, token);
    opened.await("auth");
    return opened;
  }

  /** The socket. */
  public Dashboard socket() {
    return socket;
  }

  /** The next frame. */
  public JsonObject next() throws InterruptedException {
    return socket.next();
  }

  /** The next frame of that type; those before it are dropped. */
  public JsonObject await(String type) throws InterruptedException {
    return socket.await(type);
  }

  /** The data of the next frame of that type in which that text stands. */
  public JsonObject about(String type, String text) throws InterruptedException {
    return socket.awaitAbout(type, text).getJsonObject("data");
  }

  /** The data of the next message of that conversation. */
  public JsonObject message(String conversationId) throws InterruptedException {
    return socket
        .await(
            frame ->
                frame.getString("type").equals("chat_message")
                    && frame
                        .getJsonObject("data")
                        .getString("conversationId")
                        .equals(conversationId))
        .getJsonObject("data");
  }

  /** Sends a frame with that data, names and texts by turns. */
  public void send(String type, String... data) throws Exception {
    JsonObjectBuilder members = Json.createObjectBuilder();
    for (int i = 0; i < data.length; i += 2) {
      members.add(data[i], data[i + 1]);
    }
    send(Json.createObjectBuilder().add("type", type).add("data", members).build());
  }

  /** Sends a frame. */
  public void send(JsonObject frame) throws Exception {
    socket.send(frame.toString());
  }

  /** What it hears of a type until everything that was said before this call is heard. */
  public List<JsonObject> untilPong(String type) throws Exception {
    socket.send("{\"type\":\"ping\"}");
    return socket.until("pong").stream()
        .filter(frame -> frame.getString("type").equals(type))
        .toList();
  }

  @Override
  public void close() {
    socket.close();
  }
}
