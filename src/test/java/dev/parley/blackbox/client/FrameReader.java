package dev.parley.blackbox.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes frames of a WebSocket server (RFC 6455, section 5.2) out of bytes as they come. */
final class FrameReader {
  static final int TEXT = 1;
  static final int CLOSE = 8;
  static final int PING = 9;

  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private byte[] waiting = new byte[0];

  /** Hears of messages. */
  interface Ear {
    void text(String text);

    void ping(byte[] payload);

    void close(int code);
  }

  /** Takes what is readable in the buffer. */
  void take(ByteBuffer buffer, Ear ear) {
    byte[] bytes = Arrays.copyOf(waiting, waiting.length + buffer.remaining());
    buffer.get(bytes, waiting.length, buffer.remaining());
    int start = 0;
    for (int next = frame(bytes, start, ear); next > start; next = frame(bytes, start, ear)) {
      start = next;
    }
    waiting = Arrays.copyOfRange(bytes, start, bytes.length);
  }

  /** Where the frame at that place ends; the place itself where it is not there in whole. */
  private int frame(byte[] bytes, int start, Ear ear) {
    if (bytes.length < start + 2) {
      return start;
    }
    int length = bytes[start + 1] & 0x7F;
    int payload = start + 2;
    if (length >= 126) {
      int digits = length == 126 ? 2 : 8;
      if (bytes.length < payload + digits) {
        return start;
      }
      length = 0;
      for (int i = 0; i < digits; i++) {
        length = (length << 8) | (bytes[payload + i] & 0xFF);
      }
      payload += digits;
    }
    int end = payload + length;
    if (bytes.length < end) {
      return start;
    }
    deliver(bytes[start], bytes, payload, length, ear);
    return end;
  }

  private void deliver(byte first, byte[] bytes, int payload, int length, Ear ear) {
    boolean last = (first & 0x80) != 0;
    switch (first & 0x0F) {
      case 0, TEXT -> {
        message.write(bytes, payload, length);
        if (last) {
          ear.text(message.toString(StandardCharsets.UTF_8));
          message.reset();
        }
      }
      case PING -> ear.ping(Arrays.copyOfRange(bytes, payload, payload + length));
      case CLOSE -> ear.close(length < 2 ? 1005 : code(bytes, payload));
      default -> throw new IllegalStateException("unexpected frame " + first);
    }
  }

  private static int code(byte[] bytes, int payload) {
    return ((bytes[payload] & 0xFF) << 8) | (bytes[payload + 1] & 0xFF);
  }

  /** A short frame as a client sends it. */
  static ByteBuffer masked(int opcode, byte[] payload) {
    if (payload.length > 125) {
      throw new IllegalArgumentException("too long");
    }
    ByteBuffer frame = ByteBuffer.allocate(6 + payload.length);
    frame.put((byte) (0x80 | opcode)).put((byte) (0x80 | payload.length));
    return frame.putInt(0).put(payload).flip();
  }
}
