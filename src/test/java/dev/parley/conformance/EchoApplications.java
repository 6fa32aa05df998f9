package dev.parley.conformance;

import dev.parley.engineio.Application;
import dev.parley.engineio.CloseReason;
import dev.parley.engineio.Cors;
import dev.parley.engineio.Engine;
import dev.parley.engineio.EngineSettings;
import dev.parley.engineio.Handshake;
import dev.parley.engineio.Message;
import dev.parley.engineio.Receiver;
import dev.parley.engineio.Session;
import dev.parley.socketio.SocketServer;
import dev.parley.socketio.SocketSettings;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * {@code /engine.io/} and {@code /socket.io/}, with the settings that the suites ask for; and
 * {@code /patient/} for the stock client, with the usual ones.
 */
@WebListener
public final class EchoApplications implements ServletContextListener {
  private static final Cors EVERYBODY =
      (request, preflight) ->
          Map.of("Access-Control-Allow-Origin", "*", "Access-Control-Allow-Headers", "*");

  private static final EngineSettings SETTINGS =
      EngineSettings.DEFAULTS
          .withHeartbeat(Duration.ofMillis(300), Duration.ofMillis(200))
          .withLimits(1_000_000, 16 << 20, 10_000);

  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final SecureRandom random = new SecureRandom();
  private final Engine engineEcho = engine(SETTINGS, new EngineEcho());
  private final Engine socketEcho =
      engine(SETTINGS, sockets(SocketSettings.DEFAULTS.withConnectTimeout(Duration.ofSeconds(1))));
  private final Engine patientEcho =
      engine(EngineSettings.DEFAULTS, sockets(SocketSettings.DEFAULTS));

  private Engine engine(EngineSettings settings, Application application) {
    return new Engine(settings, application, timer, blocking, System::nanoTime, random);
  }

  private SocketServer sockets(SocketSettings settings) {
    return new SocketServer(settings, new SocketEcho(), timer, random);
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    timer.setRemoveOnCancelPolicy(true);
    engineEcho.mount(event.getServletContext(), "/engine.io/", EVERYBODY);
    socketEcho.mount(event.getServletContext(), "/socket.io/", EVERYBODY);
    patientEcho.mount(event.getServletContext(), "/patient/", EVERYBODY);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    engineEcho.close(1001, "the server stops");
    socketEcho.close(1001, "the server stops");
    patientEcho.close(1001, "the server stops");
    timer.shutdownNow();
    blocking.close();
  }

  /** Sends back what it is sent. */
  private static final class EngineEcho implements Application {
    @Override
    public Admission admit(Handshake handshake) {
      return new Admitted(() -> {});
    }

    @Override
    public Receiver opened(Session session) {
      return new Receiver() {
        @Override
        public void message(Message message) {
          session.send(message);
        }

        @Override
        public void closed(CloseReason reason) {}
      };
    }
  }
}
