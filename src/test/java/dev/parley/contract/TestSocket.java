package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.door.Fixtures;
import jakarta.json.JsonObject;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of the Collaboration WebSocket; keeps what it was sent until a test asks. */
final class TestSocket implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  private final Ear ear = new Ear();
  private final WebSocket socket;

  private TestSocket(WebSocket.Builder builder, TestHub hub, String query) {
    socket = builder.buildAsync(hub.socket(query), ear).join();
  }

  /** Opens with that query, as the administrator. */
  static TestSocket open(TestHub hub, String query) {
    return open(hub, query, hub.adminKey());
  }

  /** Opens with that query and credential. */
  static TestSocket open(TestHub hub, String query, String credential) {
    return new TestSocket(
        hub.client().newWebSocketBuilder().header("Authorization", "Bearer " + credential),
        hub,
        query);
  }

  /** Opens with a builder of one's own. */
  static TestSocket open(TestHub hub, String query, WebSocket.Builder builder) {
    return new TestSocket(builder, hub, query);
  }

  WebSocket socket() {
    return socket;
  }

  void send(String text) {
    socket.sendText(text, true).join();
  }

  void sendBytes(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /** The next message as it came. */
  String nextMessage() throws InterruptedException {
    String message = ear.messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(message).as("a message; closed: " + ear.closed.getNow(null)).isNotNull();
    return message;
  }

  /** The next message of that type; those before it are passed over. */
  JsonObject next(String type) throws InterruptedException {
    while (true) {
      JsonObject message = Fixtures.parse(nextMessage());
      if (message.getString("type").equals(type)) {
        return message;
      }
    }
  }

  /** The messages up to one of that type, without the board's, which come at any time. */
  List<JsonObject> until(String type) throws InterruptedException {
    List<JsonObject> messages = new ArrayList<>();
    while (true) {
      JsonObject message = Fixtures.parse(nextMessage());
      if (message.getString("type").equals(type)) {
        messages.add(message);
        return messages;
      }
      if (!message.getString("type").equals("agent_status_update")) {
        messages.add(message);
      }
    }
  }

  /** The code with which the hub closes. */
  int closeCode() throws Exception {
    return ear.closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** Collects messages from their pieces. */
  private static final class Ear implements WebSocket.Listener {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        messages.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.completeExceptionally(error);
    }
  }
}
