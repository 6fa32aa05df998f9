package dev.parley.socketio;

import org.jspecify.annotations.Nullable;

/** What a packet is for. */
enum PacketType {
  CONNECT('0'),
  DISCONNECT('1'),
  EVENT('2'),
  ACK('3'),
  CONNECT_ERROR('4'),
  BINARY_EVENT('5'),
  BINARY_ACK('6');

  private final char digit;

  PacketType(char digit) {
    this.digit = digit;
  }

  /** The type with that digit; null for any other character. */
  static @Nullable PacketType of(char digit) {
    for (PacketType type : values()) {
      if (type.digit == digit) {
        return type;
      }
    }
    return null;
  }

  /** How it begins on the wire. */
  char digit() {
    return digit;
  }

  /** Whether attachments follow, and their number stands first. */
  boolean isBinary() {
    return this == BINARY_EVENT || this == BINARY_ACK;
  }
}
