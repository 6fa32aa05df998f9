package dev.parley.conformance;

import java.net.InetSocketAddress;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;

/** The {@link EchoApplications} in an embedded Jetty. */
public final class EchoServer implements AutoCloseable {
  private final Server server;

  private EchoServer(Server server) {
    this.server = server;
  }

  /**
   * Starts one on the loopback address.
   *
   * @param port 0 for any
   */
  public static EchoServer start(int port) throws Exception {
    Server server = new Server(new InetSocketAddress("localhost", port));
    ServletContextHandler context = new ServletContextHandler("/");
    JakartaWebSocketServletContainerInitializer.configure(context, null);
    context.addEventListener(new EchoApplications());
    server.setHandler(context);
    server.start();
    return new EchoServer(server);
  }

  /** Where it listens. */
  public int port() {
    return ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server does not stop", e);
    }
  }

  /**
   * Serves until the process is ended.
   *
   * @param arguments the port; 3000 where there is none
   */
  public static void main(String[] arguments) throws Exception {
    EchoServer echo = start(arguments.length == 0 ? 3000 : Integer.parseInt(arguments[0]));
    System.out.println("http://localhost:" + echo.port());
    echo.server.join();
  }
}
