package dev.parley.door;

import dev.parley.delivery.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The room that is left in one frame, in bytes of UTF-8. A list of unknown length is told as far as
 * there is room for it; beside it stand totals that count all. For one thread.
 */
public final class Room {
  /** For what is not told in a frame. */
  static final int UNLIMITED = Integer.MAX_VALUE;

  /** For the members of a frame that stand beside its lists. */
  private static final int ENVELOPE = 1024;

  private static final int NULL = 4;

  private int left;

  Room(int bytes) {
    left = bytes;
  }

  /** The room for the lists of one frame. */
  public static Room ofFrame() {
    return new Room(Frame.MAX_BYTES - ENVELOPE);
  }

  /** Sets half of the room apart. */
  public Room half() {
    int half = left / 2;
    left -= half;
    return new Room(half);
  }

  /** Adds the room that another one has left. */
  public void regain(Room other) {
    left += other.left;
    other.left = 0;
  }

  /** Takes so many bytes; false, and nothing is taken, where there are not so many left. */
  boolean take(int bytes) {
    if (bytes > left) {
      return false;
    }
    left -= bytes;
    return true;
  }

  /** How many bytes a printable text takes in JSON, with its quotation marks. */
  static int of(@Nullable String text) {
    if (text == null) {
      return NULL;
    }
    int bytes = 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes += c == '"' || c == '\\' ? 2 : 1;
      } else {
        // Each half of a pair is two of its four bytes.
        bytes += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      }
    }
    return bytes;
  }
}
