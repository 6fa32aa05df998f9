package dev.parley.engineio;

import java.nio.ByteBuffer;

/** What applications send each other: a text or bytes. Immutable, as long as the bytes are. */
public sealed interface Message {

  /** A text; without U+001E, which long-polling takes for the end of a packet. */
  record Text(String text) implements Message {}

  /**
   * Bytes: what remains of the buffer. Its position is not moved, and its content must not be
   * changed any more.
   */
  record Binary(ByteBuffer bytes) implements Message {}
}
