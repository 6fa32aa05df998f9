package dev.parley.door.rest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a representation that a client asks for (RFC 9110, section 14).
 *
 * @param from the first byte
 * @param to the last one
 */
record ByteRange(long from, long to) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** What was asked for lies wholly behind the end. */
  static final ByteRange UNSATISFIABLE = new ByteRange(0, -1);

  /** How many bytes. */
  long length() {
    return to - from + 1;
  }

  /**
   * The range that a header field asks for.
   *
   * @return null where it asks for none, or for several: then everything may be sent
   */
  static @Nullable ByteRange of(@Nullable String header, long size) {
    Matcher range = ONE.matcher(header == null ? "" : header.replace(" ", ""));
    if (!range.matches()) {
      return null;
    }
    String first = range.group(1);
    String last = range.group(2);
    if (first.isEmpty()) {
      if (last.isEmpty()) {
        return null;
      }
      long some = Long.parseLong(last);
      return some == 0 ? UNSATISFIABLE : new ByteRange(Math.max(0, size - some), size - 1);
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(last));
    if (!last.isEmpty() && Long.parseLong(last) < from) {
      return null;
    }
    return from >= size ? UNSATISFIABLE : new ByteRange(from, to);
  }
}
