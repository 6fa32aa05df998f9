package dev.parley.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client that keeps what it is sent. Either takes everything at once, or holds each write until
 * the test lets it go on. Safe for use by any number of threads.
 */
public final class RecordingTransport implements Transport {
  private final List<Frame> frames = new ArrayList<>();
  private final ArrayDeque<Completion> held = new ArrayDeque<>();
  private boolean holding;
  private boolean overlapped;
  private int writes;
  private int pings;
  private int closes;
  private @Nullable CloseCode code;
  private @Nullable RuntimeException failure;

  /** From now on writes wait for {@link #release}. */
  public synchronized RecordingTransport hold() {
    holding = true;
    return this;
  }

  /** From now on writes are taken at once; those that wait, now. */
  public void flow() {
    synchronized (this) {
      holding = false;
    }
    while (release()) {
      // until none waits
    }
  }

  /** The network takes the write that waits; false if there is none. */
  public boolean release() {
    Completion next = next();
    if (next != null) {
      next.done();
    }
    return next != null;
  }

  /** The network takes a part of the write that waits. */
  public void progress() {
    Completion first;
    synchronized (this) {
      first = held.peek();
    }
    if (first != null) {
      first.progressed();
    }
  }

  /** The write that waits fails. */
  public void breakOff() {
    Completion next = next();
    if (next != null) {
      next.failed(new java.io.IOException("planted: broken pipe"));
    }
  }

  private synchronized @Nullable Completion next() {
    return held.poll();
  }

  /** From now on every call throws. */
  public synchronized RecordingTransport failing() {
    failure = new IllegalStateException("planted: transport");
    return this;
  }

  @Override
  public void write(List<Frame> sent, Completion completion) {
    synchronized (this) {
      if (failure != null) {
        throw failure;
      }
      writes++;
      overlapped |= !held.isEmpty();
      frames.addAll(sent);
      notifyAll();
      if (holding) {
        held.add(completion);
        return;
      }
    }
    completion.done();
  }

  @Override
  public synchronized void ping() {
    if (failure != null) {
      throw failure;
    }
    pings++;
    overlapped |= !held.isEmpty();
  }

  @Override
  public synchronized void close(CloseCode why) {
    closes++;
    if (code == null) {
      code = why;
    }
    notifyAll();
    if (failure != null) {
      throw failure;
    }
  }

  /** What was sent. */
  public synchronized List<Frame> frames() {
    return List.copyOf(frames);
  }

  /** What was sent, as text. */
  public synchronized List<String> lines() {
    return frames.stream().map(Frame::text).toList();
  }

  /** Forgets what was sent. */
  public synchronized void clear() {
    frames.clear();
  }

  public synchronized int writes() {
    return writes;
  }

  public synchronized int pings() {
    return pings;
  }

  /** How often it was told to close. */
  public synchronized int closes() {
    return closes;
  }

  /** What it was first told to close with, or null. */
  public synchronized @Nullable CloseCode code() {
    return code;
  }

  /** Whether it was written to, or pinged, while a write was under way. */
  public synchronized boolean overlapped() {
    return overlapped;
  }

  public synchronized boolean waiting() {
    return !held.isEmpty();
  }
}
