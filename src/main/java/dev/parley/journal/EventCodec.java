package dev.parley.journal;

import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Json;
import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import java.util.Map;

/**
 * How durable events are written in the journal: a name and the record's components as JSON.
 *
 * <p>The names are for ever. A component may be added if it may be missing in old rows; none may be
 * renamed. Safe for use by any number of threads.
 */
final class EventCodec {
  private static final Map<String, Class<? extends DurableEvent>> TYPES =
      Map.of(
          "activity_recorded", DurableEvent.ActivityRecorded.class,
          "activity_completed", DurableEvent.ActivityCompleted.class,
          "memory_updated", DurableEvent.MemoryUpdated.class,
          "collaboration_started", DurableEvent.CollaborationStarted.class,
          "collaboration_ended", DurableEvent.CollaborationEnded.class,
          "api_key_created", DurableEvent.ApiKeyCreated.class,
          "api_key_revoked", DurableEvent.ApiKeyRevoked.class);

  /** Held, because looking for it opens every jar that may have one. */
  private static final JsonProvider JSON = JsonProvider.provider();

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
      case DurableEvent.ApiKeyCreated created -> "api_key_created";
      case DurableEvent.ApiKeyRevoked revoked -> "api_key_revoked";
    };
  }

  /** The event's components. */
  String encode(DurableEvent event) {
    return jsonb.toJson(event);
  }

  /**
   * The event of a row.
   *
   * @throws IllegalStateException if this version of the hub does not know the type
   */
  DurableEvent decode(String type, String payload) {
    Class<? extends DurableEvent> event = TYPES.get(type);
    if (event == null) {
      throw new IllegalStateException("the journal has an event of the unknown type " + type);
    }
    return jsonb.fromJson(payload, event);
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
