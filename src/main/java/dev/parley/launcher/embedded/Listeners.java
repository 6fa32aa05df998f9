package dev.parley.launcher.embedded;

import dev.parley.launcher.StartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** The addresses that the server listens on, bound before anything else is started. */
final class Listeners {
  private static final int ATTEMPTS_AT_A_FREE_PORT = 10;

  /**
   * Left to itself, the system keeps megabytes for a client that has stopped reading; the hub would
   * not see that for a minute, and many of them would cost gigabytes.
   */
  private static final int SEND_BUFFER = 64 * 1024;

  private final Server server;
  private final Config config;
  private @Nullable Tls tls;
  private List<String> reachedBy = List.of();

  Listeners(Server server, Config config) {
    this.server = server;
    this.config = config;
  }

  /**
   * Binds {@code parley.http.host} and {@code parley.http.port}. Where no host is set, these are
   * the loopback addresses of both protocols, on one port.
   *
   * @return the address to tell people, like {@code http://127.0.0.1:8000}
   * @throws StartException if an address cannot be bound
   */
  String open() throws StartException {
    tls = Tls.of(config);
    if (tls != null) {
      server.addBean(tls);
    }
    String host = config.getOptionalValue("parley.http.host", String.class).orElse("localhost");
    int port = port();
    List<String> hosts = new ArrayList<>();
    if (host.equals("localhost")) {
      hosts.add("127.0.0.1");
      if (exists("::1")) {
        hosts.add("::1");
      }
    } else {
      hosts.add(host);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        int bound = bind(hosts, port);
        String name = hosts.getFirst();
        reachedBy = reachedBy(isWildcard(name) ? "127.0.0.1" : name, bound);
        return address(name, bound);
      } catch (UnknownHostException e) {
        throw new StartException("there is no address " + host + " to listen on");
      } catch (IOException e) {
        if (port != 0 || attempt == ATTEMPTS_AT_A_FREE_PORT) {
          throw new StartException(
              "cannot listen on "
                  + host
                  + " port "
                  + port
                  + ": "
                  + reason(e)
                  + ". Choose another one with --port, or stop what uses this one.");
        }
      }
    }
  }

  /** As {@link WebServer#reachedBy}; empty before it is open. */
  List<String> reachedBy() {
    return reachedBy;
  }

  private List<String> reachedBy(String name, int port) {
    String address = address(name, port);
    return tls == null
        ? List.of(address)
        // It names the server and hardly this address: who asks from here goes by the file.
        : List.of(address, "certificate=" + tls.certificateFile());
  }

  private String address(String name, int port) {
    return (tls == null ? "http://" : "https://")
        + (name.contains(":") ? "[" + name + "]" : name)
        + ":"
        + port;
  }

  private static boolean isWildcard(String host) throws UnknownHostException {
    return InetAddress.getByName(host).isAnyLocalAddress();
  }

  private int port() throws StartException {
    String port = config.getOptionalValue("parley.http.port", String.class).orElse("8000");
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
      throw new StartException(
          "parley.http.port needs a number from 0 to 65535, not \"" + port + "\"");
    }
    return Integer.parseInt(port);
  }

  /** Binds all or none; a free port of the first address is asked of the others too. */
  private int bind(List<String> hosts, int port) throws IOException {
    List<ServerConnector> opened = new ArrayList<>();
    int bound = port;
    try {
      for (String host : hosts) {
        InetAddress.getByName(host);
        ServerConnector connector = connector(host, bound);
        opened.add(connector);
        connector.open();
        bound = connector.getLocalPort();
      }
    } catch (IOException e) {
      opened.forEach(ServerConnector::close);
      throw e;
    }
    opened.forEach(server::addConnector);
    return bound;
  }

  private ServerConnector connector(String host, int port) {
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(16 * 1024);
    http.setResponseHeaderSize(16 * 1024);
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    // Ids stand in paths, and an id may hold a percent sign or a slash.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "parley",
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
    if (behindProxy()) {
      ForwardedRequestCustomizer proxy = new ForwardedRequestCustomizer();
      proxy.setForwardedHeader(null);
      http.addCustomizer(new ForwardedField());
      http.addCustomizer(proxy);
    }
    ServerConnector connector = new ServerConnector(server, factories(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(Durations.millis(config, "parley.http.idle-timeout", 60_000));
    connector.setAcceptQueueSize(1024);
    connector.setAcceptedSendBufferSize(SEND_BUFFER);
    return connector;
  }

  private boolean behindProxy() {
    return config.getOptionalValue("parley.http.behind-proxy", Boolean.class).orElse(false);
  }

  private ConnectionFactory[] factories(HttpConfiguration http) {
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    if (tls == null) {
      return new ConnectionFactory[] {plain};
    }
    // There is one certificate, and what names it holds is for the client to check.
    http.addCustomizer(new SecureRequestCustomizer(false));
    return new ConnectionFactory[] {
      new SslConnectionFactory(tls.factory(), plain.getProtocol()), plain
    };
  }

  private static boolean exists(String address) {
    try {
      return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
    } catch (SocketException | UnknownHostException e) {
      return false;
    }
  }

  private static String reason(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
