package dev.parley.door.collaboration;

import dev.parley.door.Conversation;
import dev.parley.vocabulary.Refusal;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session of the Collaboration WebSocket; only passes on what the container tells. */
@ServerEndpoint(
    value = CollaborationDoor.PATH,
    subprotocols = "bearer",
    configurator = CollaborationEndpoint.Factory.class)
public final class CollaborationEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(CollaborationEndpoint.class);

  private final CollaborationDoor door;
  private volatile @Nullable Conversation conversation;

  /** Made by the container, which may inject nothing: it asks for its door by itself. */
  public CollaborationEndpoint() {
    door = CDI.current().select(CollaborationDoor.class).get();
  }

  /** The session is open. */
  @OnOpen
  public void opened(Session session) {
    conversation = door.open(session);
  }

  /** A text came in. */
  @OnMessage
  public void heard(String frame) {
    Conversation talking = conversation;
    if (talking != null) {
      talking.heard(frame);
    }
  }

  /** Bytes came in, for which this contract has no use. */
  @OnMessage
  public void heard(ByteBuffer bytes) {
    Conversation talking = conversation;
    if (talking != null) {
      talking.connection().heard();
      talking.refuse(
          Refusal.of(Refusal.Code.MALFORMED, "Frames have to be text; this one was binary."));
    }
  }

  /** The answer to a ping: the client lives. */
  @OnMessage
  public void alive(PongMessage pong) {
    Conversation talking = conversation;
    if (talking != null) {
      talking.connection().heard();
    }
  }

  /** The session has ended. */
  @OnClose
  public void closed() {
    Conversation talking = conversation;
    if (talking != null) {
      talking.connection().transportClosed();
    }
  }

  /** Something failed; mostly the network. The container closes the session. */
  @OnError
  public void failed(Throwable failure) {
    LOG.atDebug().setCause(failure).log("A WebSocket failed");
  }

  /**
   * Makes endpoints; the same way in every container, some of which would do it through CDI and
   * some not.
   */
  public static final class Factory extends ServerEndpointConfig.Configurator {
    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return type.cast(new CollaborationEndpoint());
    }

    /** The gate has looked at it; containers differ in what they do without this. */
    @Override
    public boolean checkOrigin(String origin) {
      return true;
    }
  }
}
