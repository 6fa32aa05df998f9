package dev.parley.collaboration;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The public ids of this feature, and the stamps in them, which are the primary keys. */
final class Ids {
  // The one way in which a stamp is written: a number with another spelling is not an id.
  private static final String STAMP = "([1-9][0-9]{0,17})";
  private static final Pattern ACTIVITY = Pattern.compile("act_" + STAMP + "_(.+)", Pattern.DOTALL);
  private static final Pattern SESSION = Pattern.compile("collab_" + STAMP);
  private static final Pattern REQUEST = Pattern.compile("req_" + STAMP);

  private static final long STAMPS_A_MILLISECOND = 1_000;

  private Ids() {}

  /** What an activity's id says. */
  record ActivityKey(long stamp, String agentId) {}

  static String activity(long stamp, String agentId) {
    return "act_" + stamp + "_" + agentId;
  }

  /** The first stamp that a time may have. */
  static long stamp(long millis) {
    return millis * STAMPS_A_MILLISECOND;
  }

  /** Null for no activity, which has the stamp 0. */
  static @Nullable String activityOrNull(long stamp, String agentId) {
    return stamp == 0 ? null : activity(stamp, agentId);
  }

  static String session(long stamp) {
    return "collab_" + stamp;
  }

  static String decision(long stamp) {
    return "dec_" + stamp;
  }

  static String request(long stamp) {
    return "req_" + stamp;
  }

  /** Empty where it cannot be the id of an activity. */
  static Optional<ActivityKey> parseActivity(String id) {
    Matcher matcher = ACTIVITY.matcher(id);
    return matcher.matches()
        ? Optional.of(new ActivityKey(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /** Empty where it cannot be the id of a session. */
  static OptionalLong parseSession(String id) {
    return parse(SESSION, id);
  }

  /** Empty where it cannot be the id of a decision request. */
  static OptionalLong parseRequest(String id) {
    return parse(REQUEST, id);
  }

  private static OptionalLong parse(Pattern pattern, String id) {
    Matcher matcher = pattern.matcher(id);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
