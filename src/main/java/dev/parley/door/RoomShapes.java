package dev.parley.door;

import dev.parley.vocabulary.Attachment;
import dev.parley.vocabulary.Invitation;
import dev.parley.vocabulary.Member;
import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomView;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** The JSON shapes of rooms, as the REST resources and the Rooms contract have them. */
public final class RoomShapes {
  /** Where the resources of rooms are. */
  private static final String ROOMS = "/api/v1/rooms/";

  private RoomShapes() {}

  /** A room. */
  public static JsonObjectBuilder room(dev.parley.vocabulary.Room room) {
    JsonObjectBuilder members =
        Shapes.object()
            .add("roomId", room.roomId())
            .add("roomType", room.type().wireName())
            .add("name", room.name())
            .add("createdBy", room.createdBy())
            .add("createdAt", Shapes.time(room.createdAt()));
    if (room.messageTtl() == null) {
      members.add("messageTtl", JsonValue.NULL);
    } else {
      members.add("messageTtl", room.messageTtl().toSeconds());
    }
    return members.add("archivedAt", Shapes.optionalTime(room.archivedAt()));
  }

  /** A room as its reader finds it. */
  public static JsonObjectBuilder overview(RoomView.Overview overview) {
    return room(overview.room())
        .add("role", Shapes.text(overview.role() == null ? null : overview.role().wireName()))
        .add("memberCount", overview.members())
        .add("unread", overview.unread())
        .add("lastRead", overview.lastRead());
  }

  /** Somebody who belongs to a room. */
  public static JsonObjectBuilder member(Member member) {
    return Shapes.object()
        .add("userId", member.userId())
        .add("role", member.role().wireName())
        .add("since", Shapes.time(member.since()))
        .add("mutedUntil", Shapes.optionalTime(member.mutedUntil()));
  }

  /** How far somebody has come. */
  public static JsonObjectBuilder receipt(RoomView.Receipt receipt) {
    return Shapes.object()
        .add("userId", receipt.userId())
        .add("received", receipt.received())
        .add("read", receipt.read());
  }

  /** A message at its place in the feed, as it is told. */
  public static JsonObjectBuilder message(Message message, long offset) {
    return Shapes.object()
        .add("messageId", message.messageId())
        .add("roomId", message.roomId())
        .add("userId", message.userId())
        .add("userName", message.userName())
        .add("message", message.text())
        .add("messageType", message.type().wireName())
        .add(
            "attachments",
            list(message.attachments(), found -> attachment(found, message.roomId())))
        .add("replyTo", Shapes.text(message.replyTo()))
        .add("timestamp", Shapes.time(message.sentAt()))
        .add("offset", offset)
        .add("expiresAt", Shapes.time(message.expiresAt()))
        .add("editedAt", Shapes.optionalTime(message.editedAt()));
  }

  /** A message with what others have made of it. */
  public static JsonObjectBuilder shown(RoomView.Shown shown) {
    JsonObjectBuilder reactions = Shapes.object();
    new TreeSet<>(shown.reactions().keySet())
        .forEach(
            emoji ->
                reactions.add(
                    emoji, Shapes.texts(List.copyOf(new TreeSet<>(shown.reactions().get(emoji))))));
    return message(shown.message(), shown.offset())
        .add("reactions", reactions)
        .add("replies", shown.replies());
  }

  /** Messages in the order given. */
  public static JsonArrayBuilder messages(List<RoomView.Shown> messages) {
    return list(messages, RoomShapes::shown);
  }

  /** A file of a room, and where it is fetched. */
  public static JsonObjectBuilder attachment(Attachment attachment, String roomId) {
    String url = ROOMS + encoded(roomId) + "/attachments/" + encoded(attachment.attachmentId());
    return Shapes.object()
        .add("attachmentId", attachment.attachmentId())
        .add("name", attachment.name())
        .add("mediaType", attachment.mediaType())
        .add("size", attachment.size())
        .add("url", url)
        .add("thumbnailUrl", Shapes.text(attachment.thumbnail() ? url + "/thumbnail" : null));
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** An invitation. */
  public static JsonObjectBuilder invitation(Invitation invitation) {
    return Shapes.object()
        .add("invitationId", invitation.invitationId())
        .add("room", room(invitation.room()))
        .add("userId", invitation.userId())
        .add("role", invitation.role().wireName())
        .add("invitedBy", invitation.invitedBy())
        .add("invitedAt", Shapes.time(invitation.invitedAt()));
  }

  /** A room at one position of its feed. */
  public static JsonObjectBuilder oneRoom(RoomView.OneRoom room) {
    return withMembers(room)
        .add("messages", messages(room.messages()))
        .add("offset", room.position().offset())
        .add("epoch", room.position().epoch());
  }

  /** A room without its place; the oldest messages are left out where there is no room for all. */
  public static JsonObjectBuilder oneRoom(RoomView.OneRoom room, Room left) {
    JsonObject members = withMembers(room).build();
    List<RoomView.Shown> told =
        left.take(size(members)) ? newest(room.messages(), left) : List.of();
    return Shapes.object()
        .addAll(JsonText.PROVIDER.createObjectBuilder(members))
        .add("messages", messages(told));
  }

  private static JsonObjectBuilder withMembers(RoomView.OneRoom room) {
    return overview(room.overview())
        .add("members", list(room.members(), RoomShapes::member))
        .add("receipts", list(room.received(), RoomShapes::receipt));
  }

  /**
   * As many messages as there is room for, the oldest left out.
   *
   * @param messages oldest first
   */
  public static List<RoomView.Shown> newest(List<RoomView.Shown> messages, Room left) {
    int first = messages.size();
    while (first > 0 && left.take(size(shown(messages.get(first - 1)).build()) + 1)) {
      first--;
    }
    return messages.subList(first, messages.size());
  }

  private static int size(JsonObject object) {
    return object.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** That something was said, and where it stands. */
  public static JsonObjectBuilder posted(Reply.Posted posted) {
    return Shapes.object()
        .add("messageId", posted.id())
        .add("offset", posted.position().offset())
        .add("epoch", posted.position().epoch())
        .add("timestamp", Shapes.time(posted.time()));
  }

  /** A list in the order given. */
  public static <E> JsonArrayBuilder list(List<E> items, Function<E, JsonObjectBuilder> shape) {
    JsonArrayBuilder array = JsonText.PROVIDER.createArrayBuilder();
    items.forEach(item -> array.add(shape.apply(item)));
    return array;
  }
}
