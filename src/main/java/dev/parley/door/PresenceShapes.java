package dev.parley.door;

import dev.parley.vocabulary.Presence;
import jakarta.json.JsonObjectBuilder;

/** The JSON shapes of presence. */
public final class PresenceShapes {
  private PresenceShapes() {}

  /** How a user is there. */
  public static JsonObjectBuilder presence(Presence presence) {
    return Shapes.object()
        .add("userId", presence.userId())
        .add("status", presence.status().wireName())
        .add("lastSeen", Shapes.optionalTime(presence.lastSeen()));
  }
}
