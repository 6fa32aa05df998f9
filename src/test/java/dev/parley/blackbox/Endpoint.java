package dev.parley.blackbox;

import static dev.parley.blackbox.client.Target.COLLABORATION;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.EventStream;
import dev.parley.blackbox.client.Form;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint and a request that it would take.
 *
 * @param role the least that its caller has to be; null where every caller will do
 * @param body null where it takes none
 */
public record Endpoint(String method, String path, @Nullable String role, @Nullable String body) {
  public static final Endpoint RECORD_ACTIVITY =
      post(
          COLLABORATION + "record-activity",
          "agent",
          """
          {"agent_id":"agent_1","department":"engineering","activity_type":"memory_write",
           "metadata":{"item_id":"item_123"},"related_agents":["agent_2"]}\
          """);
  public static final Endpoint COMPLETE_ACTIVITY =
      post(
          COLLABORATION + "complete-activity",
          "agent",
          """
          {"activity_id":"act_1_agent_1","success":true}\
          """);
  public static final Endpoint START_COLLABORATION =
      post(
          COLLABORATION + "start-collaboration",
          "agent",
          """
          {"participants":["agent_1","agent_2"],"session_type":"general"}\
          """);
  public static final Endpoint END_COLLABORATION =
      post(
          COLLABORATION + "end-collaboration",
          "agent",
          """
          {"session_id":"collab_1"}\
          """);
  public static final Endpoint RECORD_MEMORY_UPDATE =
      post(
          COLLABORATION + "record-memory-update",
          "agent",
          """
          {"operation":"write","item_id":"item_123","agent_id":"agent_1",
           "metadata":{"size_bytes":1024}}\
          """);
  public static final Endpoint RECORD_ACTIVITIES =
      post(
          COLLABORATION + "activities:batch",
          "agent",
          """
          {"activities":[{"agent_id":"agent_1","department":"engineering",
           "activity_type":"memory_write"}]}\
          """);
  public static final Endpoint RECORD_DECISION =
      post(
          COLLABORATION + "record-decision",
          "agent",
          """
          {"session_id":"collab_1","agent_id":"agent_1","decision":"Use it","rationale":"Fast",
           "options":["it","that"],"confidence":0.5}\
          """);
  public static final Endpoint REQUEST_DECISION =
      post(
          COLLABORATION + "decision-requests",
          "agent",
          """
          {"agent_id":"agent_1","question":"Ship?","options":[{"id":"yes","label":"Yes"},
           {"id":"no","label":"No"}],"timeout_seconds":1,"assignees":["alice"]}\
          """);
  public static final Endpoint ANSWER_DECISION =
      post(
          COLLABORATION + "decision-requests/req_1/answer",
          "member",
          """
          {"option_id":"yes","comment":"Do"}\
          """);
  public static final Endpoint CREATE_KEY =
      post(
          "/api/v1/api-keys",
          "admin",
          """
          {"owner":{"kind":"user","id":"alice"},"roles":["member"],"name":"hers",
           "expiresAt":"2099-01-01T00:00:00Z"}\
          """);
  public static final Endpoint NOTIFY =
      post(
          "/api/v1/notifications",
          "agent",
          """
          {"level":"success","message":"All tests passed!","userId":"alice","title":"Build",
           "link":"/builds/17","icon":"https://page.test/i.png","badge":"/b.png",
           "actions":[{"action":"open","title":"Open","icon":"/o.png"}]}\
          """);
  public static final Endpoint READ_NOTIFICATIONS =
      post(
          "/api/v1/notifications/read",
          "member",
          """
          {"ids":["ntf_1"]}\
          """);
  public static final Endpoint BROADCAST =
      post(
          "/api/v1/broadcasts",
          "admin",
          """
          {"event":"maintenance","data":{"minutes":10}}\
          """);
  public static final Endpoint PUT_AGENT =
      put(
          "/api/v1/agents/agent_1",
          "agent",
          """
          {"name":"One","department":"engineering","description":"Does it."}\
          """);
  public static final Endpoint PUT_STATUS =
      put(
          "/api/v1/agents/agent_1/status",
          "agent",
          """
          {"state":"working","currentTask":"Processing webhook event","progress":45}\
          """);
  public static final Endpoint PUT_PRESENCE =
      put(
          "/api/v1/me/presence",
          "member",
          """
          {"status":"busy"}\
          """);
  public static final Endpoint PUT_CONTENT =
      put(
          "/api/v1/content/content_1/status",
          "member",
          """
          {"status":"generating","progress":45,"metadata":{"stage":"Writing content"}}\
          """);
  public static final Endpoint ACTIVITY_FEED = get(COLLABORATION + "activity-feed", "observer");
  public static final Endpoint EVENTS = get("/api/v1/events?topics=collaboration", "observer");

  public static final Endpoint CREATE_ROOM =
      post("/api/v1/rooms", "member", "{\"roomType\":\"team\",\"name\":\"R\"}");
  public static final Endpoint POST_MESSAGE =
      post("/api/v1/rooms/r/messages", "member", "{\"message\":\"Hello\"}");
  public static final Endpoint POST_CHAT_MESSAGE =
      post("/api/v1/conversations/r/messages", "member", "{\"content\":\"Hello\"}");
  public static final Endpoint INVITE =
      post("/api/v1/rooms/r/invitations", "member", "{\"userId\":\"bob\"}");

  public static final Endpoint BRING_ATTACHMENT =
      post(
          "/api/v1/rooms/r/attachments",
          "member",
          new String(new Form().file("a.txt", "text/plain", "Hello"), StandardCharsets.UTF_8));

