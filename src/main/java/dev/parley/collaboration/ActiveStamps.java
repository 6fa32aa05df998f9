package dev.parley.collaboration;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The stamps of an agent's active activities, in order.
 *
 * <p>An array of numbers, because an agent that never completes anything gathers tens of thousands
 * within the hour after which they expire: a tree of objects would take eight times the memory. New
 * stamps go to the end. Not safe for use by several threads.
 */
final class ActiveStamps {
  private static final int SMALLEST = 4;
  private long[] stamps = new long[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  /** The greatest, or 0 where there is none. */
  long newest() {
    return size == 0 ? 0 : stamps[size - 1];
  }

  /** Those smaller than a stamp, in order. */
  LongStream before(long stamp) {
    return Arrays.stream(stamps, 0, size).takeWhile(s -> s < stamp);
  }

  boolean contains(long stamp) {
    return indexOf(stamp) >= 0;
  }

  /** Adds a stamp; tells whether it was not there before. */
  boolean add(long stamp) {
    int index = stamp > newest() ? -size - 1 : indexOf(stamp);
    if (index >= 0) {
      return false;
    }
    if (size == stamps.length) {
      stamps = Arrays.copyOf(stamps, size * 2);
    }
    int place = -index - 1;
    System.arraycopy(stamps, place, stamps, place + 1, size - place);
    stamps[place] = stamp;
    size++;
    return true;
  }

  /** Removes a stamp; tells whether it was there. */
  boolean remove(long stamp) {
    int index = indexOf(stamp);
    if (index < 0) {
      return false;
    }
    size--;
    System.arraycopy(stamps, index + 1, stamps, index, size - index);
    if (size < stamps.length / 4 && stamps.length > SMALLEST) {
      stamps = Arrays.copyOf(stamps, stamps.length / 2);
    }
    return true;
  }

  private int indexOf(long stamp) {
    return Arrays.binarySearch(stamps, 0, size, stamp);
  }
}
