package dev.parley.door.rooms;

import dev.parley.door.RoomShapes;
import dev.parley.door.Shapes;
import dev.parley.door.rooms.RoomsDialect.Said;
import dev.parley.vocabulary.RoomEvent;
import dev.parley.vocabulary.RoomRemark;
import jakarta.json.JsonObjectBuilder;

/** The words for what is said of rooms. */
final class RoomWords {
  private RoomWords() {}

  /** What is kept. */
  static Said of(RoomEvent said, long offset) {
    return switch (said) {
      case RoomEvent.MessagePosted event ->
          new Said("message", RoomShapes.message(event.message(), offset));
      case RoomEvent.MessageEdited event ->
          new Said(
              "messageEdited", RoomShapes.message(event.message(), offset).add("by", event.by()));
      case RoomEvent.MessageDeleted event ->
          new Said(
              "messageDeleted",
              about(event.roomId(), event.messageId()).add("by", Shapes.text(event.by())));
      case RoomEvent.ReactionChanged event ->
          new Said(
              "reaction",
              about(event.roomId(), event.messageId())
                  .add("userId", event.userId())
                  .add("emoji", event.emoji())
                  .add("added", event.added()));
      case RoomEvent.RoomCreated event -> new Said("roomCreated", RoomShapes.room(event.room()));
      case RoomEvent.RoomChanged event ->
          new Said("roomChanged", RoomShapes.room(event.room()).add("by", event.by()));
      case RoomEvent.MemberAdded event ->
          new Said(
              "memberAdded",
              in(event.roomId()).addAll(RoomShapes.member(event.member())).add("by", event.by()));
      case RoomEvent.MemberChanged event ->
          new Said(
              "memberChanged",
              in(event.roomId()).addAll(RoomShapes.member(event.member())).add("by", event.by()));
      case RoomEvent.MemberRemoved event ->
          new Said(
              "memberRemoved",
              in(event.roomId()).add("userId", event.userId()).add("by", event.by()));
      case RoomEvent.InvitationSent event ->
          new Said("invitation", RoomShapes.invitation(event.invitation()));
    };
  }

  /** What is not kept. */
  static Said of(RoomRemark said) {
    return switch (said) {
      case RoomRemark.ViewChanged event ->
          new Said(
              event.here() ? "userJoined" : "userLeft",
              of(event.roomId(), event.userId()).add("userName", event.userName()));
      case RoomRemark.Typing event ->
          new Said(
              "typing",
              of(event.roomId(), event.userId())
                  .add("userName", event.userName())
                  .add("isTyping", event.isTyping()));
      // How far: this is no place in the feed, and stands without a topic.
      case RoomRemark.Received event ->
          new Said(
              event.read() ? "read" : "delivered",
              of(event.roomId(), event.userId()).add("offset", event.offset()));
    };
  }

  private static JsonObjectBuilder in(String roomId) {
    return Shapes.object().add("roomId", roomId);
  }

  private static JsonObjectBuilder about(String roomId, String messageId) {
    return in(roomId).add("messageId", messageId);
  }

  private static JsonObjectBuilder of(String roomId, String userId) {
    return in(roomId).add("userId", userId);
  }
}
