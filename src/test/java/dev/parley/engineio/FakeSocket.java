package dev.parley.engineio;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A WebSocket as a container would carry it; it completes sends at once, or when told to. */
public final class FakeSocket {
  /** What was sent, bytes as {@code <hex>}. */
  public final List<String> sent = new ArrayList<>();

  /** The codes it was closed with. */
  public final List<Integer> closed = new ArrayList<>();

  final Deque<SendHandler> waiting = new ArrayDeque<>();

  /** Whether sends are completed by {@link #completeSend} alone. */
  public boolean holdsSends;

  private @Nullable Endpoint endpoint;
  private MessageHandler.@Nullable Partial<String> texts;
  private MessageHandler.@Nullable Partial<ByteBuffer> bytes;
  private final jakarta.websocket.Session session = session();

  private Handshake handshake = new Handshake("192.0.2.1", false, Map.of(), Map.of());

  /** Opens it with that query. */
  public void open(Engine engine, String query) {
    handshake = new Handshake("192.0.2.1", false, Map.of(), Query.parse(query));
    try {
      endpoint =
          EngineEndpoint.at("/e/", engine)
              .getConfigurator()
              .getEndpointInstance(EngineEndpoint.class);
    } catch (InstantiationException e) {
      throw new AssertionError(e);
    }
    endpoint.onOpen(session, null);
  }

  /** A message comes in. */
  public void hears(String text) {
    texts.onMessage(text, true);
  }

  void hears(String part, boolean last) {
    texts.onMessage(part, last);
  }

  /** A message of bytes comes in. */
  public void hears(byte... content) {
    bytes.onMessage(ByteBuffer.wrap(content), true);
  }

  /** The network breaks. */
  public void breaks() {
    endpoint.onClose(session, new CloseReason(CloseReason.CloseCodes.CLOSED_ABNORMALLY, ""));
  }

  /** The network accepts what was sent. */
  public void completeSend() {
    waiting.remove().onResult(new SendResult());
  }

  void failSend() {
    waiting.remove().onResult(new SendResult(new IOException("gone")));
  }

  private void send(String what, SendHandler handler) {
    if (!waiting.isEmpty()) {
      throw new IllegalStateException("a send is in flight");
    }
    sent.add(what);
    if (holdsSends) {
      waiting.add(handler);
    } else {
      handler.onResult(new SendResult());
    }
  }

  private jakarta.websocket.Session session() {
    RemoteEndpoint.Async remote =
        proxy(
            RemoteEndpoint.Async.class,
            (name, arguments) -> {
              switch (name) {
                case "sendText" -> send((String) arguments[0], (SendHandler) arguments[1]);
                case "sendBinary" ->
                    send(
                        "<" + EngineFixture.hex((ByteBuffer) arguments[0]) + ">",
                        (SendHandler) arguments[1]);
                default -> {}
              }
              return null;
            });
    return proxy(
        jakarta.websocket.Session.class,
        (name, arguments) -> {
          switch (name) {
            case "addMessageHandler" -> add((Class<?>) arguments[0], arguments[1]);
            case "close" -> closed.add(((CloseReason) arguments[0]).getCloseCode().getCode());
            default -> {}
          }
          return switch (name) {
            case "getAsyncRemote" -> remote;
            case "getUserPrincipal" -> handshake;
            default -> null;
          };
        });
  }

  @SuppressWarnings("unchecked")
  private void add(Class<?> type, Object handler) {
    if (type == String.class) {
      texts = (MessageHandler.Partial<String>) handler;
    } else {
      bytes = (MessageHandler.Partial<ByteBuffer>) handler;
    }
  }

  private interface Call {
    @Nullable Object on(String name, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.on(method.getName(), arguments)));
  }
}
