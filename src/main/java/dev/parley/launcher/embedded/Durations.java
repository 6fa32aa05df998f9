package dev.parley.launcher.embedded;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Reads durations as people write them: {@code 500ms}, {@code 20s}, {@code 5m}, {@code 1h}, {@code
 * 30d}, or in ISO 8601 as {@code PT20S}.
 */
final class Durations {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h|d)");

  private Durations() {}

  /** The milliseconds that a property says, or the default if nobody has set it. */
  static long millis(Config config, String property, long defaultMillis) {
    return config
        .getOptionalValue(property, String.class)
        .map(text -> parse(property, text).toMillis())
        .orElse(defaultMillis);
  }

  private static Duration parse(String property, String text) {
    Matcher matcher = SHORT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    }
    try {
      return Duration.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          property + " needs a duration like 20s or PT20S, not \"" + text + "\"", e);
    }
  }
}
