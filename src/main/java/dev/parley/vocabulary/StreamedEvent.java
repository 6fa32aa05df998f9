package dev.parley.vocabulary;

/**
 * A part of a message that is written while it is read: ordered within its message, never replaced.
 */
public sealed interface StreamedEvent extends Event {

  /** The message that the event is a part of. */
  String messageId();

  /**
   * The next piece of a message.
   *
   * @param index 0 for the first chunk of the message, then 1, 2 and so on
   */
  record MessageChunk(String messageId, int index, String chunk) implements StreamedEvent {}

  /**
   * The message is whole. Chunks of it that are still waiting need not be sent any more, and later
   * ones are dropped.
   *
   * @param chunks how many there were
   * @param message the exact concatenation of the chunks
   */
  record MessageFinished(String messageId, int chunks, String message) implements StreamedEvent {}
}
