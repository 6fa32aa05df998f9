package dev.parley.door;

import dev.parley.delivery.CloseCode;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session of a WebSocket door; only passes on what the container tells.
 *
 * <p>Not an annotated class: Open Liberty looks at the length of frames before it reads them only
 * for endpoints that are none. And it takes messages in parts, because some containers gather whole
 * ones of any length.
 */
public final class WebSocketEndpoint extends Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(WebSocketEndpoint.class);

  private final Function<Session, @Nullable Conversation> door;
  private volatile @Nullable Conversation conversation;

  private WebSocketEndpoint(Function<Session, @Nullable Conversation> door) {
    this.door = door;
  }

  /**
   * An endpoint for a container, whose handshakes go through a {@link HandshakeFilter}.
   *
   * @param door what makes a conversation of a session that has been opened; null where the client
   *     was told that it cannot stay. It must not wait
   */
  public static ServerEndpointConfig at(
      String path, Function<Session, @Nullable Conversation> door) {
    return ServerEndpointConfig.Builder.create(WebSocketEndpoint.class, path)
        .subprotocols(List.of("bearer"))
        .configurator(new Factory(door))
        .build();
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    Conversation opened = door.apply(session);
    if (opened != null) {
      conversation = opened;
      session.addMessageHandler(String.class, opened::heard);
      session.addMessageHandler(ByteBuffer.class, opened::heard);
      session.addMessageHandler(
          PongMessage.class,
          (MessageHandler.Whole<PongMessage>) pong -> opened.connection().heard());
    }
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    Conversation ended = conversation;
    if (ended != null) {
      ended.end();
    }
  }

  /**
   * Mostly the network. The container closes the session, but for one: WildFly, where it has
   * refused a message, leaves it as it is, half closed and not read any more.
   */
  @Override
  public void onError(Session session, Throwable failure) {
    LOG.atDebug().setCause(failure).log("A WebSocket failed");
    Conversation failed = conversation;
    if (failed != null) {
      failed.connection().close(CloseCode.INTERNAL);
    }
  }

  private static final class Factory extends ServerEndpointConfig.Configurator {
    private final Function<Session, @Nullable Conversation> door;

    Factory(Function<Session, @Nullable Conversation> door) {
      this.door = door;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return type.cast(new WebSocketEndpoint(door));
    }

    /** The gate has looked at it; containers differ in what they do without this. */
    @Override
    public boolean checkOrigin(String origin) {
      return true;
    }
  }
}
