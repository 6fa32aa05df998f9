package dev.parley.rooms;

/** Primary keys of several parts: ids are printable, so none holds a line's end. */
final class RowKeys {
  private static final String BETWEEN = "\n";

  private RowKeys() {}

  static String member(String roomId, String userId) {
    return roomId + BETWEEN + userId;
  }

  static String clientMessage(String roomId, String userId, String clientMessageId) {
    return roomId + BETWEEN + userId + BETWEEN + clientMessageId;
  }

  static String reaction(String messageId, String userId, String emoji) {
    return messageId + BETWEEN + userId + BETWEEN + emoji;
  }
}
