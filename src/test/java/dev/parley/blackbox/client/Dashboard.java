package dev.parley.blackbox.client;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A client of the Collaboration WebSocket that keeps messages until they are asked for. */
public final class Dashboard implements AutoCloseable {
  /** What {@link #closeCode} tells of a connection that ended without a close frame. */
  public static final int NO_CLOSE_FRAME = 1006;

  /** Among header fields: a token in the subprotocol pair {@code bearer, token}. */
  public static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

  private static final String BEARER = "bearer";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final long PATIENCE_SECONDS = 60;

  private final BlockingQueue<Optional<String>> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;

  private Dashboard(URI address, List<String> headers) throws Exception {
    WebSocket.Builder builder =
        CLIENT.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(PATIENCE_SECONDS));
    for (int i = 0; i < headers.size(); i += 2) {
      if (headers.get(i).equals(SUBPROTOCOL)) {
        builder.subprotocols(BEARER, headers.get(i + 1));
      } else {
        builder.header(headers.get(i), headers.get(i + 1));
      }
    }
    try {
      socket = builder.buildAsync(address, new Ear()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /**
   * Connects.
   *
   * @param credential a token or an API key
   * @param query the parameters, with the question mark
   * @throws java.net.http.WebSocketHandshakeException if it is refused
   */
  public static Dashboard open(Target target, String credential, String query) throws Exception {
    return new Dashboard(target.webSocket(query), List.of("Authorization", "Bearer " + credential));
  }

  /**
   * Connects with those header fields, names and values by turns; {@link #SUBPROTOCOL} has the
   * token alone.
   */
  public static Dashboard open(Target target, List<String> headers, String query) throws Exception {
    return new Dashboard(target.webSocket(query), headers);
  }

  /** Connects to a WebSocket of any contract, with header fields as above. */
  public static Dashboard open(URI address, List<String> headers) throws Exception {
    return new Dashboard(address, headers);
  }

  /** The next message as it came; none if the connection has ended before one came. */
  public Optional<String> nextMessage() throws InterruptedException {
    Optional<String> message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no message came");
    }
    if (message.isEmpty()) {
      messages.add(message);
    }
    return message;
  }

  /** The next frame; none if the connection has ended before one came. */
  public Optional<JsonObject> nextIfAny() throws InterruptedException {
    return nextMessage().map(Api::object);
  }

  /** The next frame. */
  public JsonObject next() throws InterruptedException {
    return nextIfAny().orElseThrow(() -> new AssertionError("closed with " + closed.getNow(null)));
  }

  /** The frames up to one of that type, without the board's, which come at any time. */
  public List<JsonObject> until(String type) throws InterruptedException {
    List<JsonObject> frames = new ArrayList<>();
    while (true) {
      JsonObject frame = next();
      String name = frame.getString("type");
      if (name.equals(type) || !name.equals("agent_status_update")) {
        frames.add(frame);
      }
      if (name.equals(type)) {
        return frames;
      }
    }
  }

  /** The next frame of that type in which that text stands, such as an agent's id. */
  public JsonObject awaitAbout(String type, String text) throws InterruptedException {
    return await(
        frame -> type.equals(frame.getString("type", null)) && frame.toString().contains(text));
  }

  /** The next frame of that type; those before it are dropped. */
  public JsonObject await(String type) throws InterruptedException {
    return await(frame -> type.equals(frame.getString("type", null)));
  }

  /** The next frame like that; those before it are dropped. */
  public JsonObject await(Predicate<JsonObject> condition) throws InterruptedException {
    while (true) {
      JsonObject frame = next();
      if (condition.test(frame)) {
        return frame;
      }
    }
  }

  /** Sends a text. */
  public void send(String text) throws Exception {
    socket.sendText(text, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Sends bytes. */
  public void send(byte[] bytes) throws Exception {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** The subprotocol that the hub has selected, or the empty string. */
  public String subprotocol() {
    return socket.getSubprotocol();
  }

  /** Waits for the end, and tells the number of the close frame. */
  public int closeCode() throws Exception {
    try {
      return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("still open", e);
    }
  }

  /** Completes with the number of the close frame. */
  public CompletableFuture<Integer> closed() {
    return closed;
  }

  @Override
  public void close() {
    socket.abort();
    end(NO_CLOSE_FRAME);
  }

  private void end(int code) {
    closed.complete(code);
    messages.add(Optional.empty());
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        messages.add(Optional.of(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      end(NO_CLOSE_FRAME);
    }
  }
}