  /** Every endpoint that asks who is there, but for the WebSocket. */
  public static final List<Endpoint> ALL =
      List.of(
          RECORD_ACTIVITY,
          COMPLETE_ACTIVITY,
          START_COLLABORATION,
          END_COLLABORATION,
          RECORD_MEMORY_UPDATE,
          RECORD_ACTIVITIES,
          RECORD_DECISION,
          REQUEST_DECISION,
          ANSWER_DECISION,
          get(COLLABORATION + "decision-requests", "observer"),
          get(COLLABORATION + "decision-requests/req_1", "observer"),
          get(COLLABORATION + "collaborations", "observer"),
          get(COLLABORATION + "collaborations/collab_1", "observer"),
          get(COLLABORATION + "memory-updates", "observer"),
          PUT_AGENT,
          PUT_STATUS,
          get("/api/v1/agents", "observer"),
          get("/api/v1/agents/agent_1", "observer"),
          PUT_PRESENCE,
          PUT_CONTENT,
          get("/api/v1/content/content_1/status", "member"),
          get("/api/v1/content/content_1/history", "member"),
          new Endpoint("POST", "/api/v1/content/content_1/retry", "member", null),
          get("/api/v1/me/presence", "member"),
          get("/api/v1/presence", "member"),
          get("/api/v1/presence/alice", "member"),
          get("/api/v1/connections", "observer"),
          NOTIFY,
          READ_NOTIFICATIONS,
          new Endpoint("POST", "/api/v1/notifications/ntf_1/read", "member", null),
          get("/api/v1/notifications", "member"),
          BROADCAST,
          CREATE_KEY,
          get("/api/v1/api-keys", "admin"),
          new Endpoint("DELETE", "/api/v1/api-keys/none", "admin", null),
          get("/api/v1/audit", "admin"),
          get("/api/v1/me", null),
          get(COLLABORATION + "agent-status", "observer"),
          ACTIVITY_FEED,
          get(COLLABORATION + "active-collaborations", "observer"),
          CREATE_ROOM,
          get("/api/v1/rooms", "observer"),
          get("/api/v1/rooms/r", "observer"),
          change("PATCH", "/api/v1/rooms/r", "{\"name\":\"R\"}"),
          change("PUT", "/api/v1/rooms/r/archive", null),
          change("PUT", "/api/v1/rooms/r/read", "{\"offset\":1}"),
          change("PUT", "/api/v1/rooms/r/received", "{\"offset\":1}"),
          get("/api/v1/rooms/r/members", "observer"),
          change("PUT", "/api/v1/rooms/r/members/bob", "{\"role\":\"guest\"}"),
          change("DELETE", "/api/v1/rooms/r/members/bob", null),
          change("PUT", "/api/v1/rooms/r/members/bob/mute", "{\"until\":\"2099-01-01T00:00:00Z\"}"),
          change("DELETE", "/api/v1/rooms/r/members/bob/mute", null),
          INVITE,
          change("PUT", "/api/v1/rooms/r/invitations/inv_1/answer", "{\"accepted\":true}"),
          get("/api/v1/invitations", "observer"),
          POST_MESSAGE,
          get("/api/v1/rooms/r/messages", "observer"),
          get("/api/v1/rooms/r/messages/m", "observer"),
          get("/api/v1/rooms/r/messages/m/thread", "observer"),
          change("PATCH", "/api/v1/rooms/r/messages/m", "{\"message\":\"Hi\"}"),
          change("DELETE", "/api/v1/rooms/r/messages/m", null),
          change("PUT", "/api/v1/rooms/r/messages/m/reactions/x", null),
          change("DELETE", "/api/v1/rooms/r/messages/m/reactions/x", null),
          POST_CHAT_MESSAGE,
          get("/api/v1/conversations/r/messages", "observer"),
          get("/api/v1/search?q=x", "observer"),
          BRING_ATTACHMENT,
          get("/api/v1/rooms/r/attachments/att", "observer"),
          get("/api/v1/rooms/r/attachments/att/thumbnail", "observer"),
          EVENTS);

  private static Endpoint get(String path, @Nullable String role) {
    return new Endpoint("GET", path, role, null);
  }

  private static Endpoint change(String method, String path, @Nullable String body) {
    return new Endpoint(method, path, "member", body);
  }

  private static Endpoint post(String path, String role, String body) {
    return new Endpoint("POST", path, role, body);
  }

  private static Endpoint put(String path, String role, String body) {
    return new Endpoint("PUT", path, role, body);
  }

  /** Whether its body is JSON. */
  public boolean takesJson() {
    return body != null && headers().isEmpty();
  }

  /** What goes with its body, if that is not JSON. */
  public Map<String, String> headers() {
    return method.equals("POST") && path.endsWith("/attachments") ? Form.HEADERS : Map.of();
  }

  /** The same with another body. */
  public Endpoint with(String other) {
    return new Endpoint(method, path, role, other);
  }

  public Api.Answer ask(Api api) throws Exception {
    return ask(api, Map.of());
  }

  public Api.Answer ask(Api api, Map<String, String> headers) throws Exception {
    Map<String, String> all = new HashMap<>(headers());
    all.putAll(headers);
    return api.send(method, path, all, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
  }

  /** The status of the answer alone, also where that has no end. */
  public int status(Api api) throws Exception {
    if (!equals(EVENTS)) {
      return ask(api).status();
    }
    EventStream.open(api, path, Map.of()).close();
    return 200;
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
