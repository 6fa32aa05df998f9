package dev.parley.notifications;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The public ids of notifications, and the stamps in them, which are the primary keys. */
final class Ids {
  private static final Pattern NOTIFICATION = Pattern.compile("ntf_([1-9][0-9]{0,17})");

  private Ids() {}

  static String notification(long stamp) {
    return "ntf_" + stamp;
  }

  /** Empty where it cannot be the id of a notification. */
  static OptionalLong parse(String id) {
    Matcher matcher = NOTIFICATION.matcher(id);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
