package dev.parley.door;

import java.util.function.LongSupplier;

/**
 * How fast one connection may send: a bucket of tokens, one a frame. For the connection's one
 * receiving thread at a time.
 */
final class FrameBudget {
  private static final double NANOS_PER_SECOND = 1e9;

  private final WebSocketSettings settings;
  private final LongSupplier nanoTime;
  private double tokens;
  private long filledAt;
  private int refused;

  FrameBudget(WebSocketSettings settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.tokens = settings.frameBurst();
    this.filledAt = nanoTime.getAsLong();
  }

  /** Takes a token for a frame; false where there is none. */
  boolean take() {
    long now = nanoTime.getAsLong();
    double earned = (now - filledAt) / NANOS_PER_SECOND * settings.framesPerSecond();
    tokens = Math.min(settings.frameBurst(), tokens + earned);
    filledAt = now;
    if (tokens < 1) {
      refused++;
      return false;
    }
    tokens--;
    if (tokens >= settings.frameBurst() / 2.0) {
      refused = 0;
    }
    return true;
  }

  /** Whether so many frames had no token, with no rest between them, that it is no accident. */
  boolean isAbused() {
    return refused > settings.frameBurst();
  }
}
