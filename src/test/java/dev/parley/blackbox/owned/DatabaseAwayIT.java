package dev.parley.blackbox.owned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Await;
import dev.parley.blackbox.client.Target;
import dev.parley.launcher.HubProcess;
import dev.parley.store.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub whose PostgreSQL is not there when it starts for the first time. */
@Timeout(180)
final class DatabaseAwayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void itWaitsAliveAndNotReadyAndServesWhenTheDatabaseIsThere() throws Exception {
    URI database = URI.create(TestPostgres.get().database().substring("jdbc:".length()));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (HubProcess hub = start("jdbc:" + at(database, port))) {
      Target target = Target.at(URI.create(hub.address()));
      assertThat(target.nobody().get("/health/live").status()).isEqualTo(200);
      Api.Answer ready = target.nobody().get("/health/ready");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.body()).contains("the database cannot be reached");
      Await.until("said", PATIENCE, () -> hub.errors().contains("waiting for it"));
      Api.Answer refused = target.admin().get("/api/v1/me").expect(503);
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
      assertThat(target.nobody().get("/").status()).as("the page").isEqualTo(200);

      try (Relay relay = new Relay(port, database.getHost(), database.getPort())) {
        relay.start();
        Await.until("ready", PATIENCE, () -> target.nobody().get("/health/ready").status() == 200);
        target.record(Target.fresh("agent"));
        // Its secret is read from the database.
        Map<String, String> repeated = Map.of("Idempotency-Key", Target.fresh("key"));
        String body = "{\"owner\":{\"kind\":\"user\",\"id\":\"alice\"},\"roles\":[\"member\"]}";
        assertThat(target.admin().post("/api/v1/api-keys", body, repeated).expect(201).body())
            .isEqualTo(target.admin().post("/api/v1/api-keys", body, repeated).expect(201).body());
      }
      assertThat(hub.errors().lines().filter(line -> line.contains("waiting for it"))).hasSize(1);
    }
  }

  @Test
  void oneThatRefusesTheHubIsNoneToWaitFor() throws Exception {
    String database = TestPostgres.get().database();
    try (HubProcess hub = start(database.replaceFirst("/[^/?]+(\\?|$)", "/no_such_database$1"))) {
      assertThat(hub.exitCode()).isEqualTo(1);
      assertThat(hub.errors()).contains("no_such_database");
    }
  }

  private HubProcess start(String url) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("PARLEY_DB_URL", url);
    environment.put(
        "PARLEY_BOOTSTRAP_ADMIN_KEY", Target.standard().get("parley.bootstrap.admin.key"));
    return HubProcess.start(
        HubProcess.command(),
        environment,
        "--port",
        "0",
        "--data",
        directory.resolve("data").toString());
  }

  private static URI at(URI database, int port) throws Exception {
    return new URI(
        database.getScheme(),
        null,
        "127.0.0.1",
        port,
        database.getPath(),
        database.getQuery(),
        null);
  }

  /** Hands on what comes to one port to another. */
  private record Relay(ServerSocket server, String host, int port) implements AutoCloseable {
    Relay(int from, String host, int port) throws IOException {
      this(new ServerSocket(from, 50, InetAddress.getLoopbackAddress()), host, port);
    }

    void start() {
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                try {
                  while (true) {
                    Socket here = server.accept();
                    Socket there = new Socket(host, port);
                    pump(here, there);
                    pump(there, here);
                  }
                } catch (IOException e) {
                  // It is closed.
                }
              });
    }

    private static void pump(Socket from, Socket to) {
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                try (from;
                    to) {
                  from.getInputStream().transferTo(to.getOutputStream());
                } catch (IOException e) {
                  // The other half ends too.
                }
              });
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
