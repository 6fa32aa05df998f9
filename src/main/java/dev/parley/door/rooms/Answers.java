package dev.parley.door.rooms;

import dev.parley.door.ContentShapes;
import dev.parley.door.Room;
import dev.parley.door.RoomShapes;
import dev.parley.door.Shapes;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.ContentView;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomView;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** What an answer tells besides that it is one. */
final class Answers {
  private Answers() {}

  static JsonObjectBuilder to(Command command, Reply reply) {
    return switch (reply) {
      case Reply.Shown shown when shown.view() instanceof RoomView.OneRoom room ->
          entered((ConnectionCommand.EnterRoom) command, room);
      case Reply.Shown shown when shown.view() instanceof RoomView.Messages messages ->
          history(messages);
      case Reply.Shown shown when shown.view() instanceof ContentView.OneContent content ->
          content(content);
      case Reply.Posted posted -> RoomShapes.posted(posted);
      case Reply.Created created -> Shapes.object().add("id", created.id());
      case Reply.Shown shown -> Shapes.object();
      case Reply.Done done -> Shapes.object();
      case Reply.Refused refused -> throw new IllegalArgumentException("refused");
    };
  }

  /** The status is null where nothing has been told. */
  static JsonObjectBuilder content(ContentView.OneContent content) {
    JsonObjectBuilder members =
        content.status() == null
            ? Shapes.object().add("contentId", content.contentId()).addNull("status")
            : ContentShapes.status(content.status());
    return members
        .add("offset", content.position().offset())
        .add("epoch", content.position().epoch());
  }

  /** What is heard of the room comes behind the offset that is told. */
  private static JsonObjectBuilder entered(
      ConnectionCommand.EnterRoom command, RoomView.OneRoom room) {
    String epoch = command.epoch();
    return room(room)
        .add("offset", command.since() == null ? room.position().offset() : command.since())
        .add("epoch", epoch == null ? room.position().epoch() : epoch);
  }

  /** A room with as many of its newest messages as one frame can hold. */
  static JsonObjectBuilder room(RoomView.OneRoom room) {
    return RoomShapes.oneRoom(room, Room.ofFrame());
  }

  /** Oldest first; where one frame cannot hold all, the oldest are left to the next question. */
  private static JsonObjectBuilder history(RoomView.Messages view) {
    List<RoomView.Shown> messages = view.messages().reversed();
    List<RoomView.Shown> told = RoomShapes.newest(messages, Room.ofFrame());
    boolean isCut = !told.isEmpty() && told.size() < messages.size();
    Long next = isCut ? Long.valueOf(told.getFirst().offset()) : view.next();
    return Shapes.object()
        .add("messages", RoomShapes.messages(told))
        .add("nextBefore", Shapes.number(next));
  }
}
