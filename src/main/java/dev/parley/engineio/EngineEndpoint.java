package dev.parley.engineio;

import dev.parley.engineio.Transport.Farewell;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket: of a session that begins with it, or of one that moves to it.
 *
 * <p>Takes messages in parts, and is not annotated, because some containers gather whole messages
 * of any length otherwise. Public only because containers insist on it.
 */
public final class EngineEndpoint extends Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(EngineEndpoint.class);

  private final Engine engine;
  private final MessageParts parts;
  private volatile @Nullable Session session;
  private volatile @Nullable WebSocketTransport transport;

  private EngineEndpoint(Engine engine) {
    this.engine = engine;
    this.parts = new MessageParts(engine.settings().maxPayload());
  }

  static ServerEndpointConfig at(String path, Engine engine) {
    return ServerEndpointConfig.Builder.create(EngineEndpoint.class, path)
        .configurator(new Factory(engine))
        .build();
  }

  @Override
  public void onOpen(jakarta.websocket.Session socket, EndpointConfig config) {
    SocketCloser closer = engine.closer(socket);
    if (!(socket.getUserPrincipal() instanceof Handshake handshake)) {
      throw new IllegalStateException("a WebSocket came in without passing the filter");
    }
    socket.addMessageHandler(String.class, this::heard);
    socket.addMessageHandler(ByteBuffer.class, this::heard);
    String id = handshake.parameter("sid");
    if (id == null) {
      switch (engine.admit(handshake)) {
        case Application.Refused refused -> closer.close(refusal(CloseReason.NEVER_USED));
        case Application.Admitted admitted ->
            engine.open(handshake, admitted, opened -> transport(opened, socket, closer));
      }
      return;
    }
    Session moving = engine.session(id);
    if (moving == null || !moving.probe(transport(moving, socket, closer))) {
      session = null;
      closer.close(refusal(CloseReason.PROTOCOL));
    }
  }

  private WebSocketTransport transport(
      Session owner, jakarta.websocket.Session socket, SocketCloser closer) {
    WebSocketTransport made = new WebSocketTransport(owner, socket, closer);
    transport = made;
    session = owner;
    return made;
  }

  private static Farewell refusal(CloseReason reason) {
    return Farewell.of(reason);
  }

  private void heard(String part, boolean last) {
    if (!parts.add(part)) {
      broken(CloseReason.TOO_LARGE);
    } else if (last) {
      String text = parts.takeText();
      try {
        Packet packet = Packet.decode(text);
        if (packet.content() instanceof Message.Binary) {
          throw new MalformedPacketException("bytes that have a message of their own here");
        }
        received(packet);
      } catch (MalformedPacketException e) {
        broken(CloseReason.PROTOCOL);
      }
    }
  }

  private void heard(ByteBuffer part, boolean last) {
    if (!parts.add(part)) {
      broken(CloseReason.TOO_LARGE);
    } else if (last) {
      received(Packet.message(new Message.Binary(parts.takeBytes())));
    }
  }

  private void received(Packet packet) {
    Session owner = session;
    WebSocketTransport from = transport;
    if (owner != null && from != null) {
      owner.received(from, packet);
    }
  }

  private void broken(CloseReason reason) {
    Session owner = session;
    WebSocketTransport from = transport;
    if (owner != null && from != null) {
      owner.broken(from, reason);
    }
  }

  @Override
  public void onClose(jakarta.websocket.Session socket, jakarta.websocket.CloseReason reason) {
    broken(CloseReason.TRANSPORT);
  }

  /** Mostly the network. The container closes the WebSocket. */
  @Override
  public void onError(jakarta.websocket.Session socket, Throwable failure) {
    LOG.atDebug().setCause(failure).log("A WebSocket failed");
  }

  private static final class Factory extends ServerEndpointConfig.Configurator {
    private final Engine engine;

    Factory(Engine engine) {
      this.engine = engine;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return type.cast(new EngineEndpoint(engine));
    }

    /** Origins are the application's business; containers differ in what they do without this. */
    @Override
    public boolean checkOrigin(String origin) {
      return true;
    }
  }
}
