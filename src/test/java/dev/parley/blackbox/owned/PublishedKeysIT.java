package dev.parley.blackbox.owned;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.parley.blackbox.Problems;
import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.Handshake;
import dev.parley.blackbox.client.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub whose issuer publishes its keys, and takes its time. */
@Timeout(120)
final class PublishedKeysIT {
  private static final String QUERY = "?client_id=a";

  @Test
  void aTokenThatCannotBeCheckedYetIsNotABadOne(@TempDir Path directory) throws Exception {
    CountDownLatch thinking = new CountDownLatch(1);
    ExecutorService executor = Executors.newCachedThreadPool();
    HttpServer issuer = issuer(executor, thinking);
    try (Server server =
        Server.start(
            directory.resolve("data"),
            Map.of(
                "MP_JWT_VERIFY_PUBLICKEY",
                "",
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                "http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys",
                "PARLEY_LIMITS_CONNECTIONS_PER_USER",
                "1",
                "PARLEY_PLANS_PRO_MULTIPLIER",
                "2"))) {
      Target target = server.target();
      Api alice = target.as(target.token("alice", "member").sign());
      Api.Answer early = alice.get("/api/v1/me");
      Problems.check(early, 503, "unavailable", "/api/v1/me");
      assertThat(Integer.parseInt(early.header("Retry-After"))).isBetween(1, 10);
      Handshake refused =
          Handshake.of(
              target, QUERY + "&token=" + target.token("alice", "member").sign(), 0, List.of());
      assertThat(refused.status()).isEqualTo(503);
      target.admin().get("/api/v1/me").expect(200);

      thinking.countDown();
      while (alice.get("/api/v1/me").status() == 503) {
        Thread.onSpinWait();
      }
      alice.get("/api/v1/me").expect(200);
      target.as(target.token("alice", "member").unsigned()).get("/api/v1/me").expect(401);
      callersOnAPlanHaveMoreConnections(target);
    } finally {
      issuer.stop(0);
      executor.shutdownNow();
    }
  }

  private static void callersOnAPlanHaveMoreConnections(Target target) throws Exception {
    String basic = QUERY + "&token=" + target.token("bob", "member").sign();
    String pro = QUERY + "&token=" + target.token("carol", "member").claim("plan", "pro").sign();
    try (Dashboard bob = Dashboard.open(target, List.of(), basic);
        Dashboard carol = Dashboard.open(target, List.of(), pro);
        Dashboard again = Dashboard.open(target, List.of(), pro)) {
      bob.await("collaboration_state");
      carol.await("collaboration_state");
      again.await("collaboration_state");
      assertThat(Handshake.of(target, basic, 0, List.of()).status()).isEqualTo(429);
      assertThat(Handshake.of(target, pro, 0, List.of()).status()).isEqualTo(429);
    }
  }

  private static HttpServer issuer(ExecutorService executor, CountDownLatch thinking)
      throws IOException {
    HttpServer issuer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.setExecutor(executor);
    issuer.createContext(
        "/keys",
        exchange -> {
          try {
            thinking.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          byte[] set = published().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/jwk-set+json");
          exchange.sendResponseHeaders(200, set.length);
          exchange.getResponseBody().write(set);
          exchange.close();
        });
    issuer.start();
    return issuer;
  }

  /** The key of those whose tokens the suite presents. */
  private static String published() {
    return "{\"keys\":[" + Target.at(URI.create("http://localhost")).issuer().publicKeyJwk() + "]}";
  }
}
