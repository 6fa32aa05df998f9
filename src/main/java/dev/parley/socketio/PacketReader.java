package dev.parley.socketio;

import dev.parley.engineio.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts packets together of the messages of one client. For one thread at a time. */
final class PacketReader {
  private static final int MAX_NAMESPACE = 256;
  private static final int MAX_ID_DIGITS = 15;

  private final SocketSettings settings;
  private final List<ByteBuffer> attachments = new ArrayList<>();
  private @Nullable Packet unfinished;
  private int missing;
  private long bytes;

  PacketReader(SocketSettings settings) {
    this.settings = settings;
  }

  /**
   * Takes a message.
   *
   * @return the packet that it completes; null where attachments are still to come
   * @throws ProtocolException if it does not belong to a packet; the reader is of no use then
   */
  @Nullable Packet read(Message message) throws ProtocolException {
    return switch (message) {
      case Message.Text text -> readText(text.text());
      case Message.Binary binary -> readAttachment(binary.bytes());
    };
  }

  private @Nullable Packet readAttachment(ByteBuffer attachment) throws ProtocolException {
    Packet packet = unfinished;
    if (packet == null) {
      throw new ProtocolException("bytes that belong to no packet");
    }
    bytes += attachment.remaining();
    if (bytes > settings.maxPacketBytes()) {
      throw new ProtocolException("attachments that are too large");
    }
    attachments.add(attachment);
    if (--missing > 0) {
      return null;
    }
    Packet whole =
        new Packet(packet.type(), packet.namespace(), packet.id(), packet.json(), attachments);
    unfinished = null;
    attachments.clear();
    bytes = 0;
    return whole;
  }

  private @Nullable Packet readText(String text) throws ProtocolException {
    if (unfinished != null) {
      throw new ProtocolException("a packet before the attachments of the last");
    }
    PacketType type = text.isEmpty() ? null : PacketType.of(text.charAt(0));
    if (type == null) {
      throw new ProtocolException("an unknown type of packet");
    }
    int at = 1;
    int count = 0;
    if (type.isBinary()) {
      int end = digitsEnd(text, at);
      if (end == at || end - at > 4 || end == text.length() || text.charAt(end) != '-') {
        throw new ProtocolException("a number of attachments that is none");
      }
      count = Integer.parseInt(text, at, end, 10);
      if (count > settings.maxAttachments()) {
        throw new ProtocolException("too many attachments");
      }
      at = end + 1;
    }
    String namespace = Packet.MAIN;
    if (at < text.length() && text.charAt(at) == '/') {
      int comma = text.indexOf(',', at);
      int end = comma < 0 ? text.length() : comma;
      if (end - at > MAX_NAMESPACE) {
        throw new ProtocolException("a namespace with too long a name");
      }
      namespace = withoutQuery(text.substring(at, end));
      at = comma < 0 ? end : comma + 1;
    }
    Long id = null;
    int end = digitsEnd(text, at);
    if (end > at) {
      if (end - at > MAX_ID_DIGITS) {
        throw new ProtocolException("an id with too many digits");
      }
      id = Long.parseLong(text, at, end, 10);
    }
    return packet(type, namespace, id, text.substring(end), count);
  }

  private @Nullable Packet packet(
      PacketType type, String namespace, @Nullable Long id, String json, int count)
      throws ProtocolException {
    if (!json.isEmpty()) {
      JsonTexts.check(json, settings.maxDepth(), count);
    }
    PacketType plain =
        switch (type) {
          case BINARY_EVENT -> PacketType.EVENT;
          case BINARY_ACK -> PacketType.ACK;
          case CONNECT, DISCONNECT, EVENT, ACK, CONNECT_ERROR -> type;
        };
    boolean well =
        switch (plain) {
          case CONNECT -> id == null && (json.isEmpty() || begins(json, '{'));
          case DISCONNECT -> id == null && json.isEmpty();
          case EVENT -> begins(json, '[');
          case ACK -> id != null && begins(json, '[');
          default -> false;
        };
    if (!well) {
      throw new ProtocolException("a packet whose payload is not what its type has");
    }
    Packet packet = new Packet(plain, namespace, id, json, List.of());
    if (count == 0) {
      return packet;
    }
    unfinished = packet;
    missing = count;
    return null;
  }

  private static boolean begins(String json, char with) {
    String stripped = json.stripLeading();
    return !stripped.isEmpty() && stripped.charAt(0) == with;
  }

  private static String withoutQuery(String namespace) {
    int query = namespace.indexOf('?');
    return query < 0 ? namespace : namespace.substring(0, query);
  }

  /** ASCII digits alone: others count for the payload, which they are none of. */
  private static int digitsEnd(String text, int begin) {
    int end = begin;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
