package dev.parley.delivery;

import dev.parley.vocabulary.Refusal;

/**
 * Why a connection ends: the numbers are those of WebSocket close frames (RFC 6455, section 7.4).
 */
public enum CloseCode {
  NORMAL(1000, "closed", false),
  /** The hub shuts down. */
  GOING_AWAY(1001, "the hub is shutting down", true),
  /** The client ignores limits. */
  ABUSE(1008, "limits ignored", false),
  FRAME_TOO_LARGE(1009, "frame too large", false),
  /** The hub failed. */
  INTERNAL(1011, "internal error", true),
  /** The client reads too slowly. */
  TOO_SLOW(1013, "consumer too slow", true),
  BAD_PARAMETERS(4400, "bad parameters", false),
  /** No valid credential, or it has expired or been revoked. */
  UNAUTHENTICATED(4401, "not authenticated", true),
  FORBIDDEN(4403, "forbidden", false),
  HEARTBEAT_MISSED(4408, "heartbeat missed", true),
  TOO_MANY_CONNECTIONS(4429, "too many connections", true);

  private final int number;
  private final String reason;
  private final boolean reconnect;

  CloseCode(int number, String reason, boolean reconnect) {
    this.number = number;
    this.reason = reason;
    this.reconnect = reconnect;
  }

  /** The number in a close frame. */
  public int number() {
    return number;
  }

  /** The reason in a close frame; at most 123 bytes. */
  public String reason() {
    return reason;
  }

  /**
   * Whether a client may connect again by itself, with a new credential where that was the reason.
   */
  public boolean reconnect() {
    return reconnect;
  }

  /** The code for a handshake that is refused for that reason. */
  public static CloseCode of(Refusal.Code code) {
    return switch (code) {
      case UNAUTHENTICATED -> UNAUTHENTICATED;
      case FORBIDDEN -> FORBIDDEN;
      case RATE_LIMITED -> TOO_MANY_CONNECTIONS;
      case UNAVAILABLE -> GOING_AWAY;
      case TOO_LARGE -> FRAME_TOO_LARGE;
      case INTERNAL -> INTERNAL;
      case NOT_FOUND,
          MALFORMED,
          INVALID,
          CONFLICT,
          METHOD_NOT_ALLOWED,
          UNSUPPORTED_MEDIA_TYPE,
          NOT_ACCEPTABLE ->
          BAD_PARAMETERS;
    };
  }
}
