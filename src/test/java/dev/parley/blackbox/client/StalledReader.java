package dev.parley.blackbox.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A dashboard that reads when it is told to, with as small a buffer as the system allows. */
public final class StalledReader implements AutoCloseable, FrameReader.Ear {
  private static final int RECEIVE_BUFFER = 4_096;

  private final SocketChannel channel;
  private final FrameReader reader = new FrameReader();
  private final List<Long> offsets = new ArrayList<>();
  private Position position;
  private int closeCode = Dashboard.NO_CLOSE_FRAME;

  /** Connects. */
  public StalledReader(Target target, String credential, String query) throws IOException {
    Handshake handshake =
        Handshake.of(target, query, RECEIVE_BUFFER, List.of("Authorization: Bearer " + credential));
    if (handshake.status() != 101) {
      throw new IOException("refused: " + handshake.head() + handshake.body());
    }
    channel = handshake.channel();
  }

  /** The port at this end. */
  public int port() throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  /** Reads until the first state is there. */
  public void readState() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(512);
    while (position == null) {
      if (channel.read(buffer) < 0) {
        throw new IOException("cut before the first state");
      }
      reader.take(buffer.flip(), this);
      buffer.clear();
    }
  }

  /** Reads what is left, until the end; tells the code of the close frame, 1006 without one. */
  public int readToTheEnd() {
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    try {
      while (channel.read(buffer) >= 0) {
        reader.take(buffer.flip(), this);
        buffer.clear();
      }
    } catch (IOException e) {
      // Reset: what the system still had for us may be gone with it.
    }
    return closeCode;
  }

  /** Where it has come to; its events so far had every offset from its beginning. */
  public Position position() {
    return position;
  }

  /** The offsets that it has heard. */
  public List<Long> offsets() {
    return offsets;
  }

  @Override
  public void text(String text) {
    if (text.contains("\"type\":\"collaboration_state\"")) {
      position = Position.of(Api.object(text));
    } else if (text.contains("\"type\":\"agent_activity\"")) {
      long offset = Api.object(text).getJsonNumber("offset").longValueExact();
      offsets.add(offset);
      position = new Position(position.epoch(), offset);
    }
  }

  @Override
  public void ping(byte[] payload) {
    // It does not answer either.
  }

  @Override
  public void close(int code) {
    closeCode = code;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
