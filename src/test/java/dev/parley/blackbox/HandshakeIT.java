package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.Handshake;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How WebSockets come in, and how they are refused; {@link RefusalIT} has the bad credentials. */
@ExtendWith(TargetExtension.class)
final class HandshakeIT {
  private static final String QUERY = "?client_id=a";

  private final Target target;

  HandshakeIT(Target target) {
    this.target = target;
  }

  @Test
  void takesEveryPlaceOfACredential() throws Exception {
    String key = target.adminKey();
    try (Dashboard header = Dashboard.open(target, key, QUERY);
        Dashboard apiKey = Dashboard.open(target, List.of("X-API-Key", key), QUERY);
        Dashboard query = Dashboard.open(target, List.of(), QUERY + "&token=" + key);
        Dashboard pair = Dashboard.open(target, List.of(Dashboard.SUBPROTOCOL, key), QUERY)) {
      for (Dashboard dashboard : List.of(header, apiKey, query, pair)) {
        assertThat(dashboard.next().getString("type")).isEqualTo("connection_established");
      }
      assertThat(pair.subprotocol()).isEqualTo("bearer");
      assertThat(query.subprotocol()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?client_id=",
        "?client_id=%20",
        "?client_id=%00",
        "?client_id=a&client_id=b",
        "?client_id=a&since=x",
        "?client_id=a&since=-1",
        "?client_id=a&since=1.5",
        "?client_id=a&since=0&epoch=",
        "?client_id=a&batch=maybe",
        "?client_id=a&client_type=",
        "?client_id=a&status=whole",
      })
  void refusesBadParameters(String query) throws Exception {
    String key = "X-API-Key: " + target.adminKey();
    Handshake handshake = Handshake.of(target, query, 0, List.of(key));
    assertThat(handshake.status()).as(handshake.body()).isEqualTo(400);
    JsonObject problem = Problems.check(handshake.body(), 400, "invalid", Target.WEBSOCKET);
    assertThat(Problems.pointers(problem)).isNotEmpty();
    checkTold(List.of("X-API-Key", target.adminKey()), query, "invalid", 4400);
  }

  /** Compressing costs memory for each connection and processor time for each client. */
  @Test
  void doesNotCompress() throws Exception {
    List<String> fields =
        List.of("X-API-Key: " + target.adminKey(), "Sec-WebSocket-Extensions: permessage-deflate");
    Handshake handshake = Handshake.of(target, QUERY, 0, fields);
    assertThat(handshake.status()).isEqualTo(101);
    assertThat(handshake.header("Sec-WebSocket-Extensions")).isEmpty();
    handshake.channel().close();
  }

  @Test
  void answersThatItTakesHandshakesOnly() throws Exception {
    Problems.check(target.admin().get(Target.WEBSOCKET), 400, "malformed", Target.WEBSOCKET);
  }

  @Test
  void limitsTheConnectionsOfAUser() throws Exception {
    String key = target.key("user", Target.fresh("user"), "member").secret();
    List<Dashboard> open = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        open.add(Dashboard.open(target, key, "?client_id=tab" + i));
        open.get(i).await("connection_established");
      }
      Handshake handshake = Handshake.of(target, QUERY, 0, List.of("X-API-Key: " + key));
      assertThat(handshake.status()).isEqualTo(429);
      Problems.check(handshake.body(), 429, "rate_limited", Target.WEBSOCKET);
      assertThat(handshake.header("Retry-After")).isNotEmpty();
      checkTold(List.of("X-API-Key", key), QUERY, "rate_limited", 4429);
    } finally {
      open.forEach(Dashboard::close);
    }
  }

  /** A browser does not show its page the answer to a handshake. */
  private void checkTold(List<String> headers, String query, String code, int closeCode)
      throws Exception {
    List<String> fromPage = new ArrayList<>(headers);
    fromPage.addAll(List.of("Origin", Target.PAGE));
    try (Dashboard told = Dashboard.open(target, fromPage, query)) {
      JsonObject error = told.next();
      assertThat(error.getString("type")).isEqualTo("error");
      assertThat(error.getJsonObject("error").getString("code")).isEqualTo(code);
      assertThat(told.closeCode()).isEqualTo(closeCode);
    }
  }
}
