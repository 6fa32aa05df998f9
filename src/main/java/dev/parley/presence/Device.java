package dev.parley.presence;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.PresenceView;
import java.time.Instant;
import java.util.function.LongSupplier;

/** A connection. Guarded by the lock of {@link Attendants}, but for what never changes. */
final class Device {
  private final Caller caller;
  private final String door;
  private final Instant since;
  private final LongSupplier lastSign;
  private boolean listening;
  private boolean idle;
  private boolean gone;
  private long goneAt;
  private long seenAt;

  /**
   * @param lastSign nanoseconds of a clock that never goes back
   */
  Device(Caller caller, String door, Instant since, LongSupplier lastSign) {
    this.caller = caller;
    this.door = door;
    this.since = since;
    this.lastSign = lastSign;
  }

  Caller caller() {
    return caller;
  }

  String door() {
    return door;
  }

  /** When it gave its last sign of life. */
  long lastSign() {
    return lastSign.getAsLong();
  }

  /** It is told how others are there; false where it was so before. */
  boolean listen() {
    boolean begins = !listening;
    listening = true;
    return begins;
  }

  boolean isListening() {
    return listening;
  }

  void idle(boolean now) {
    idle = now;
  }

  boolean isIdle() {
    return idle;
  }

  /**
   * It is no more.
   *
   * @param at since when its connection is not there
   * @param lastSeenAt until when somebody was there
   */
  void go(long at, long lastSeenAt) {
    gone = true;
    goneAt = at;
    seenAt = lastSeenAt;
  }

  boolean isGone() {
    return gone;
  }

  long goneAt() {
    return goneAt;
  }

  long seenAt() {
    return seenAt;
  }

  PresenceView.Device shown() {
    return new PresenceView.Device(door, idle, since);
  }
}
