package dev.parley.door;

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

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
