package dev.parley.blackbox.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The opening handshake of a WebSocket (RFC 6455, section 4.1), by hand: a test sees the answer of
 * one that is refused, and has the socket of one that is not.
 *
 * @param head the status line and the header fields of the answer
 * @param body what follows a refusal
 * @param channel is open where the answer is 101; nothing behind the head was read from it
 */
public record Handshake(List<String> head, String body, SocketChannel channel) {
  private static final String LENGTH = "content-length:";

  /**
   * Connects and asks.
   *
   * @param receiveBuffer in bytes, or 0 for the system's choice
   * @param fields further header fields as they stand in a request
   */
  public static Handshake of(Target target, String query, int receiveBuffer, List<String> fields)
      throws IOException {
    return at(target, Target.WEBSOCKET + query, receiveBuffer, fields);
  }

  /** The same, at another path. */
  public static Handshake at(
      Target target, String pathAndQuery, int receiveBuffer, List<String> fields)
      throws IOException {
    URI address = target.address();
    SocketChannel channel = SocketChannel.open();
    if (receiveBuffer > 0) {
      channel.socket().setReceiveBufferSize(receiveBuffer);
    }
    channel.connect(new InetSocketAddress(address.getHost(), address.getPort()));
    String request =
        "GET "
            + pathAndQuery
            + " HTTP/1.1\r\nHost: "
            + address.getAuthority()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + String.join("", fields.stream().map(field -> field + "\r\n").toList())
            + "\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
    List<String> head = head(channel);
    if (status(head) == 101) {
      return new Handshake(head, "", channel);
    }
    int length =
        head.stream()
            .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(LENGTH))
            .mapToInt(field -> Integer.parseInt(field.substring(LENGTH.length()).strip()))
            .findFirst()
            .orElse(0);
    ByteBuffer body = ByteBuffer.allocate(length);
    while (body.hasRemaining() && channel.read(body) >= 0) {
      // More of it may come.
    }
    channel.close();
    return new Handshake(
        head, new String(body.array(), 0, body.position(), StandardCharsets.UTF_8), channel);
  }

  /** The status of the answer. */
  public int status() {
    return status(head);
  }

  /** A header field of the answer, or the empty string. */
  public String header(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return head.stream()
        .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(start))
        .map(field -> field.substring(start.length()).strip())
        .findFirst()
        .orElse("");
  }

  private static int status(List<String> head) {
    return Integer.parseInt(head.getFirst().split(" ", 3)[1]);
  }

  /** Reads byte by byte, so that what follows stays in the socket. */
  private static List<String> head(SocketChannel channel) throws IOException {
    StringBuilder head = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (head.indexOf("\r\n\r\n") < 0) {
      one.clear();
      if (channel.read(one) < 0) {
        throw new IOException("no answer to the handshake: " + head);
      }
      head.append((char) (one.get(0) & 0xFF));
    }
    return head.toString().strip().lines().toList();
  }
}
