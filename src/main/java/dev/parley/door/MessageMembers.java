package dev.parley.door;

import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.RoomCommand.PostMessage;
import dev.parley.vocabulary.RoomType;
import java.util.List;

/** Reads what is to be said, as several doors take it. Faults are noted with the members. */
public final class MessageMembers {
  private MessageMembers() {}

  /** What is to be said in a room. */
  public static PostMessage message(String roomId, Members members) {
    List<String> attachments = members.optionalIds("attachments");
    if (attachments.size() > Message.MAX_ATTACHMENTS) {
      members.fault("attachments", "has more than " + Message.MAX_ATTACHMENTS + " items");
    }
    String text = members.optionalProse("message", Message.MAX_TEXT);
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
  public static PostMessage chatMessage(String conversationId, Members members) {
    return new PostMessage(
        conversationId,
        members.prose("content", Message.MAX_TEXT),
        Message.Type.TEXT,
        List.of(),
        null,
        members.optionalText("messageId", Id.MAX_LENGTH),
        members.optionalText("clientMessageId", Id.MAX_LENGTH),
        members.optionalText("sender", Id.MAX_LENGTH),
        members.optionalTime("timestamp"),
        RoomType.TEAM);
  }
}
