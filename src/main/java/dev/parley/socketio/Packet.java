package dev.parley.socketio;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is sent at once.
 *
 * @param type never one of the binary ones: their attachments tell
 * @param id what an acknowledgement is for, or asked for with; null where there is none
 * @param json the payload, well-formed and within the limits; empty where there is none
 * @param attachments what the placeholders in the payload stand for
 */
record Packet(
    PacketType type,
    String namespace,
    @Nullable Long id,
    String json,
    List<ByteBuffer> attachments) {

  static final String MAIN = "/";

  Packet {
    attachments = List.copyOf(attachments);
  }

  static Packet of(PacketType type, String namespace, String json) {
    return new Packet(type, namespace, null, json, List.of());
  }

  /** The text of it, which its attachments follow. */
  String encode() {
    StringBuilder text = new StringBuilder(json.length() + 16);
    if (attachments.isEmpty()) {
      text.append(type.digit());
    } else {
      PacketType binary = type == PacketType.ACK ? PacketType.BINARY_ACK : PacketType.BINARY_EVENT;
      text.append(binary.digit()).append(attachments.size()).append('-');
    }
    if (!namespace.equals(MAIN)) {
      text.append(namespace).append(',');
    }
    if (id != null) {
      text.append(id.longValue());
    }
    return text.append(json).toString();
  }
}
