package dev.parley.vocabulary;

import java.util.Locale;
import java.util.Optional;

/** What a room is for; says who may come in. */
public enum RoomType {
  /** Open to everybody with the role {@code member}. */
  TEAM,
  /** Between a few people, by invitation. */
  DIRECT,
  /** About a piece of content, by invitation. */
  CONTENT,
  /** With a bot, by invitation. */
  BOT;

  /** The name on the wire, for example {@code team}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of that name; empty where there is none. */
  public static Optional<RoomType> parse(String name) {
    return WireNames.find(values(), RoomType::wireName, name);
  }
}
