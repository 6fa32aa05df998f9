package dev.parley.identity;

import java.time.Instant;

/** Which times a credential may end at. */
final class ExpiryTimes {

  /** Later is never: a time up to here has four digits for its year and fits every arithmetic. */
  static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private ExpiryTimes() {}
}
