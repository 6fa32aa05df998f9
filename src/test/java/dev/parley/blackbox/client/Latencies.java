package dev.parley.blackbox.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Delays in nanoseconds, kept one by one: exact, and cheap to add to. For one thread at a time. */
public final class Latencies {
  private static final double MILLION = 1e6;

  private long[] values = new long[1024];
  private int size;
  private boolean sorted;

  /** Adds one. */
  public void add(long nanos) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = nanos;
    sorted = false;
  }

  /** Tells all of them, in any order. */
  public void forEach(LongConsumer taker) {
    Arrays.stream(values, 0, size).forEach(taker);
  }

  /** How many there are. */
  public int count() {
    return size;
  }

  /** The smallest value that such a share of all do not exceed, in milliseconds. */
  public double millis(double share) {
    if (size == 0) {
      return Double.NaN;
    }
    if (!sorted) {
      Arrays.sort(values, 0, size);
      sorted = true;
    }
    int index = (int) Math.ceil(share * size) - 1;
    return values[Math.clamp(index, 0, size - 1)] / MILLION;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "n=%d p50=%.1f p90=%.1f p99=%.1f p99.9=%.1f max=%.1f ms",
        size,
        millis(0.5),
        millis(0.9),
        millis(0.99),
        millis(0.999),
        millis(1));
  }
}
