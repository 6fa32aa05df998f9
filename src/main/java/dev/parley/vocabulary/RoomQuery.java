package dev.parley.vocabulary;

import org.jspecify.annotations.Nullable;

/**
 * What one can read of rooms. A private room that the caller is not a member of is {@code
 * not_found}, and nothing of it is ever shown.
 */
public sealed interface RoomQuery extends Query {

  /** Of which room; null where it is of all that the caller may read. */
  @Nullable String roomId();

  /** Shows {@link RoomView.Rooms}: those the caller may read, the newest first. */
  record ListRooms(Slice slice) implements RoomQuery {
    @Override
    public @Nullable String roomId() {
      return null;
    }
  }

  /**
   * Shows {@link RoomView.OneRoom}: the room with its members and its newest messages, as of one
   * position of its feed.
   *
   * @param messages how many; 0 to 500
   */
  record ShowRoom(String roomId, int messages) implements RoomQuery {}

  /** Shows {@link RoomView.Members}, the newest first. */
  record ListMembers(String roomId, Slice slice) implements RoomQuery {}

  /**
   * Shows {@link RoomView.Messages}, newest first. What its slice and its view call {@code before}
   * and {@code next} is an offset.
   *
   * @param thread only the answers to that message; null for all
   */
  record ListMessages(String roomId, @Nullable String thread, Slice slice) implements RoomQuery {}

  /** Shows {@link RoomView.OneMessage}. */
  record ShowMessage(String roomId, String messageId) implements RoomQuery {}

  /**
   * Shows {@link RoomView.Messages}, newest first, in which all words of the text occur.
   *
   * @param roomId null for every room that the caller may read
   */
  record SearchMessages(String text, @Nullable String roomId, Slice slice) implements RoomQuery {}

  /**
   * Shows {@link RoomView.OneAttachment}: one that stands in a message, or that the caller has
   * brought.
   */
  record ShowAttachment(String roomId, String attachmentId) implements RoomQuery {}

  /**
   * Shows {@link RoomView.Chunk}, a part of an attachment that can be shown.
   *
   * @param index as it was stored ({@link RoomCommand.StoreChunk})
   */
  record ShowChunk(String roomId, String attachmentId, int index) implements RoomQuery {}

  /** Shows {@link RoomView.Invitations} of the caller. */
  record ListInvitations() implements RoomQuery {
    @Override
    public @Nullable String roomId() {
      return null;
    }
  }
}
