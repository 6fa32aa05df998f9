package dev.parley.blackbox.client;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive HTTP/1.1 connection that only posts: little work for the machine that it shares
 * with the server, and no repetition behind its user's back. For one thread.
 */
public final class Wire implements AutoCloseable {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int ANSWER_MILLIS = 60_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final String head;

  /**
   * Connects.
   *
   * @param credential a token or an API key
   */
  public Wire(URI address, String credential) throws IOException {
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_MILLIS);
    socket.setSoTimeout(ANSWER_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    head =
        "Host: "
            + address.getAuthority()
            + "\r\nAuthorization: Bearer "
            + credential
            + "\r\nContent-Type: application/json\r\n";
  }

  /** An answer. */
  public record Answer(int status, String body) {}

  /**
   * Posts, and waits for the answer.
   *
   * @throws IOException if there is no answer; whether it has happened is unknown then
   */
  public Answer post(String path, String body, @Nullable String idempotencyKey) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String fields =
        "POST "
            + path
            + " HTTP/1.1\r\n"
            + head
            + (idempotencyKey == null ? "" : "Idempotency-Key: " + idempotencyKey + "\r\n")
            + "Content-Length: "
            + bytes.length
            + "\r\n\r\n";
    byte[] first = fields.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[first.length + bytes.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(bytes, 0, all, first.length, bytes.length);
    socket.getOutputStream().write(all);
    return answer();
  }

  private Answer answer() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = -1;
    for (String field = line(); !field.isEmpty(); field = line()) {
      if (field.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(field.substring("content-length:".length()).strip());
      }
    }
    return new Answer(
        status, length < 0 ? chunks() : new String(bytes(length), StandardCharsets.UTF_8));
  }

  private String chunks() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int size = size(line()); size > 0; size = size(line())) {
      text.append(new String(bytes(size), StandardCharsets.UTF_8));
      line();
    }
    line();
    return text.toString();
  }

  private static int size(String line) {
    return Integer.parseInt(line.split(";", 2)[0].strip(), 16);
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer was cut");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("no answer");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
