package dev.parley.socketio;

import dev.parley.engineio.CloseReason;
import dev.parley.engineio.Message;
import dev.parley.engineio.Receiver;
import dev.parley.engineio.Session;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client with its sockets, one on each namespace. All is decided in the order of its session,
 * which is what lets it do without locks.
 */
final class Client implements Receiver {
  private static final Logger LOG = LoggerFactory.getLogger(Client.class);

  private static final int PROTOCOL_ERROR = 1002;
  private static final int POLICY_VIOLATION = 1008;

  private final SocketServer server;
  private final Session session;
  private final PacketReader reader;
  private final Map<String, Socket> sockets = new HashMap<>();

  /** Namespaces about which the application is being asked. */
  private final Set<String> asking = new HashSet<>();

  /** Namespaces that it has been on: what it said before it knew that it had left is no fault. */
  private final Set<String> left = new HashSet<>();

  private int refused;
  private boolean closed;
  private @Nullable ScheduledFuture<?> connectTimeout;

  Client(SocketServer server, Session session) {
    this.server = server;
    this.session = session;
    this.reader = new PacketReader(server.settings());
  }

  void start() {
    try {
      connectTimeout =
          server
              .timer()
              .schedule(
                  () -> session.execute(this::connectTimedOut),
                  server.settings().connectTimeout().toMillis(),
                  TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.atDebug().setCause(e).log("The application stops, and closes its sessions");
    }
  }

  private void connectTimedOut() {
    if (sockets.isEmpty()) {
      session.close(POLICY_VIOLATION, "no namespace in time");
    }
  }

  @Override
  public void message(Message message) {
    try {
      Packet packet = reader.read(message);
      if (packet != null) {
        receive(packet);
      }
    } catch (ProtocolException e) {
      LOG.atDebug().setCause(e).log("A client of Socket.IO broke the protocol");
      end(DisconnectReason.PROTOCOL);
      session.close(PROTOCOL_ERROR, "protocol error");
    }
  }

  private void receive(Packet packet) throws ProtocolException {
    Socket socket = sockets.get(packet.namespace());
    if (packet.type() == PacketType.CONNECT) {
      connect(packet, socket);
    } else if (socket != null) {
      switch (packet.type()) {
        case EVENT -> socket.heardEvent(packet);
        case ACK -> socket.heardAck(packet);
        default -> leave(socket, DisconnectReason.CLIENT);
      }
    } else if (!left.contains(packet.namespace())) {
      throw new ProtocolException("a packet for a namespace that the client is not on");
    }
  }

  private void connect(Packet packet, @Nullable Socket socket) throws ProtocolException {
    String namespace = packet.namespace();
    if (socket != null
        || refused + sockets.size() + asking.size() >= server.settings().maxConnects()
        || !asking.add(namespace)) {
      throw new ProtocolException("a namespace that the client is on, or one too many");
    }
    ConnectRequest request =
        ConnectRequest.of(namespace, object(packet.json()), session.handshake());
    CompletionStage<ConnectAnswer> asked;
    try {
      asked = server.application().connect(request);
    } catch (RuntimeException e) {
      asked = CompletableFuture.failedStage(e);
    }
    var unused =
        asked.whenComplete(
            (answer, failure) -> session.execute(() -> answered(namespace, answer, failure)));
  }

  private static JsonObject object(String json) throws ProtocolException {
    if (json.isEmpty()) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    try (JsonReader reader = JsonTexts.PROVIDER.createReader(new StringReader(json))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new ProtocolException("a payload that cannot be read");
    }
  }

  private void answered(
      String namespace, @Nullable ConnectAnswer answer, @Nullable Throwable failure) {
    asking.remove(namespace);
    switch (answer) {
      case ConnectAnswer.Accepted accepted -> accept(namespace, accepted);
      case ConnectAnswer.Refused refusal -> refuse(namespace, refusal);
      case null -> {
        LOG.atError().setCause(failure).log("An application failed to answer a client");
        refuse(namespace, new ConnectAnswer.Refused("internal error", null));
      }
    }
  }

  private void refuse(String namespace, ConnectAnswer.Refused refusal) {
    refused++;
    JsonObject data = refusal.data();
    send(
        Packet.of(
            PacketType.CONNECT_ERROR,
            namespace,
            "{\"message\":"
                + JsonTexts.quoted(refusal.message())
                + (data == null ? "" : ",\"data\":" + data)
                + "}"));
  }

  private void accept(String namespace, ConnectAnswer.Accepted accepted) {
    Socket socket =
        switch (accepted.place()) {
          case ConnectAnswer.Fresh fresh ->
              new Socket(
                  this,
                  namespace,
                  server.newId(),
                  fresh.recoverable() ? server.newId() : null,
                  "",
                  false);
          case ConnectAnswer.Recovered place ->
              new Socket(this, namespace, place.id(), place.pid(), place.offset(), true);
        };
    if (!closed) {
      sockets.put(namespace, socket);
      left.remove(namespace);
      if (connectTimeout != null) {
        connectTimeout.cancel(false);
      }
      String pid = socket.pid();
      send(
          Packet.of(
              PacketType.CONNECT,
              namespace,
              "{\"sid\":"
                  + JsonTexts.quoted(socket.id())
                  + (pid == null ? "" : ",\"pid\":" + JsonTexts.quoted(pid))
                  + "}"));
    }
    socket.opened(accepted.opening().apply(socket));
    if (closed) {
      socket.ended(DisconnectReason.TRANSPORT);
    }
  }

  /** The application wants it to leave a namespace. */
  void disconnect(Socket socket) {
    if (sockets.get(socket.namespace()) == socket) {
      send(Packet.of(PacketType.DISCONNECT, socket.namespace(), ""));
      leave(socket, DisconnectReason.SERVER);
    }
  }

  private void leave(Socket socket, DisconnectReason reason) {
    sockets.remove(socket.namespace());
    if (left.size() >= server.settings().maxConnects()) {
      left.clear();
    }
    left.add(socket.namespace());
    socket.ended(reason);
  }

  @Override
  public void closed(CloseReason reason) {
    end(
        switch (reason) {
          case SERVER -> DisconnectReason.SERVER;
          case PROTOCOL, TOO_LARGE -> DisconnectReason.PROTOCOL;
          case CLIENT, HEARTBEAT_MISSED, TRANSPORT, TOO_SLOW, NEVER_USED, FAILED ->
              DisconnectReason.TRANSPORT;
        });
  }

  private void end(DisconnectReason reason) {
    closed = true;
    if (connectTimeout != null) {
      connectTimeout.cancel(false);
    }
    List<Socket> all = List.copyOf(sockets.values());
    sockets.clear();
    all.forEach(socket -> socket.ended(reason));
  }

  Session session() {
    return session;
  }

  SocketServer server() {
    return server;
  }

  private void send(Packet packet) {
    session.send(new Message.Text(packet.encode()));
  }
}
