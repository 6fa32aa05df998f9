package dev.parley.engineio;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one application. Safe for use by any number of threads.
 *
 * <p>A container is to end the use of it in this order: its requests, {@link #close}, the timer.
 */
public final class Engine {
  private static final String REVISION = "4";
  private static final int ID_BYTES = 18;

  private final EngineSettings settings;
  private final Application application;
  private final ScheduledExecutorService timer;
  private final Executor blocking;
  private final LongSupplier nanoTime;
  private final SecureRandom random;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();

  /**
   * An engine without sessions.
   *
   * @param timer runs short tasks later, which never wait
   * @param blocking runs what may wait for the network
   * @param nanoTime like {@link System#nanoTime()}
   * @param random for the ids of sessions
   */
  public Engine(
      EngineSettings settings,
      Application application,
      ScheduledExecutorService timer,
      Executor blocking,
      LongSupplier nanoTime,
      SecureRandom random) {
    this.settings = settings;
    this.application = application;
    this.timer = timer;
    this.blocking = blocking;
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /**
   * Serves a path, while the application starts. Clients ask for the path with a slash at its end;
   * long-polling is served without it, too.
   *
   * @param path begins and ends with a slash
   */
  public void mount(ServletContext context, String path, Cors cors) {
    String name = "engine.io " + path;
    ServletRegistration.Dynamic servlet =
        context.addServlet(name, new EngineServlet(this, cors, blocking));
    servlet.setAsyncSupported(true);
    servlet.addMapping(path + "*");
    if (!settings.webSockets()) {
      return;
    }
    FilterRegistration.Dynamic filter =
        context.addFilter(name + " upgrade", new UpgradeFilter(this));
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, path);
    ServerContainer container =
        (ServerContainer) context.getAttribute(ServerContainer.class.getName());
    try {
      container.addEndpoint(EngineEndpoint.at(path, this));
    } catch (DeploymentException e) {
      throw new IllegalStateException("no WebSockets at " + path, e);
    }
  }

  /** How many sessions there are. */
  public int size() {
    return sessions.size();
  }

  /** Ends all sessions, as {@link Session#terminate} does. */
  public void close(int code, String reason) {
    sessions.values().forEach(session -> session.terminate(code, reason));
  }

  EngineSettings settings() {
    return settings;
  }

  /** The session with that id, if there is one. */
  @Nullable Session session(String id) {
    return sessions.get(id);
  }

  /**
   * What is wrong with a request; null where nothing is.
   *
   * @param query null where it could not be read
   * @param upgrade whether it wants to become a WebSocket
   */
  @Nullable EngineError fault(
      String method, @Nullable Map<String, List<String>> query, boolean upgrade) {
    if (query == null) {
      return EngineError.BAD_REQUEST;
    }
    String transport = only(query, "transport");
    boolean webSocket = "websocket".equals(transport);
    if (!"polling".equals(transport) && !(webSocket && settings.webSockets())) {
      return EngineError.UNKNOWN_TRANSPORT;
    }
    if (!REVISION.equals(only(query, "EIO"))) {
      return EngineError.UNSUPPORTED_PROTOCOL_VERSION;
    }
    if (query.containsKey("sid")) {
      String id = only(query, "sid");
      Session session = id == null ? null : sessions.get(id);
      if (session == null) {
        return EngineError.UNKNOWN_SID;
      }
      // A second WebSocket is upgraded and closed, as clients of the reference expect.
      return webSocket == upgrade && (upgrade || session.isOnPolling())
          ? null
          : EngineError.BAD_REQUEST;
    }
    if (!method.equals("GET")) {
      return EngineError.BAD_HANDSHAKE_METHOD;
    }
    return webSocket == upgrade ? null : EngineError.BAD_REQUEST;
  }

  private static @Nullable String only(Map<String, List<String>> query, String name) {
    List<String> values = query.get(name);
    return values == null || values.size() != 1 ? null : values.getFirst();
  }

  /** Whether another session may be opened. What is admitted has to be released. */
  Application.Admission admit(Handshake handshake) {
    if (open.incrementAndGet() > settings.maxSessions()) {
      open.decrementAndGet();
      return new Application.Refused("Too many sessions");
    }
    switch (application.admit(handshake)) {
      case Application.Refused refused -> {
        open.decrementAndGet();
        return refused;
      }
      case Application.Admitted admitted -> {
        return new Application.Admitted(
            () -> {
              open.decrementAndGet();
              admitted.release().run();
            });
      }
    }
  }

  /** Opens a session on long-polling, and gives what its first request is answered with. */
  byte[] open(Handshake handshake, Application.Admitted place) {
    String greeting =
        open(
            handshake,
            place,
            (session, text) -> session.open(application),
            settings.webSockets() ? "[\"websocket\"]" : "[]");
    return Packet.of(PacketType.OPEN, greeting).encode().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Opens a session on a WebSocket.
   *
   * @param transport makes the transport that the session begins on
   */
  void open(
      Handshake handshake,
      Application.Admitted place,
      Function<Session, WebSocketTransport> transport) {
    var unused =
        open(
            handshake,
            place,
            (session, greeting) -> session.open(application, transport.apply(session), greeting),
            "[]");
  }

  /** What closes a WebSocket that has just been opened. */
  SocketCloser closer(jakarta.websocket.Session socket) {
    return new SocketCloser(socket, blocking, timer);
  }

  private String open(
      Handshake handshake,
      Application.Admitted place,
      BiConsumer<Session, String> start,
      String upgrades) {
    String id = newId();
    Session session =
        new Session(
            id,
            handshake,
            settings,
            timer,
            nanoTime,
            () -> {
              sessions.remove(id);
              place.release().run();
            });
    sessions.put(id, session);
    String greeting =
        "{\"sid\":\""
            + id
            + "\",\"upgrades\":"
            + upgrades
            + ",\"pingInterval\":"
            + settings.pingInterval().toMillis()
            + ",\"pingTimeout\":"
            + settings.pingTimeout().toMillis()
            + ",\"maxPayload\":"
            + settings.maxPayload()
            + "}";
    start.accept(session, greeting);
    return greeting;
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
