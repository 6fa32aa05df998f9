package dev.parley.blackbox;

import dev.parley.blackbox.client.Target;
import dev.parley.blackbox.owned.Server;
import dev.parley.servers.ApplicationServer;
import dev.parley.store.TestPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one hub of a run of the suite, by the system properties. Closed when all tests have run. */
final class SharedHub implements Closeable {
  private static final String EMBEDDED = "embedded";

  private final Target target;
  private final @Nullable ApplicationServer server;
  private final AutoCloseable means;

  private SharedHub(Target target, @Nullable ApplicationServer server, AutoCloseable means) {
    this.target = target;
    this.server = server;
    this.means = means;
  }

  static SharedHub open() {
    String url = System.getProperty("parley.blackbox.url");
    if (url != null) {
      return new SharedHub(Target.at(URI.create(url)), null, () -> {});
    }
    String server = System.getProperty("parley.blackbox.server", EMBEDDED);
    try {
      return server.equals(EMBEDDED) ? embedded() : deployed(server);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static SharedHub embedded() throws Exception {
    Path directory = Files.createTempDirectory("parley-blackbox");
    Map<String, String> settings = new HashMap<>();
    database().forEach((name, value) -> settings.put("PARLEY_DB_URL", value));
    Server server = Server.start(directory.resolve("data"), settings);
    return new SharedHub(
        server.target(),
        null,
        () -> {
          server.close();
          delete(directory);
        });
  }

  private static SharedHub deployed(String name) throws Exception {
    Map<String, String> settings = new HashMap<>(Target.standard());
    settings.putAll(database());
    ApplicationServer server = ApplicationServer.start(name, settings);
    return new SharedHub(Target.at(server.address()), server, server);
  }

  private static Map<String, String> database() {
    return switch (System.getProperty("parley.blackbox.database", EMBEDDED)) {
      case EMBEDDED -> Map.of();
      case "postgresql" -> Map.of(ApplicationServer.DATABASE, TestPostgres.get().database());
      default -> throw new IllegalArgumentException("parley.blackbox.database");
    };
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  Target target() {
    return target;
  }

  /** The server that it is deployed to, which tests for it own. */
  ApplicationServer server() {
    if (server == null) {
      throw new IllegalStateException("parley.blackbox.server names no server");
    }
    return server;
  }

  @Override
  public void close() throws IOException {
    try {
      means.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
