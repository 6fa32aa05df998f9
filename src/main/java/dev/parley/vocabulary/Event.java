package dev.parley.vocabulary;

/** Everything the hub says. Dialects switch over it without a default branch. */
public sealed interface Event permits DurableEvent, LatestEvent, StreamedEvent {

  /** What the event counts for in bounds of memory: roughly, how many bytes it holds. */
  default int weight() {
    return 256;
  }

  /**
   * Whether a listener of the topic is meant. The others have a hole there, which is not loss.
   *
   * @param listener who listens
   */
  default boolean isFor(Caller listener) {
    return true;
  }
}
