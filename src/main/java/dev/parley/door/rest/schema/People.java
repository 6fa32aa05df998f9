package dev.parley.door.rest.schema;

import dev.parley.door.rest.schema.Texts.IdText;
import dev.parley.door.rest.schema.Texts.Time;
import dev.parley.vocabulary.PresenceStatus;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who is there. */
public final class People {
  /** Of how many users one may ask at once. */
  public static final int MAX_USERS = 500;

  private People() {}

  /** How a user is there. */
  @Schema(description = "How a user is there, as others see it.")
  public record Presence(
      IdText userId,
      PresenceStatus status,
      @Schema(description = "When the user was last seen; null where nobody knows.")
          @Nullable Time lastSeen) {}

  /** Several users. */
  @Schema(description = "How several users are there.")
  public record Presences(
      List<Presence> presence, @Schema(minimum = "0", description = "How many.") int total) {}

  /** How the caller wants to be there. */
  @Schema(
      description = "How the caller wants to be there.",
      examples =
          """
          {"status":"busy"}\
          """)
  public record NewPresence(PresenceStatus status) {}

  /** The caller's own. */
  @Schema(description = "How the caller is there.")
  public record OwnPresence(
      IdText userId,
      PresenceStatus status,
      @Nullable Time lastSeen,
      @Schema(description = "What holds on all devices: busy, offline or nothing.")
          @Nullable PresenceStatus held,
      List<Device> devices) {}

  /** A connection of the caller's. */
  @Schema(description = "A connection of the caller's on this node.")
  public record Device(
      String door,
      @Schema(description = "Whether nobody sits before it.") boolean idle,
      Time connectedAt) {}

  /** How many connections there are. */
  @Schema(
      name = "ConnectionCount",
      description = "How many connections this node has.",
      examples =
          """
          {"total":3,"authenticated":2,"byDoor":{"collaboration":2,"sse":1}}\
          """)
  public record Connections(
      @Schema(minimum = "0") int total,
      @Schema(minimum = "0") int authenticated,
      Map<String, Integer> byDoor) {}
}
