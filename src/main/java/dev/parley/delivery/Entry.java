package dev.parley.delivery;

import dev.parley.vocabulary.LatestEvent;
import dev.parley.vocabulary.Publication;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A publication and its frames: encoded once per dialect, by whoever asks first, on any thread.
 *
 * <p>A dialect that fails has no word for the event: one event that cannot be told must not end a
 * feed.
 */
final class Entry {
  private static final Frame NO_WORD = Frame.of("", "");
  private static final Frame[] NONE = {};

  private final Publication publication;
  private final @Nullable Holder holder;

  /**
   * By the index of the dialect: a frame, {@link #NO_WORD}, or null where nobody has asked. Written
   * under the lock; read without it, which is safe because what is in it is immutable.
   */
  private @Nullable Frame[] frames = NONE;

  /** By what somebody was told before; null as long as nobody asks. Guarded by this. */
  private @Nullable IdentityHashMap<LatestEvent, Optional<Entry>> changes;

  /** What the entry counts for; guarded by the lock of its holder. */
  private int weight;

  Entry(Publication publication, @Nullable Holder holder) {
    this.publication = publication;
    this.holder = holder;
    this.weight = publication.event().weight();
  }

  Publication publication() {
    return publication;
  }

  long offset() {
    return publication.offset();
  }

  /**
   * What is new to those who were told that event: one entry for all of them, so that it is encoded
   * once too.
   *
   * @param told the very object that was told; null where nothing was
   * @return this entry where it is told as a whole, null where nothing is new
   */
  @Nullable Entry since(@Nullable LatestEvent told) {
    if (told == null || !(publication.event() instanceof LatestEvent now)) {
      return this;
    }
    synchronized (this) {
      IdentityHashMap<LatestEvent, Optional<Entry>> known = changes;
      if (known == null) {
        known = new IdentityHashMap<>(2);
        changes = known;
      }
      return known.computeIfAbsent(told, earlier -> change(now.since(earlier))).orElse(null);
    }
  }

  private Optional<Entry> change(@Nullable LatestEvent event) {
    if (event == null) {
      return Optional.empty();
    }
    return Optional.of(
        event.equals(publication.event())
            ? this
            : new Entry(
                new Publication(publication.topic(), event, publication.time(), null), null));
  }

  /** To be called under the lock of the holder. */
  int weight() {
    return weight;
  }

  /** To be called under the lock of the holder. */
  void grow(int by) {
    weight += by;
  }

  /** The frame in that dialect, or null where it has no word for the event. */
  @Nullable Frame frame(Tongue tongue) {
    @Nullable Frame[] known = frames;
    Frame frame = tongue.index() < known.length ? known[tongue.index()] : null;
    if (frame == null) {
      frame = encode(tongue);
    }
    return frame == NO_WORD ? null : frame;
  }

  private Frame encode(Tongue tongue) {
    Frame frame;
    synchronized (this) {
      Frame known = tongue.index() < frames.length ? frames[tongue.index()] : null;
      if (known != null) {
        return known;
      }
      Frame encoded = tongue.encode(publication);
      frame = encoded == null ? NO_WORD : encoded;
      @Nullable Frame[] grown = Arrays.copyOf(frames, Math.max(frames.length, tongue.index() + 1));
      grown[tongue.index()] = frame;
      frames = grown;
    }
    if (holder != null && frame != NO_WORD) {
      holder.grown(this, frame.weight());
    }
    return frame;
  }

  /** Who keeps entries within bounds of memory. */
  interface Holder {
    /** The entry has got a frame of that weight. Called without any lock. */
    void grown(Entry entry, int by);
  }
}
