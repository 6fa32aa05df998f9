package dev.parley.engineio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What is sent at once; strict in what it takes for one. Only messages have bytes.
 *
 * @param content empty where there is none
 */
record Packet(PacketType type, Message content) {
  private static final char BASE64 = 'b';
  private static final Message.Text NOTHING = new Message.Text("");

  static Packet of(PacketType type) {
    return new Packet(type, NOTHING);
  }

  static Packet of(PacketType type, String text) {
    return new Packet(type, new Message.Text(text));
  }

  static Packet message(Message content) {
    return new Packet(PacketType.MESSAGE, content);
  }

  /**
   * Reads the form of a text.
   *
   * @throws MalformedPacketException if it is no packet
   */
  static Packet decode(String encoded) throws MalformedPacketException {
    if (encoded.isEmpty()) {
      throw new MalformedPacketException("a packet without a type");
    }
    if (encoded.charAt(0) == BASE64) {
      try {
        byte[] bytes = Base64.getDecoder().decode(encoded.substring(1));
        return message(new Message.Binary(ByteBuffer.wrap(bytes)));
      } catch (IllegalArgumentException e) {
        throw new MalformedPacketException("bytes that are not base64");
      }
    }
    PacketType type = PacketType.of(encoded.charAt(0));
    if (type == null) {
      throw new MalformedPacketException("an unknown type of packet");
    }
    if (encoded.length() > 1 && !type.hasContent()) {
      throw new MalformedPacketException("a packet that says more than its type may");
    }
    return of(type, encoded.substring(1));
  }

  /** The form of a text; bytes are encoded as base64. */
  String encode() {
    return switch (content) {
      case Message.Text text -> type.digit() + text.text();
      case Message.Binary binary ->
          BASE64
              + StandardCharsets.ISO_8859_1
                  .decode(Base64.getEncoder().encode(binary.bytes().duplicate()))
                  .toString();
    };
  }

  /** How many bytes {@link #encode} has in UTF-8. */
  long encodedLength() {
    return switch (content) {
      case Message.Text text -> 1 + Utf8.length(text.text());
      case Message.Binary binary -> 1 + (binary.bytes().remaining() + 2L) / 3 * 4;
    };
  }

  /** Whether it is of that type and says that. */
  boolean is(PacketType wanted, String said) {
    return type == wanted && content instanceof Message.Text text && text.text().equals(said);
  }
}
