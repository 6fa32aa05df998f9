package dev.parley.socketio;

import dev.parley.engineio.Application;
import dev.parley.engineio.Handshake;
import dev.parley.engineio.Receiver;
import dev.parley.engineio.Session;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ScheduledExecutorService;

/** Socket.IO as the application of an engine. Safe for use by any number of threads. */
public final class SocketServer implements Application {
  private static final int ID_BYTES = 15;

  private final SocketSettings settings;
  private final SocketApplication application;
  private final ScheduledExecutorService timer;
  private final SecureRandom random;

  /**
   * Socket.IO for an application.
   *
   * @param timer runs short tasks later, which never wait
   * @param random for the ids of sockets
   */
  public SocketServer(
      SocketSettings settings,
      SocketApplication application,
      ScheduledExecutorService timer,
      SecureRandom random) {
    this.settings = settings;
    this.application = application;
    this.timer = timer;
    this.random = random;
  }

  @Override
  public Admission admit(Handshake handshake) {
    return application.admit(handshake);
  }

  @Override
  public Receiver opened(Session session) {
    Client client = new Client(this, session);
    client.start();
    return client;
  }

  SocketSettings settings() {
    return settings;
  }

  SocketApplication application() {
    return application;
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  /** An id that nobody can guess. */
  String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
