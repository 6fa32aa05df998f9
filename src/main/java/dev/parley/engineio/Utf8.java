package dev.parley.engineio;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Counting and reading UTF-8. */
final class Utf8 {
  private Utf8() {}

  /** How many bytes a text has; half of a pair of surrogates counts for two. */
  static long length(String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }

  /**
   * Reads a text.
   *
   * @throws MalformedPacketException if the bytes are no UTF-8
   */
  static String decode(byte[] bytes, int length) throws MalformedPacketException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedPacketException("a text that is not UTF-8");
    }
  }
}
