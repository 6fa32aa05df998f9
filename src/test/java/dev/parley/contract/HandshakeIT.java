package dev.parley.contract;

import static dev.parley.contract.TestHub.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.door.Fixtures;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How WebSockets come in, and how they are refused. */
final class HandshakeIT {
  private final TestHub hub = TestHub.shared();

  @Test
  void takesEveryPlaceOfACredential() throws Exception {
    String key = hub.adminKey();
    try (TestSocket header = TestSocket.open(hub, "client_id=a", key);
        TestSocket apiKey =
            TestSocket.open(hub, "client_id=a", builder().header("X-API-Key", key));
        TestSocket query = TestSocket.open(hub, "client_id=a&token=" + key, builder());
        TestSocket pair =
            TestSocket.open(hub, "client_id=a", builder().subprotocols("bearer", key))) {
      for (TestSocket socket : List.of(header, apiKey, query, pair)) {
        assertThat(Fixtures.parse(socket.nextMessage()).getString("type"))
            .isEqualTo("connection_established");
      }
      assertThat(pair.socket().getSubprotocol()).isEqualTo("bearer");
      assertThat(query.socket().getSubprotocol()).isEmpty();
    }
  }

  @Test
  void letsObserversInOnLoopback() throws Exception {
    try (TestSocket socket = TestSocket.open(hub, "client_id=a&client_type=probe", builder())) {
      JsonObject first = Fixtures.parse(socket.nextMessage());
      assertThat(first.getString("type")).isEqualTo("connection_established");
      assertThat(first.getString("client_type")).isEqualTo("probe");
      assertThat(Fixtures.parse(socket.nextMessage()).getString("type"))
          .isEqualTo("collaboration_state");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "client_id=",
        "client_id=%20",
        "client_id=a&client_id=b",
        "client_id=a&since=x",
        "client_id=a&since=-1",
        "client_id=a&since=1.5",
        "client_id=a&batch=maybe",
        "client_id=a&client_type=",
        "client_id=a&since=0&epoch=",
      })
  void refusesBadParameters(String query) throws Exception {
    problem(refused(query, builder()), 400, "invalid");
    try (TestSocket told = TestSocket.open(hub, query, builder().header("Origin", origin()))) {
      JsonObject error = Fixtures.parse(told.nextMessage());
      assertThat(error.getString("type")).isEqualTo("error");
      assertThat(error.getJsonObject("error").getString("code")).isEqualTo("invalid");
      assertThat(told.closeCode()).isEqualTo(4400);
    }
  }

  @ParameterizedTest
  @CsvSource({"nonsense", "pk_nobody_nothing", "a.b.c"})
  void refusesBadCredentials(String credential) throws Exception {
    HttpResponse<String> response =
        refused("client_id=a", builder().header("Authorization", "Bearer " + credential));
    problem(response, 401, "unauthenticated");
    assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    problem(refused("client_id=a&token=" + credential, builder()), 401, "unauthenticated");
    try (TestSocket told =
        TestSocket.open(
            hub,
            "client_id=a",
            builder().subprotocols("bearer", credential).header("Origin", origin()))) {
      assertThat(told.next("error").getJsonObject("error").getString("code"))
          .isEqualTo("unauthenticated");
      assertThat(told.closeCode()).isEqualTo(4401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example"})
  void refusesForeignPages(String origin) {
    problem(
        refused("client_id=a&token=" + hub.adminKey(), builder().header("Origin", origin)),
        403,
        "forbidden");
  }

  @Test
  void answersThatItTakesHandshakesOnly() {
    problem(hub.get("/api/v1/collaboration/ws"), 400, "malformed");
  }

  @Test
  void limitsTheConnectionsOfAUser() throws Exception {
    String key = hub.makeKey("user", TestHub.unique("user"), "member").key();
    List<TestSocket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        open.add(TestSocket.open(hub, "client_id=tab" + i, key));
        open.get(i).next("connection_established");
      }
      HttpResponse<String> response =
          refused("client_id=a", builder().header("Authorization", "Bearer " + key));
      problem(response, 429, "rate_limited");
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
      try (TestSocket told =
          TestSocket.open(hub, "client_id=a&token=" + key, builder().header("Origin", origin()))) {
        assertThat(told.next("error").getJsonObject("error").getString("code"))
            .isEqualTo("rate_limited");
        assertThat(told.closeCode()).isEqualTo(4429);
      }
    } finally {
      open.forEach(TestSocket::close);
    }
  }

  private String origin() {
    return hub.uri("").toString();
  }

  private WebSocket.Builder builder() {
    return hub.client().newWebSocketBuilder();
  }

  private HttpResponse<String> refused(String query, WebSocket.Builder builder) {
    Throwable failure = catchThrowable(() -> TestSocket.open(hub, query, builder));
    assertThat(failure)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
    @SuppressWarnings("unchecked") // The client reads the body of a refusal as a text.
    HttpResponse<String> response =
        (HttpResponse<String>) ((WebSocketHandshakeException) failure.getCause()).getResponse();
    return response;
  }
}
