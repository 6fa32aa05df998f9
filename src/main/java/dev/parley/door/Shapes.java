package dev.parley.door;

import dev.parley.vocabulary.Activity;
import dev.parley.vocabulary.AgentStanding;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.MemoryUpdate;
import dev.parley.vocabulary.Session;
import dev.parley.vocabulary.StatusBoard;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JSON shapes of words that several doors say alike: those of the Collaboration contract. */
public final class Shapes {
  private static final DateTimeFormatter ISO_MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** What a session takes besides its texts, and an agent on the board: names, counts, brackets. */
  private static final int SESSION_SYNTAX = 192;

  private static final int STANDING_SYNTAX = 96;

  private Shapes() {}

  /** ISO 8601 in UTC with milliseconds. */
  public static String time(Instant time) {
    return ISO_MILLIS.format(time);
  }

  /** Seconds since 1970 with three decimals. */
  public static BigDecimal epochSeconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3);
  }

  /** An object with nothing in it yet. */
  public static JsonObjectBuilder object() {
    return JsonText.PROVIDER.createObjectBuilder();
  }

  /** A list of texts. */
  public static JsonArrayBuilder texts(List<String> texts) {
    JsonArrayBuilder array = JsonText.PROVIDER.createArrayBuilder();
    texts.forEach(array::add);
    return array;
  }

  /** A list of sessions. */
  public static JsonArrayBuilder sessions(List<Session> sessions) {
    return sessions(sessions, new Room(Room.UNLIMITED));
  }

  /** A list of sessions, oldest first; the oldest are left out where there is no room for all. */
  public static JsonArrayBuilder sessions(List<Session> sessions, Room room) {
    int first = sessions.size();
    while (first > 0 && room.take(size(sessions.get(first - 1)))) {
      first--;
    }
    JsonArrayBuilder array = JsonText.PROVIDER.createArrayBuilder();
    sessions.subList(first, sessions.size()).forEach(session -> array.add(session(session)));
    return array;
  }

  /** A session with its counts. */
  public static JsonObjectBuilder session(Session session) {
    return startedSession(session)
        .add("activity_count", session.activityCount())
        .add("decision_count", session.decisionCount());
  }

  private static int size(Session session) {
    int size = SESSION_SYNTAX + Room.of(session.sessionId()) + Room.of(session.sessionType());
    for (String participant : session.participants()) {
      size += Room.of(participant) + 1;
    }
    return size;
  }

  /** A session as it is told when it starts, without counts. */
  public static JsonObjectBuilder startedSession(Session session) {
    return object()
        .add("session_id", session.sessionId())
        .add("participants", texts(session.participants()))
        .add("session_type", session.sessionType())
        .add("started_at", time(session.startedAt()));
  }

  /** An activity. */
  public static JsonObjectBuilder activity(Activity activity) {
    return object()
        .add("activity_id", activity.activityId())
        .add("agent_id", activity.agentId())
        .add("department", activity.department())
        .add("activity_type", activity.type().wireName())
        .add("timestamp", epochSeconds(activity.timestamp()))
        .add("metadata", json(activity.metadata()))
        .add("related_agents", texts(activity.relatedAgents()))
        .add("status", activity.status().wireName());
  }

  /** A memory update. */
  public static JsonObjectBuilder memoryUpdate(MemoryUpdate update) {
    return object()
        .add("operation", update.operation().wireName())
        .add("item_id", update.itemId())
        .add("agent_id", update.agentId())
        .add("timestamp", epochSeconds(update.timestamp()))
        .add("metadata", json(update.metadata()));
  }

  /** The board with its counts, as {@code agent_status} and the REST endpoint show it. */
  public static JsonObjectBuilder board(StatusBoard board) {
    return board(board, new Room(Room.UNLIMITED));
  }

  /** The same; the last agents are left out where there is no room for all, the counts stay. */
  public static JsonObjectBuilder board(StatusBoard board, Room room) {
    return counts(board)
        .add(
            "agents",
            agents(
                board.agents(),
                room,
                agent ->
                    object()
                        .add("status", status(agent))
                        .add("current_activity", text(agent.currentActivity()))
                        .add("collaboration_count", agent.collaborationCount())));
  }

  /** The counts of the board, which count all agents. */
  public static JsonObjectBuilder counts(StatusBoard board) {
    return object()
        .add("total_agents", board.totalAgents())
        .add("active_agents", board.activeAgents())
        .add("idle_agents", board.idleAgents())
        .add("active_activities", board.activeActivities())
        .add("active_collaborations", board.activeCollaborations());
  }

  /**
   * Agents of the board, as {@code agent_status_update} tells them; the last are left out where
   * there is no room for all.
   */
  public static JsonObjectBuilder standings(List<AgentStanding> standings, Room room) {
    return agents(
        standings,
        room,
        agent ->
            object()
                .add("status", status(agent))
                .add("current_activity", text(agent.currentActivity()))
                .add("last_activity", text(agent.lastActivity())));
  }

  private static JsonObjectBuilder agents(
      List<AgentStanding> standings, Room room, Function<AgentStanding, JsonObjectBuilder> shape) {
    JsonObjectBuilder agents = object();
    for (AgentStanding agent : standings) {
      int size =
          STANDING_SYNTAX
              + Room.of(agent.agentId())
              + Room.of(agent.currentActivity())
              + Room.of(agent.lastActivity());
      if (!room.take(size)) {
        break;
      }
      agents.add(agent.agentId(), shape.apply(agent));
    }
    return agents;
  }

  /** {@code active} or {@code idle}. */
  private static String status(AgentStanding agent) {
    return agent.active() ? "active" : "idle";
  }

  /** A whole number, or null. */
  public static JsonValue number(@Nullable Long number) {
    return number == null ? JsonValue.NULL : JsonText.PROVIDER.createValue(number);
  }

  /** A text, or JSON's null. */
  public static JsonValue text(@Nullable String text) {
    return text == null ? JsonValue.NULL : JsonText.PROVIDER.createValue(text);
  }

  /** A time, or JSON's null. */
  public static JsonValue optionalTime(@Nullable Instant time) {
    return text(time == null ? null : time(time));
  }

  /** An object that the hub carries. */
  public static JsonObject json(Json json) {
    if (json.equals(Json.EMPTY)) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    try (JsonReader reader = JsonText.PROVIDER.createReader(new StringReader(json.text()))) {
      return reader.readObject();
    }
  }
}
