package dev.parley.collaboration;

/**
 * How much there was of what sessions count.
 *
 * @param activities activities of any type
 * @param decisions those of them that are {@code decision_made}
 */
record Totals(long activities, long decisions) {
  static final Totals NONE = new Totals(0, 0);

  Totals plus(Totals other) {
    return new Totals(activities + other.activities, decisions + other.decisions);
  }

  Totals minus(Totals other) {
    return new Totals(activities - other.activities, decisions - other.decisions);
  }
}
