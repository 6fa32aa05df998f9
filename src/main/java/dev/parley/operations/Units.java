package dev.parley.operations;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes sizes and durations as operators do. */
public final class Units {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15})\\s*([A-Za-z]*)");
  private static final Map<String, Long> DURATIONS =
      ordered("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final Map<String, Long> SIZES =
      ordered("", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  private Units() {}

  private static Map<String, Long> ordered(Object... pairs) {
    Map<String, Long> units = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      units.put((String) pairs[i], (Long) pairs[i + 1]);
    }
    return units;
  }

  /**
   * Milliseconds of a text such as {@code 10s}; the greatest number for those that are more.
   *
   * @throws NumberFormatException where it is none
   */
  public static long millis(String text) {
    return read(text, DURATIONS);
  }

  /**
   * Bytes of a text such as {@code 64KiB}, or of a plain number.
   *
   * @throws NumberFormatException where it is none
   */
  static long bytes(String text) {
    return read(text, SIZES);
  }

  /** Milliseconds in the greatest unit that fits. */
  static String duration(long millis) {
    return written(millis, DURATIONS);
  }

  /** Bytes in the greatest unit that fits. */
  static String size(long bytes) {
    return written(bytes, SIZES);
  }

  private static long read(String text, Map<String, Long> units) {
    Matcher amount = AMOUNT.matcher(text);
    Long unit = amount.matches() ? units.get(amount.group(2)) : null;
    if (unit == null) {
      throw new NumberFormatException(text);
    }
    try {
      return Math.multiplyExact(Long.parseLong(amount.group(1)), unit);
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private static String written(long amount, Map<String, Long> units) {
    String written = Long.toString(amount);
    for (Map.Entry<String, Long> unit : units.entrySet()) {
      if (amount % unit.getValue() == 0 && amount >= unit.getValue()) {
        written = amount / unit.getValue() + unit.getKey();
      }
    }
    return written;
  }
}
