package dev.parley.vocabulary;

import java.util.Locale;
import java.util.Optional;

/**
 * An administrative act: what somebody did to what is not only theirs.
 *
 * @param subject to what or whom: the id of a key, a member or a message; empty where the room is
 *     meant
 * @param roomId in which room; empty where it was in none
 * @param detail what else is to be known, for people; may be empty
 */
public record Act(Kind kind, String subject, String roomId, String detail) {

  /** What was done. */
  public enum Kind {
    API_KEY_CREATED,
    API_KEY_REVOKED,
    ROOM_CHANGED,
    ROOM_ARCHIVED,
    /** Somebody belongs to a room by another's act, or has another role there. */
    MEMBER_PUT,
    MEMBER_REMOVED,
    MEMBER_MUTED,
    MEMBER_UNMUTED,
    /** A message was changed by somebody who had not said it. */
    MESSAGE_EDITED,
    /** A message was deleted by somebody who had not said it. */
    MESSAGE_DELETED,
    /** Everybody was told something. */
    BROADCAST;

    /** The name on the wire, for example {@code member_muted}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that name; empty where there is none. */
    public static Optional<Kind> parse(String name) {
      return WireNames.find(values(), Kind::wireName, name);
    }
  }

  /** Done to something that is in no room. */
  public static Act on(Kind kind, String subject, String detail) {
    return new Act(kind, subject, "", detail);
  }

  /** Done to something in a room. */
  public static Act in(String roomId, Kind kind, String subject, String detail) {
    return new Act(kind, subject, roomId, detail);
  }
}
