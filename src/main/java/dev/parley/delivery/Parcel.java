package dev.parley.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The frames of one write, while they are collected. */
final class Parcel {
  private final int maxFrames;
  private final int maxBytes;
  private final List<Frame> frames = new ArrayList<>(4);
  private long size;

  Parcel(HubSettings settings) {
    maxFrames = settings.maxWriteFrames();
    maxBytes = settings.maxWriteBytes();
  }

  /** Whether the frame fits; the first one always does. */
  boolean accepts(Frame frame) {
    return frames.isEmpty() || (frames.size() < maxFrames && size + frame.weight() <= maxBytes);
  }

  void add(Frame frame) {
    frames.add(frame);
    size += frame.weight();
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  List<Frame> frames() {
    return Collections.unmodifiableList(frames);
  }

  int count() {
    return frames.size();
  }

  long size() {
    return size;
  }
}
