package dev.parley.door.rest;

import dev.parley.door.Members;
import dev.parley.door.RoomShapes;
import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.Messages;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomCommand.PostMessage;
import dev.parley.vocabulary.RoomType;
import dev.parley.vocabulary.RoomView;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** The bodies of messages, which several resources read and write. */
final class MessageBodies {
  private MessageBodies() {}

  /** What is to be said in a room. */
  static PostMessage message(String roomId, Members members) {
    List<String> attachments = members.optionalIds("attachments");
    if (attachments.size() > Messages.MAX_ATTACHMENTS) {
      members.fault("attachments", "has more than " + Messages.MAX_ATTACHMENTS + " items");
    }
    String text = members.optionalProse("message", Messages.MAX_TEXT);
    if (text == null && attachments.isEmpty()) {
      members.fault("message", "is missing");
    }
    return new PostMessage(
        roomId,
        text == null ? "" : text,
        members.oneOf(
            "messageType",
            List.of(Message.Type.values()),
            Message.Type::wireName,
            Message.Type.TEXT),
        attachments,
        members.optionalText("replyTo", Id.MAX_LENGTH),
        members.optionalText("messageId", Id.MAX_LENGTH),
        members.optionalText("clientMessageId", Id.MAX_LENGTH),
        members.optionalText("sender", Id.MAX_LENGTH),
        members.optionalTime("timestamp"),
        RoomType.TEAM);
  }

  /** What is to be said in a conversation. */
  static PostMessage chatMessage(String conversationId, Members members) {
    return new PostMessage(
        conversationId,
        members.prose("content", Messages.MAX_TEXT),
        Message.Type.TEXT,
        List.of(),
        null,
        members.optionalText("messageId", Id.MAX_LENGTH),
        members.optionalText("clientMessageId", Id.MAX_LENGTH),
        members.optionalText("sender", Id.MAX_LENGTH),
        members.optionalTime("timestamp"),
        RoomType.TEAM);
  }

  /** That it was said. */
  static JsonObjectBuilder posted(PostMessage command, Reply.Posted posted) {
    return Shapes.object().add("roomId", command.roomId()).addAll(RoomShapes.posted(posted));
  }

  /** A page. */
  static JsonObjectBuilder page(RoomView.Messages messages) {
    return PageCursor.nextCursor(
        Shapes.object().add("messages", RoomShapes.messages(messages.messages())), messages.next());
  }
}
