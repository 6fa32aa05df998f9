package dev.parley.rooms;

import dev.parley.journal.Batch;

/** By which words messages are found: rows that nobody looks up by key. */
final class Terms {
  private static final String KEEP =
      "INSERT INTO message_term (stamp, term, room_id) VALUES (?, ?, ?)";
  private static final String FORGET = "DELETE FROM message_term WHERE stamp = ?";

  private Terms() {}

  /** The message is found by the words of its text from now on. */
  static void keep(MessageRow message, Batch batch) {
    for (String word : Words.of(message.text())) {
      batch.write(KEEP, message.stamp(), word, message.roomId());
    }
  }

  /** The message is found no more. */
  static void forget(MessageRow message, Batch batch) {
    batch.write(FORGET, message.stamp());
  }
}
