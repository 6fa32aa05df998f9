package dev.parley.vocabulary;

/**
 * A command that leaves nothing behind: it is carried out at once, in memory, and others are told.
 */
public sealed interface EphemeralCommand extends Command {

  /**
   * The caller is writing in a room, or has stopped. {@code Done}. For those who may write there.
   * It ends by itself after 3 s, unless it is said again.
   */
  record SetTyping(String roomId, boolean isTyping) implements EphemeralCommand {}

  /**
   * The caller looks into a room on one more connection, or on one less. {@code Done}. For those
   * who may read it; who goes, may.
   *
   * @param viewId names the connection
   */
  record SetView(String roomId, String viewId, boolean open) implements EphemeralCommand {}
}
