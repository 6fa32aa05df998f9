package dev.parley.door;

import org.jspecify.annotations.Nullable;

/**
 * Puts a message together of the parts in which it comes in, and keeps no more of it than it may
 * have. For one thread at a time.
 */
final class PartedMessage {
  private final int maxBytes;
  private String first = "";
  private @Nullable StringBuilder all;
  private long bytes;

  /**
   * @param maxBytes of a message, in UTF-8
   */
  PartedMessage(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Adds a part of a text; false, then and ever after, where that is more than it may have. */
  boolean add(String part) {
    boolean isFirst = bytes == 0;
    // A part that is too long in chars is so in bytes; what it would have in bytes does not matter.
    if (!skip(part.length() > maxBytes ? part.length() : utf8Length(part))) {
      first = "";
      all = null;
      return false;
    }
    if (isFirst) {
      first = part;
    } else {
      StringBuilder gathered = all == null ? new StringBuilder(first) : all;
      all = gathered.append(part);
    }
    return true;
  }

  /** Counts a part that nobody wants; false like {@link #add}. */
  boolean skip(int length) {
    bytes += length;
    return bytes <= maxBytes;
  }

  /** The text; what is added from now on is another message. */
  String take() {
    String whole = all == null ? first : all.toString();
    first = "";
    all = null;
    bytes = 0;
    return whole;
  }

  /** A pair of surrogates has four bytes, whether or not a part ends between them. */
  private static int utf8Length(String part) {
    int length = 0;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }
}
