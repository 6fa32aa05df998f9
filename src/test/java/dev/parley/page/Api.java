package dev.parley.page;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** Says to a hub over REST what agents say. */
final class Api implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;
  private final String key;

  Api(String address, String key) {
    this.address = address;
    this.key = key;
  }

  /** Records an activity and answers its id. */
  String record(String agent, String type, JsonObject metadata) throws Exception {
    return record(activity(agent, "engineering", type).add("metadata", metadata));
  }

  /** Records an activity without metadata and answers its id. */
  String record(String agent, String type) throws Exception {
    return record(agent, type, JsonObject.EMPTY_JSON_OBJECT);
  }

  /** Records an activity and answers its id. */
  String record(JsonObjectBuilder activity) throws Exception {
    return post("collaboration/record-activity", activity).getString("activity_id");
  }

  /** The members that an activity must have. */
  static JsonObjectBuilder activity(String agent, String department, String type) {
    return Json.createObjectBuilder()
        .add("agent_id", agent)
        .add("department", department)
        .add("activity_type", type);
  }

  /** Completes an activity. */
  void complete(String activityId, boolean success) throws Exception {
    post(
        "collaboration/complete-activity",
        Json.createObjectBuilder().add("activity_id", activityId).add("success", success));
  }

  /** Records a memory update. */
  void remember(String agent, String item) throws Exception {
    post(
        "collaboration/record-memory-update",
        Json.createObjectBuilder()
            .add("operation", "write")
            .add("item_id", item)
            .add("agent_id", agent));
  }

  /** Starts a session and answers its id. */
  String startSession(String type, String... participants) throws Exception {
    return post(
            "collaboration/start-collaboration",
            Json.createObjectBuilder()
                .add("participants", Json.createArrayBuilder(List.of(participants)))
                .add("session_type", type))
        .getString("session_id");
  }

  /** Ends a session. */
  void endSession(String sessionId) throws Exception {
    post(
        "collaboration/end-collaboration", Json.createObjectBuilder().add("session_id", sessionId));
  }

  /** Records a decision in a session. */
  void decide(String sessionId, String agent, String decision) throws Exception {
    post(
        "collaboration/record-decision",
        Json.createObjectBuilder()
            .add("session_id", sessionId)
            .add("agent_id", agent)
            .add("decision", decision)
            .add("confidence", 0.75));
  }

  /** Asks people in a session, who can answer {@code small} or {@code large}; answers its id. */
  String ask(String sessionId, String agent, String question) throws Exception {
    return post(
            "collaboration/decision-requests",
            Json.createObjectBuilder()
                .add("agent_id", agent)
                .add("question", question)
                .add("session_id", sessionId)
                .add(
                    "options",
                    Json.createArrayBuilder()
                        .add(Json.createObjectBuilder().add("id", "small").add("label", "Small"))
                        .add(Json.createObjectBuilder().add("id", "large").add("label", "Large"))))
        .getString("request_id");
  }

  /** Answers what people were asked. */
  void answer(String requestId, String optionId) throws Exception {
    post(
        "collaboration/decision-requests/" + requestId + "/answer",
        Json.createObjectBuilder().add("option_id", optionId));
  }

  /** Makes an API key for a user; the answer has its {@code id} and the {@code key}. */
  JsonObject createKey(String user, String role) throws Exception {
    return post(
        "api-keys",
        Json.createObjectBuilder()
            .add("owner", Json.createObjectBuilder().add("kind", "user").add("id", user))
            .add("roles", Json.createArrayBuilder().add(role)));
  }

  /** Says something in a room, which is made if there is none, and answers the message's id. */
  String say(String room, String text) throws Exception {
    return post("rooms/" + room + "/messages", Json.createObjectBuilder().add("message", text))
        .getString("messageId");
  }

  /** Takes a message away. */
  void unsay(String room, String messageId) throws Exception {
    send(request("rooms/" + room + "/messages/" + messageId).DELETE());
  }

  /** Tells a user something. */
  void tell(String user, String message, String link) throws Exception {
    post(
        "notifications",
        Json.createObjectBuilder()
            .add("level", "success")
            .add("message", message)
            .add("link", link)
            .add("userId", user));
  }

  /** Revokes an API key. */
  void revokeKey(String id) throws Exception {
    send(request("api-keys/" + id).DELETE());
  }

  /** Reads something. */
  JsonObject get(String path) throws Exception {
    return json(send(request(path).GET()));
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  /** Sends an object. */
  JsonObject post(String path, JsonObjectBuilder body) throws Exception {
    return json(
        send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.build().toString()))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + "/api/v1/" + path))
        .header("Authorization", "Bearer " + key);
  }

  private String send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(answer + ": " + answer.body());
    }
    return answer.body();
  }

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
