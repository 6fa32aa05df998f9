package dev.parley.door.rest;

import dev.parley.door.RoomShapes;
import dev.parley.door.Shapes;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomCommand.PostMessage;
import dev.parley.vocabulary.RoomView;
import jakarta.json.JsonObjectBuilder;

/** The bodies that tell of messages, which several resources write. */
final class MessageBodies {
  private MessageBodies() {}

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
