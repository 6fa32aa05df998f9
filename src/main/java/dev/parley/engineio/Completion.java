package dev.parley.engineio;

/** How a write ended. Must not wait. */
public interface Completion {

  /** A part of the write has been accepted by the network; a sign of life. */
  default void progressed() {}

  /** Everything has been accepted by the network. */
  void done();

  /** The session ended before that. */
  void failed(Throwable cause);
}
