package dev.parley.blackbox.owned;

import dev.parley.blackbox.client.Target;
import dev.parley.launcher.HubProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The embedded server as a process that tests may do anything to. It keeps its port and its data
 * when it is started again. For one thread.
 */
public final class Server implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path data;
  private final Map<String, String> environment = new HashMap<>();
  private final int port;
  private HubProcess process;
  private ProcessHandle owner;

  private Server(Path data, Map<String, String> settings) throws IOException {
    this.data = data;
    Target.standard().forEach((name, value) -> environment.put(inEnvironment(name), value));
    environment.putAll(settings);
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  private static String inEnvironment(String name) {
    return name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  /**
   * Starts a server and waits until it is ready. It has the suite's standard configuration.
   *
   * @param settings what it has besides or instead, by the names in the environment
   */
  public static Server start(Path data, Map<String, String> settings, String... jvmOptions)
      throws Exception {
    Server server = new Server(data, settings);
    server.start(HubProcess.command(jvmOptions));
    return server;
  }

  /** Settings under which no limit of activities is met. */
  public static Map<String, String> unlimited() {
    return Map.of(
        "PARLEY_LIMITS_ACTIVITIES_PER_SECOND", "1000000",
        "PARLEY_LIMITS_ACTIVITY_BURST", "1000000");
  }

  /** Starts it again, after it has ended, and waits until it is ready. */
  public void start(List<String> command) throws Exception {
    process =
        HubProcess.start(
            command,
            environment,
            "serve",
            "--port",
            Integer.toString(port),
            "--data",
            data.toString());
    try {
      process.address();
      owner = ProcFs.owner(port);
    } catch (AssertionError e) {
      process.close();
      throw e;
    }
  }

  /** The hub that it serves. */
  public Target target() {
    return Target.at(URI.create("http://127.0.0.1:" + port));
  }

  /** The port, the same after every start. */
  public int port() {
    return port;
  }

  /** What was started. */
  public HubProcess process() {
    return process;
  }

  /** The process that owns the port. */
  public ProcessHandle owner() {
    return owner;
  }

  /** Ends the process that owns the port as kill -9 does, and waits until it is gone. */
  public void kill() throws Exception {
    owner.destroyForcibly();
    owner.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    process.close();
  }

  @Override
  public void close() {
    process.close();
  }
}
