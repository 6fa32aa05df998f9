package dev.parley.journal;

import static java.util.Map.entry;

import dev.parley.vocabulary.AgentEvent;
import dev.parley.vocabulary.ContentEvent;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.NotificationEvent;
import dev.parley.vocabulary.PresenceEvent;
import dev.parley.vocabulary.RoomEvent;
import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How durable events are written in the journal: a name and the record's components as JSON.
 *
 * <p>The names are for ever. A component may be added if it may be missing in old rows; none may be
 * renamed. An older version of the hub that meets a new type, or a new word in a type that it
 * knows, as it does when a newer one is taken back, reads {@link DurableEvent.Unknown}: a hole for
 * its listeners, and no reason to stop. Safe for use by any number of threads.
 */
final class EventCodec {
  private static final Map<String, Class<? extends DurableEvent>> TYPES =
      Map.ofEntries(
          entry("activity_recorded", DurableEvent.ActivityRecorded.class),
          entry("activity_completed", DurableEvent.ActivityCompleted.class),
          entry("agent_forgotten", DurableEvent.AgentForgotten.class),
          entry("memory_updated", DurableEvent.MemoryUpdated.class),
          entry("collaboration_started", DurableEvent.CollaborationStarted.class),
          entry("collaboration_ended", DurableEvent.CollaborationEnded.class),
          entry("decision_recorded", DurableEvent.DecisionRecorded.class),
          entry("decision_requested", DurableEvent.DecisionRequested.class),
          entry("decision_resolved", DurableEvent.DecisionResolved.class),
          entry("api_key_created", DurableEvent.ApiKeyCreated.class),
          entry("api_key_revoked", DurableEvent.ApiKeyRevoked.class),
          entry("room_created", RoomEvent.RoomCreated.class),
          entry("room_changed", RoomEvent.RoomChanged.class),
          entry("member_added", RoomEvent.MemberAdded.class),
          entry("member_changed", RoomEvent.MemberChanged.class),
          entry("member_removed", RoomEvent.MemberRemoved.class),
          entry("message_posted", RoomEvent.MessagePosted.class),
          entry("message_edited", RoomEvent.MessageEdited.class),
          entry("message_deleted", RoomEvent.MessageDeleted.class),
          entry("reaction_changed", RoomEvent.ReactionChanged.class),
          entry("invitation_sent", RoomEvent.InvitationSent.class),
          entry("agent_registered", AgentEvent.AgentRegistered.class),
          entry("agent_status_changed", AgentEvent.AgentStatusChanged.class),
          entry("presence_held", PresenceEvent.PresenceHeld.class),
          entry("content_status_changed", ContentEvent.ContentStatusChanged.class),
          entry("content_failed", ContentEvent.ContentFailed.class),
          entry("content_retry_requested", ContentEvent.ContentRetryRequested.class),
          entry("notified", NotificationEvent.Notified.class),
          entry("notification_read", NotificationEvent.NotificationRead.class),
          entry("system_event", NotificationEvent.SystemEvent.class));

  /** Held, because looking for it opens every jar that may have one. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final Logger LOG = LoggerFactory.getLogger(EventCodec.class);

  /** The types that were told of; once is enough. */
  private final Set<String> complained = ConcurrentHashMap.newKeySet();

  private final Jsonb jsonb =
      JsonbBuilder.create(new JsonbConfig().withAdapters(new InstantAdapter(), new JsonAdapter()));

  /** The name of the event's type in the journal. */
  String typeOf(DurableEvent event) {
    return switch (event) {
      case DurableEvent.ActivityRecorded recorded -> "activity_recorded";
      case DurableEvent.ActivityCompleted completed -> "activity_completed";
      case DurableEvent.MemoryUpdated updated -> "memory_updated";
      case DurableEvent.CollaborationStarted started -> "collaboration_started";
      case DurableEvent.CollaborationEnded ended -> "collaboration_ended";
      case DurableEvent.AgentForgotten forgotten -> "agent_forgotten";
      case DurableEvent.DecisionRecorded recorded -> "decision_recorded";
      case DurableEvent.DecisionRequested requested -> "decision_requested";
      case DurableEvent.DecisionResolved resolved -> "decision_resolved";
      case DurableEvent.ApiKeyCreated created -> "api_key_created";
      case DurableEvent.ApiKeyRevoked revoked -> "api_key_revoked";
      case RoomEvent said -> typeOf(said);
      case NotificationEvent said -> typeOf(said);
      case PresenceEvent.PresenceHeld held -> "presence_held";
      case ContentEvent.ContentStatusChanged changed -> "content_status_changed";
      case ContentEvent.ContentFailed failed -> "content_failed";
      case ContentEvent.ContentRetryRequested requested -> "content_retry_requested";
      case AgentEvent.AgentRegistered registered -> "agent_registered";
      case AgentEvent.AgentStatusChanged changed -> "agent_status_changed";
      case DurableEvent.Unknown unknown ->
          throw new IllegalArgumentException("not of this version: " + unknown.type());
    };
  }

  private static String typeOf(RoomEvent event) {
    return switch (event) {
      case RoomEvent.RoomCreated created -> "room_created";
      case RoomEvent.RoomChanged changed -> "room_changed";
      case RoomEvent.MemberAdded added -> "member_added";
      case RoomEvent.MemberChanged changed -> "member_changed";
      case RoomEvent.MemberRemoved removed -> "member_removed";
      case RoomEvent.MessagePosted posted -> "message_posted";
      case RoomEvent.MessageEdited edited -> "message_edited";
      case RoomEvent.MessageDeleted deleted -> "message_deleted";
      case RoomEvent.ReactionChanged changed -> "reaction_changed";
      case RoomEvent.InvitationSent sent -> "invitation_sent";
    };
  }

  private static String typeOf(NotificationEvent event) {
    return switch (event) {
      case NotificationEvent.Notified told -> "notified";
      case NotificationEvent.NotificationRead read -> "notification_read";
      case NotificationEvent.SystemEvent told -> "system_event";
    };
  }

  /** The event's components. */
  String encode(DurableEvent event) {
    return jsonb.toJson(event);
  }

  /** The event of a row; {@link DurableEvent.Unknown} where this version cannot read it. */
  DurableEvent decode(String type, String payload) {
    Class<? extends DurableEvent> event = TYPES.get(type);
    if (event == null) {
      return unknown(type, null);
    }
    try {
      return jsonb.fromJson(payload, event);
    } catch (JsonbException e) {
      return unknown(type, e);
    }
  }

  private DurableEvent unknown(String type, @Nullable Exception cause) {
    if (complained.add(type)) {
      LOG.atWarn()
          .addKeyValue("type", type)
          .setCause(cause)
          .log("The journal has events that this version of the hub cannot read; it skips them");
    }
    return new DurableEvent.Unknown(type);
  }

  /** Milliseconds are shorter than text, and exact. Public for the JSON-B implementation. */
  public static final class InstantAdapter implements JsonbAdapter<Instant, Long> {
    @Override
    public Long adaptToJson(Instant instant) {
      return instant.toEpochMilli();
    }

    @Override
    public Instant adaptFromJson(Long millis) {
      return Instant.ofEpochMilli(millis);
    }
  }

  /** Keeps an object an object. Public for the JSON-B implementation. */
  public static final class JsonAdapter implements JsonbAdapter<Json, JsonObject> {
    @Override
    public JsonObject adaptToJson(Json json) {
      try (var reader = JSON.createReader(new StringReader(json.text()))) {
        return reader.readObject();
      }
    }

    @Override
    public Json adaptFromJson(JsonObject object) {
      return new Json(object.toString());
    }
  }
}
