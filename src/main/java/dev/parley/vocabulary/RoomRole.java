package dev.parley.vocabulary;

import java.util.Locale;
import java.util.Optional;

/** What a member may do in a room. Each role includes those after it. */
public enum RoomRole {
  /** Everything, archiving and giving the room away included. */
  OWNER,
  /** Removes messages, mutes and removes members. */
  MODERATOR,
  /** Reads and writes. */
  MEMBER,
  /** Reads. */
  GUEST;

  /** Tells whether this role may do what the other one may. */
  public boolean includes(RoomRole other) {
    return compareTo(other) <= 0;
  }

  /** The name on the wire, for example {@code moderator}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that name; empty where there is none. */
  public static Optional<RoomRole> parse(String name) {
    return WireNames.find(values(), RoomRole::wireName, name);
  }
}
