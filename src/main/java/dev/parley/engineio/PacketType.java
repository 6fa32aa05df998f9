package dev.parley.engineio;

import org.jspecify.annotations.Nullable;

/** What a packet is for. */
enum PacketType {
  OPEN('0'),
  CLOSE('1'),
  PING('2'),
  PONG('3'),
  MESSAGE('4'),
  UPGRADE('5'),
  NOOP('6');

  private final char digit;

  PacketType(char digit) {
    this.digit = digit;
  }

  /** The type with that digit; null for any other character. */
  static @Nullable PacketType of(char digit) {
    return switch (digit) {
      case '0' -> OPEN;
      case '1' -> CLOSE;
      case '2' -> PING;
      case '3' -> PONG;
      case '4' -> MESSAGE;
      case '5' -> UPGRADE;
      case '6' -> NOOP;
      default -> null;
    };
  }

  /** How it begins on the wire. */
  char digit() {
    return digit;
  }

  /** Whether a packet of this type may say anything. */
  boolean hasContent() {
    return switch (this) {
      case OPEN, PING, PONG, MESSAGE -> true;
      case CLOSE, UPGRADE, NOOP -> false;
    };
  }
}
