package dev.parley.delivery;

import dev.parley.vocabulary.Notice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The frames of the newest state that somebody was shown, so that a thousand clients that come back
 * at one time cost one encoding. Safe for use by any number of threads.
 */
final class StateFrames {
  private Notice.@Nullable State state;
  private @Nullable Frame[] frames = new Frame[0];

  /** Throws what the dialect throws. */
  synchronized @Nullable Frame frame(Notice.State wanted, Tongue tongue) {
    // The position first: views are long, and cheap to compare only where they share their lists.
    if (state == null || !wanted.position().equals(state.position()) || !wanted.equals(state)) {
      state = wanted;
      frames = new Frame[0];
    }
    if (frames.length <= tongue.index()) {
      frames = Arrays.copyOf(frames, tongue.index() + 1);
    }
    Frame frame = frames[tongue.index()];
    if (frame == null) {
      frame = tongue.encode(wanted);
      frames[tongue.index()] = frame;
    }
    return frame;
  }
}
