package dev.parley.vocabulary;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one user, or everybody, is told and may read later.
 *
 * @param notificationId {@code ntf_<digits>}, unique across nodes and restarts
 * @param title a heading for people, or null
 * @param message in words for people
 * @param link where it leads: a path of the application's own or an http(s) address; or null
 * @param icon address of a picture, or null
 * @param badge address of a small picture for where there is little room, or null
 * @param actions what people can choose to do about it; may be empty
 * @param userId whom it is for; null for everybody
 * @param sentBy the id of who has sent it
 */
public record Notification(
    String notificationId,
    Level level,
    @Nullable String title,
    String message,
    @Nullable String link,
    @Nullable String icon,
    @Nullable String badge,
    List<Action> actions,
    @Nullable String userId,
    String sentBy,
    Instant sentAt) {
  public Notification {
    actions = List.copyOf(actions);
  }

  /** How much it matters. */
  public enum Level {
    INFO,
    SUCCESS,
    WARNING,
    ERROR;

    /** The name on the wire, for example {@code warning}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The level of that wire name; empty when there is none. */
    public static Optional<Level> ofWireName(String name) {
      return WireNames.find(values(), Level::wireName, name);
    }
  }

  /**
   * Something to choose, as the Notifications API of browsers has it.
   *
   * @param action what it is called by programs
   * @param title what it is called by people
   * @param icon address of a picture, or null
   */
  public record Action(String action, String title, @Nullable String icon) {}

  /** Where it is said. */
  public Topic topic() {
    return userId == null ? Topic.GLOBAL : Topic.ofUser(userId);
  }

  /** About how many bytes it takes to hold it. */
  public int weight() {
    return 768 + message.length() + 256 * actions.size();
  }
}
