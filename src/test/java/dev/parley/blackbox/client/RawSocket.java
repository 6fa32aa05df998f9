package dev.parley.blackbox.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket that sends frames as no client does, by hand. For one thread. */
public final class RawSocket implements AutoCloseable, FrameReader.Ear {
  /** Kinds of frames, and what is added to that of the last one of a message (RFC 6455, 5.2). */
  public static final int CONTINUATION = 0;

  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int LAST = 0x80;

  private static final int PATIENCE_SECONDS = 30;
  private static final int LENGTH_OF_8_BYTES = 127;
  private static final int MASKED = 0x80;

  private final SocketChannel channel;
  private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

  /** Connects. */
  public RawSocket(Target target, String credential, String query) throws IOException {
    Handshake handshake =
        Handshake.of(target, query, 0, List.of("Authorization: Bearer " + credential));
    if (handshake.status() != 101) {
      throw new IOException("refused: " + handshake.head() + handshake.body());
    }
    channel = handshake.channel();
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    FrameReader reader = new FrameReader();
    ByteBuffer buffer = ByteBuffer.allocate(4_096);
    try {
      while (channel.read(buffer) >= 0) {
        reader.take(buffer.flip(), this);
        buffer.clear();
      }
    } catch (IOException e) {
      // The same as an end without a close frame.
    }
    closeCode.complete(Dashboard.NO_CLOSE_FRAME);
  }

  /** Sends the head of a frame; its mask is zero, so that a payload goes as it is. */
  public void head(int kind, long length) {
    write(
        ByteBuffer.allocate(14)
            .put((byte) kind)
            .put((byte) (MASKED | LENGTH_OF_8_BYTES))
            .putLong(length)
            .putInt(0)
            .flip());
  }

  /** Waits for a text that has this in it. */
  public String await(String part) throws InterruptedException {
    while (true) {
      String text = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("no " + part);
      }
      if (text.contains(part)) {
        return text;
      }
    }
  }

  /** Sends a part of a payload; nothing where the connection has ended meanwhile. */
  public void payload(String ascii) {
    payload(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  /** The same, as bytes. */
  public void payload(byte[] bytes) {
    write(ByteBuffer.wrap(bytes));
  }

  private void write(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      // The reader tells how it ended.
    }
  }

  /** Whether there was no end yet. */
  public boolean isOpen() {
    return !closeCode.isDone();
  }

  /** Waits for the end, and tells the code of the close frame, 1006 without one. */
  public int closeCode() throws Exception {
    return closeCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void text(String text) {
    texts.add(text);
  }

  @Override
  public void ping(byte[] payload) {
    // It does not live that long.
  }

  @Override
  public void close(int code) {
    closeCode.complete(code);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
