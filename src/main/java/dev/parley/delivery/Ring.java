package dev.parley.delivery;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of a topic, without gaps, bounded in number and weight. Not safe for use by
 * several threads: its feed guards it.
 */
final class Ring {
  private final int maxEvents;
  private final long maxBytes;
  private @Nullable Entry[] slots = new Entry[16];
  private int size;
  private long head;
  private long bytes;

  Ring(int maxEvents, long maxBytes) {
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
  }

  /** The offset of the newest event, whether it is kept or not. */
  long head() {
    return head;
  }

  /** The offset of the oldest event that is kept; {@code head + 1} where none is. */
  long first() {
    return head - size + 1;
  }

  long bytes() {
    return bytes;
  }

  /** Keeps nothing; the next event is that after {@code head}. */
  void clear(long newHead) {
    Arrays.fill(slots, null);
    size = 0;
    bytes = 0;
    head = newHead;
  }

  /** Adds the event after the head. */
  void add(Entry entry) {
    if (entry.offset() != head + 1) {
      throw new IllegalArgumentException(entry.offset() + " does not follow " + head);
    }
    if (size == slots.length && size < maxEvents) {
      enlarge();
    }
    if (size == slots.length || size == maxEvents) {
      dropFirst();
    }
    head++;
    size++;
    slots[slot(head)] = entry;
    bytes += entry.weight();
    shrink();
  }

  /** The entry of that place, or null where none is kept. */
  @Nullable Entry get(long offset) {
    return offset >= first() && offset <= head ? slots[slot(offset)] : null;
  }

  /** Puts an entry in place of one that is kept. */
  void replace(Entry entry) {
    int slot = slot(entry.offset());
    Entry replaced = slots[slot];
    slots[slot] = entry;
    bytes += entry.weight() - (replaced == null ? 0 : replaced.weight());
  }

  /** The entry has got heavier. */
  void grown(Entry entry, int by) {
    long offset = entry.offset();
    if (offset >= first() && offset <= head && slots[slot(offset)] == entry) {
      entry.grow(by);
      bytes += by;
      shrink();
    }
  }

  /**
   * Copies events from {@code from}, which is kept, on.
   *
   * @return how many; at most as many as fit
   */
  int copy(long from, @Nullable Entry[] into) {
    int count = (int) Math.min(into.length, head - from + 1);
    for (int i = 0; i < count; i++) {
      into[i] = slots[slot(from + i)];
    }
    return count;
  }

  private void shrink() {
    while (bytes > maxBytes && size > 1) {
      dropFirst();
    }
  }

  private void dropFirst() {
    int slot = slot(first());
    Entry dropped = slots[slot];
    slots[slot] = null;
    size--;
    if (dropped != null) {
      bytes -= dropped.weight();
    }
  }

  private void enlarge() {
    @Nullable Entry[] larger = new Entry[(int) Math.min(maxEvents, slots.length * 2L)];
    for (long offset = first(); offset <= head; offset++) {
      larger[(int) (offset % larger.length)] = slots[slot(offset)];
    }
    slots = larger;
  }

  private int slot(long offset) {
    return (int) (offset % slots.length);
  }
}
