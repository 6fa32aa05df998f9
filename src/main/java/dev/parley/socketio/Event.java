package dev.parley.socketio;

import dev.parley.engineio.Message;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event to clients, to be encoded once for all of them. Immutable, as long as the bytes are, but
 * for its lazily kept encoded form; safe for use by any number of threads.
 */
public final class Event {
  private final String array;
  private final List<ByteBuffer> attachments;
  private final @Nullable String offset;
  private Message.@Nullable Text onMain;

  private Event(String array, List<ByteBuffer> attachments, @Nullable String offset) {
    this.array = array;
    this.attachments = List.copyOf(attachments);
    this.offset = offset;
  }

  /** An event of that name. */
  public static Event of(String name, Arguments arguments) {
    return new Event(arguments.array(name), arguments.attachments(), null);
  }

  /**
   * An event that has been encoded.
   *
   * @param array a well-formed JSON array whose first element is the event's name
   */
  public static Event ofArray(String array) {
    if (!array.startsWith("[\"") || !array.endsWith("]")) {
      throw new IllegalArgumentException("an event is an array that begins with its name");
    }
    return new Event(array, List.of(), null);
  }

  /**
   * The same with the place that a client has heard up to then. Clients that can be recovered are
   * sent it as the last argument, and tell it when they come again.
   */
  public Event withOffset(String place) {
    return new Event(array, attachments, place);
  }

  @Nullable String offset() {
    return offset;
  }

  /** The same with one more argument. */
  Event ending(String argument) {
    return new Event(
        array.substring(0, array.length() - 1) + "," + JsonTexts.quoted(argument) + "]",
        attachments,
        null);
  }

  /** Whether its last argument is a text; without arguments, its name is. */
  boolean endsInText() {
    int last = array.length() - 2;
    while (Character.isWhitespace(array.charAt(last))) {
      last--;
    }
    return array.charAt(last) == '"';
  }

  String array() {
    return array;
  }

  List<ByteBuffer> attachments() {
    return attachments;
  }

  /** What is sent on a namespace, if it has no attachments; made once for the main one. */
  Message.Text message(String namespace) {
    if (!namespace.equals(Packet.MAIN)) {
      return encoded(namespace);
    }
    Message.Text made = onMain;
    if (made == null) {
      made = encoded(namespace);
      onMain = made;
    }
    return made;
  }

  private Message.Text encoded(String namespace) {
    return new Message.Text(Packet.of(PacketType.EVENT, namespace, array).encode());
  }

  @Override
  public String toString() {
    return array;
  }
}
