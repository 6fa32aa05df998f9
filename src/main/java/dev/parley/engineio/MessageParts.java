package dev.parley.engineio;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Puts a WebSocket message together of the parts in which it comes in, and keeps no more of it than
 * it may have: some containers gather whole ones of any length. For one thread at a time.
 */
final class MessageParts {
  private final int maxBytes;
  private final StringBuilder text = new StringBuilder();
  private byte[] bytes = new byte[0];
  private int gathered;
  private long length;

  /**
   * @param maxBytes of a message, in UTF-8
   */
  MessageParts(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether a part that large, too, is within the limit; where it is not, nothing is kept. */
  private boolean fits(long more) {
    length += more;
    if (length <= maxBytes) {
      return true;
    }
    text.setLength(0);
    text.trimToSize();
    bytes = new byte[0];
    return false;
  }

  /** Adds a part of a text; false, then and ever after, where that is more than it may have. */
  boolean add(String part) {
    // A part that is too long in chars is so in bytes; what it would have in bytes does not matter.
    if (!fits(part.length() > maxBytes ? part.length() : Utf8.length(part))) {
      return false;
    }
    text.append(part);
    return true;
  }

  /** Adds a part of bytes, and copies it; false like {@link #add(String)}. */
  boolean add(ByteBuffer part) {
    int more = part.remaining();
    if (!fits(more)) {
      return false;
    }
    if (gathered + more > bytes.length) {
      bytes =
          Arrays.copyOf(bytes, Math.max(gathered + more, (int) Math.min(maxBytes, gathered * 2L)));
    }
    part.get(bytes, gathered, more);
    gathered += more;
    return true;
  }

  /** The text; what is added from now on is another message. */
  String takeText() {
    String whole = text.toString();
    text.setLength(0);
    length = 0;
    return whole;
  }

  /** The bytes; what is added from now on is another message. */
  ByteBuffer takeBytes() {
    ByteBuffer whole = ByteBuffer.wrap(Arrays.copyOf(bytes, gathered));
    bytes = new byte[0];
    gathered = 0;
    length = 0;
    return whole;
  }
}
