package dev.parley.delivery;

import dev.parley.vocabulary.Caller;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What time does to one connection: signs of life, a write that stalls, a credential that ends.
 * Times are nanoseconds of the hub's clock. {@link #heard}, {@link #heardAt} and {@link
 * #progressed} may be called on any thread, the rest on the loop.
 */
final class Watch {
  /** How long before its end a client is told that its credential ends. */
  static final Duration EXPIRY_NOTICE = Duration.ofSeconds(60);

  private final long stallNanos;
  private final long silenceNanos;
  private final long pingNanos;
  private volatile long heardAt;
  private volatile long progressedAt;
  private long pingedAt;
  private @Nullable Instant toldOf;

  Watch(HubSettings settings, long now) {
    stallNanos = settings.stall().toNanos();
    silenceNanos = settings.silence().toNanos();
    pingNanos = settings.pingInterval().toNanos();
    heardAt = now;
    progressedAt = now;
    pingedAt = now;
  }

  /** Anything came from the client. */
  void heard(long now) {
    heardAt = now;
  }

  /** When the last sign of life was. */
  long heardAt() {
    return heardAt;
  }

  /** The network took a part of a write. */
  void progressed(long now) {
    progressedAt = now;
    heardAt = now;
  }

  /** A write begins. */
  void departs(long now) {
    progressedAt = now;
  }

  /** Why the connection has to be closed now, or null. */
  @Nullable CloseCode verdict(long now, boolean inFlight, Caller caller, Instant time) {
    if (inFlight && now - progressedAt >= stallNanos) {
      return CloseCode.TOO_SLOW;
    }
    if (now - heardAt >= silenceNanos) {
      return CloseCode.HEARTBEAT_MISSED;
    }
    if (caller.expiresAt() != null && !time.isBefore(caller.expiresAt())) {
      return CloseCode.UNAUTHENTICATED;
    }
    return null;
  }

  /** Whether a ping is due, if nothing is in flight; counts as sent. */
  boolean pingDue(long now) {
    if (now - pingedAt < pingNanos) {
      return false;
    }
    pingedAt = now;
    return true;
  }

  /**
   * The end of the credential if the client has to be told of it now, else null; counts as told.
   */
  @Nullable Instant expiryToTell(Caller caller, Instant time) {
    Instant end = caller.expiresAt();
    if (end == null || end.equals(toldOf) || time.isBefore(end.minus(EXPIRY_NOTICE))) {
      return null;
    }
    toldOf = end;
    return end;
  }
}
