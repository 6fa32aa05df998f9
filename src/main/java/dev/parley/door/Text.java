package dev.parley.door;

import dev.parley.vocabulary.Id;
import org.jspecify.annotations.Nullable;

/** Which texts the hub takes. */
final class Text {
  private Text() {}

  /** Tells whether every database and every client can hold it: no U+0000, no half of a pair. */
  static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)
          && (++i == text.length() || !Character.isLowSurrogate(text.charAt(i)))) {
        return false;
      }
    }
    return true;
  }

  /** The text with U+FFFD for what cannot be held; never longer. */
  static String storable(String text) {
    if (isStorable(text)) {
      return text;
    }
    StringBuilder storable = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point == 0 || isSurrogate(point) ? 0xFFFD : point)
        .forEach(storable::appendCodePoint);
    return storable.toString();
  }

  /** What is wrong with a text of several lines for people; null where nothing is. */
  static @Nullable String faultOfProse(String text, int max) {
    if (text.isBlank()) {
      return "is blank";
    }
    return text.length() > max ? "is longer than " + max + " characters" : null;
  }

  /** What is wrong with a text of printable characters; null where nothing is. */
  static @Nullable String fault(String text, int max) {
    String fault = faultOfProse(text, max);
    return fault == null && !Id.isPrintable(text)
        ? "holds characters that are not printable"
        : fault;
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
