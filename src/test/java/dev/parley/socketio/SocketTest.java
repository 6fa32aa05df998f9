package dev.parley.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.engineio.Completion;
import jakarta.json.Json;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SocketTest {
  private final SocketFixture fixture = new SocketFixture();

  @Test
  void aClientIsTakenIn() {
    fixture.client.hears("40{\"token\":\"x\"}");
    assertThat(fixture.requests.getFirst().namespace()).isEqualTo("/");
    assertThat(fixture.requests.getFirst().auth().getString("token")).isEqualTo("x");
    assertThat(fixture.requests.getFirst().pid()).isNull();
    assertThat(fixture.client.sent)
        .containsExactly("40{\"sid\":\"" + fixture.sockets.getFirst().id() + "\"}");
    assertThat(fixture.heard).containsExactly("opened");
  }

  @Test
  void aClientIsOnSeveralNamespaces() {
    fixture.client.hears("40");
    fixture.client.hears("40/custom?a=b,");
    assertThat(fixture.client.sent.getLast()).startsWith("40/custom,{\"sid\":\"");
    fixture.client.hears("42/custom,[\"a\",1]");
    fixture.sockets.getLast().emit(Event.of("b", Arguments.NONE));
    assertThat(fixture.client.sent).endsWith("42/custom,[\"b\"]");
    fixture.client.hears("41/custom,");
    fixture.client.hears("42[\"c\"]");
    assertThat(fixture.heard).containsExactly("opened", "opened", "a[1]", "CLIENT", "c[]");
    assertThat(fixture.client.closed).isEmpty();
  }

  @Test
  void aClientIsRefused() {
    fixture.answers =
        request ->
            CompletableFuture.completedStage(
                new ConnectAnswer.Refused(
                    "not \"you\"", Json.createObjectBuilder().add("code", "forbidden").build()));
    fixture.client.hears("40");
    fixture.answers = request -> CompletableFuture.completedStage(ConnectAnswer.INVALID_NAMESPACE);
    fixture.client.hears("40/x,");
    assertThat(fixture.client.sent)
        .containsExactly(
            "44{\"message\":\"not \\\"you\\\"\",\"data\":{\"code\":\"forbidden\"}}",
            "44/x,{\"message\":\"Invalid namespace\"}");
    assertThat(fixture.client.closed).isEmpty();
  }

  @Test
  void anApplicationThatFailsTakesNobodyIn() {
    fixture.answers = request -> CompletableFuture.failedStage(new IllegalStateException("secret"));
    fixture.client.hears("40");
    fixture.answers =
        request -> {
          throw new IllegalStateException("secret");
        };
    fixture.client.hears("40/a,");
    assertThat(fixture.client.sent)
        .containsExactly(
            "44{\"message\":\"internal error\"}", "44/a,{\"message\":\"internal error\"}");
  }

  @Test
  void whoIsRefusedTooOftenIsClosed() {
    fixture.answers = request -> CompletableFuture.completedStage(ConnectAnswer.INVALID_NAMESPACE);
    for (int i = 0; i < 4; i++) {
      fixture.client.hears("40/x" + i + ",");
    }
    assertThat(fixture.requests).hasSize(3);
    assertThat(fixture.client.closed).containsExactly(1002);
  }

  @Test
  void whoIsOnNoNamespaceInTimeIsClosed() {
    fixture.pass(Duration.ofSeconds(26));
    fixture.client.hears("3");
    fixture.pass(Duration.ofSeconds(18));
    assertThat(fixture.client.closed).isEmpty();
    fixture.pass(Duration.ofSeconds(1));
    assertThat(fixture.client.closed).containsExactly(1008);
    SocketFixture other = new SocketFixture();
    other.connect();
    other.client.hears("41");
    other.pass(Duration.ofSeconds(26));
    other.client.hears("3");
    other.pass(Duration.ofSeconds(20));
    assertThat(other.client.closed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "40",
        "42{}",
        "42[]",
        "42[null]",
        "42[[\"a\"]]",
        "42[\"connect\"]",
        "42[\"disconn\\u0065ct\"]",
        "42abc[\"a\"]",
        "42/other,[\"a\"]",
        "44{\"message\":\"x\"}",
        "43[]"
      })
  void whoBreaksTheProtocolIsClosed(String message) {
    fixture.connect();
    fixture.client.hears("4" + message.substring(message.startsWith("4") ? 1 : 0));
    assertThat(fixture.client.closed).containsExactly(1002);
    assertThat(fixture.heard).containsExactly("PROTOCOL");
  }

  @Test
  void whoSpeaksBeforeItIsTakenInIsClosed() {
    fixture.client.hears("42[\"a\"]");
    assertThat(fixture.client.closed).containsExactly(1002);
    SocketFixture pending = new SocketFixture();
    pending.answers = request -> new CompletableFuture<>();
    pending.client.hears("40");
    pending.client.hears("40");
    assertThat(pending.client.closed).containsExactly(1002);
  }

  @Test
  void anAnswerMayTakeItsTime() {
    CompletableFuture<ConnectAnswer> answer = new CompletableFuture<>();
    fixture.answers = request -> answer;
    fixture.client.hears("40");
    assertThat(fixture.client.sent).isEmpty();
    answer.complete(fixture.accepted(new ConnectAnswer.Fresh(false)));
    assertThat(fixture.client.sent).hasSize(1);
    assertThat(fixture.heard).containsExactly("opened");
  }

  @Test
  void anAnswerThatComesTooLateIsUndone() {
    CompletableFuture<ConnectAnswer> answer = new CompletableFuture<>();
    fixture.answers = request -> answer;
    fixture.client.hears("40");
    fixture.client.breaks();
    answer.complete(fixture.accepted(new ConnectAnswer.Fresh(false)));
    assertThat(fixture.heard).containsExactly("opened", "TRANSPORT");
    assertThat(fixture.sockets.getLast().isConnected()).isFalse();
    assertThat(fixture.client.sent).isEmpty();
  }

  @Test
  void eventsAreAnsweredOnce() {
    fixture.connect();
    fixture.client.hears("42456[\"ask\",1,\"2\",{\"3\":[false]}]");
    assertThat(fixture.heard).containsExactly("ask[1,\"2\",{\"3\":[false]}]");
    fixture.acks.getFirst().send(fixture.arguments.getFirst());
    fixture.acks.getFirst().send(Arguments.NONE);
    assertThat(fixture.client.sent).containsExactly("43456[1,\"2\",{\"3\":[false]}]");
    fixture.client.hears("42[7]");
    assertThat(fixture.heard).endsWith("7[]");
  }

  @Test
  void bytesGoBothWays() {
    Socket socket = fixture.connect();
    fixture.client.hears("451-9[\"b\",{\"_placeholder\":true,\"num\":0},true]");
    fixture.client.hears(new byte[] {1, 2});
    Arguments said = fixture.arguments.getFirst();
    assertThat(said.bytes(0)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    assertThat(said.bytes(1)).isNull();
    fixture.acks.getFirst().send(said);
    socket.emit(
        Event.of(
            "c",
            Arguments.of(Json.createValue("x"))
                .and(ByteBuffer.wrap(new byte[] {3}))
                .and(ByteBuffer.wrap(new byte[] {4}))));
    assertThat(fixture.client.sent)
        .containsExactly(
            "461-9[{\"_placeholder\":true,\"num\":0},true]",
            "<0102>",
            "452-[\"c\",\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]",
            "<03>",
            "<04>");
  }

  @Test
  void theServerAsks() {
    Socket socket = fixture.connect();
    CompletableFuture<Arguments> first = ask(socket);
    CompletableFuture<Arguments> second = ask(socket);
    assertThat(fixture.client.sent).containsExactly("420[\"ask\"]", "421[\"ask\"]");
    fixture.client.hears("431[\"two\"]");
    fixture.client.hears("431[\"again\"]");
    fixture.client.hears("4399[\"nobody asked\"]");
    assertThat(first).isNotDone();
    assertThat(second.join().text(0)).isEqualTo("\"two\"");
    fixture.pass(Duration.ofSeconds(5));
    assertThatThrownBy(first::get).hasCauseInstanceOf(TimeoutException.class);
    fixture.client.hears("430[\"late\"]");
    assertThat(fixture.client.closed).isEmpty();
  }

  @Test
  void onlySoManyAnswersAreWaitedFor() {
    Socket socket = fixture.connect();
    CompletableFuture<Arguments> first = ask(socket);
    var unused = ask(socket);
    assertThatThrownBy(ask(socket)::get).hasCauseInstanceOf(IllegalStateException.class);
    fixture.client.breaks();
    assertThatThrownBy(first::get).hasCauseInstanceOf(java.io.IOException.class);
    assertThatThrownBy(ask(socket)::get).hasCauseInstanceOf(java.io.IOException.class);
  }

  private static CompletableFuture<Arguments> ask(Socket socket) {
    return socket
        .emit(Event.of("ask", Arguments.NONE), Duration.ofSeconds(5))
        .toCompletableFuture();
  }

  @Test
  void theServerSendsAClientAway() {
    Socket socket = fixture.connect();
    socket.emit(Event.of("last", Arguments.NONE));
    socket.disconnect();
    socket.disconnect();
    socket.emit(Event.of("too late", Arguments.NONE));
    assertThat(fixture.client.sent).containsExactly("42[\"last\"]", "41");
    assertThat(fixture.heard).containsExactly("SERVER");
    // It could not know yet.
    fixture.client.hears("42[\"meanwhile\"]");
    assertThat(fixture.client.closed).isEmpty();
    fixture.client.hears("40");
    assertThat(fixture.heard).containsExactly("SERVER", "opened");
  }

  @Test
  void orEndsItsSessionWithThat() {
    Socket socket = fixture.connect();
    socket.disconnect(4401, "expired");
    assertThat(fixture.client.sent).containsExactly("41");
    assertThat(fixture.client.closed).containsExactly(4401);
  }

  @Test
  void orWithoutSoThatItComesAgain() {
    Socket socket = fixture.connect();
    socket.close(1001, "the hub is shutting down");
    assertThat(fixture.client.sent).isEmpty();
    assertThat(fixture.client.closed).containsExactly(1001);
    assertThat(fixture.heard).containsExactly("SERVER");
  }

  @Test
  void aConnectionThatBreaksEndsAllSockets() {
    fixture.connect();
    fixture.client.hears("40/a,");
    fixture.heard.clear();
    fixture.client.breaks();
    assertThat(fixture.heard).containsExactly("TRANSPORT", "TRANSPORT");
  }

  @Test
  void anApplicationThatFailsLosesItsClient() {
    fixture.connect();
    fixture.client.hears("42[\"fail\"]");
    assertThat(fixture.client.closed).containsExactly(1011);
    assertThat(fixture.heard).endsWith("TRANSPORT");
  }

  @Test
  void aWriteIsDoneWhenAllOfItWasTaken() {
    Socket socket = fixture.connect();
    List<String> told = new ArrayList<>();
    Completion fate =
        new Completion() {
          @Override
          public void done() {
            told.add("done");
          }

          @Override
          public void failed(Throwable cause) {
            told.add("failed");
          }
        };
    fixture.client.holdsSends = true;
    socket.write(List.of(Event.ofArray("[\"a\"]"), Event.ofArray("[\"b\",{\"c\":1}]")), fate);
    fixture.client.completeSend();
    assertThat(told).isEmpty();
    fixture.client.completeSend();
    assertThat(told).containsExactly("done");
    assertThat(fixture.client.sent).containsExactly("42[\"a\"]", "42[\"b\",{\"c\":1}]");
    socket.disconnect();
    socket.write(List.of(Event.ofArray("[\"c\"]")), fate);
    assertThat(told).containsExactly("done", "failed");
  }

  @Test
  void whoCanBeRecoveredKnowsHowFarItHasHeard() {
    fixture.answers =
        request ->
            CompletableFuture.completedStage(fixture.accepted(new ConnectAnswer.Fresh(true)));
    fixture.client.hears("40");
    Socket socket = fixture.sockets.getLast();
    assertThat(fixture.client.sent)
        .containsExactly("40{\"sid\":\"" + socket.id() + "\",\"pid\":\"" + socket.pid() + "\"}");
    assertThat(socket.pid()).hasSize(20).isNotEqualTo(socket.id());
    fixture.client.sent.clear();
    // What ends in a text would be taken for an offset: without any, it ends in an empty one.
    socket.emit(Event.of("hello", Arguments.of(Json.createValue("world"))));
    socket.emit(Event.of("bare", Arguments.NONE));
    socket.emit(Event.of("object", Arguments.of(Json.createObjectBuilder().build())));
    socket.emit(Event.ofArray("[\"event\",{\"a\":\"b\"}]").withOffset("p\"7"));
    socket.emit(Event.ofArray("[\"hello\",\"again\" ]"));
    var unused = ask(socket);
    assertThat(fixture.client.sent)
        .containsExactly(
            "42[\"hello\",\"world\",\"\"]",
            "42[\"bare\",\"\"]",
            "42[\"object\",{}]",
            "42[\"event\",{\"a\":\"b\"},\"p\\\"7\"]",
            "42[\"hello\",\"again\" ,\"p\\\"7\"]",
            "420[\"ask\"]");
  }

  @Test
  void offsetsAreForThoseWhoCanBeRecovered() {
    Socket socket = fixture.connect();
    socket.emit(Event.ofArray("[\"event\",{}]").withOffset("7"));
    socket.emit(Event.ofArray("[\"hello\",\"world\"]"));
    assertThat(fixture.client.sent).containsExactly("42[\"event\",{}]", "42[\"hello\",\"world\"]");
  }

  @Test
  void whoIsRecoveredGoesOnAsWhoItWas() {
    fixture.answers =
        request ->
            CompletableFuture.completedStage(
                fixture.accepted(
                    new ConnectAnswer.Recovered("old-id", request.pid(), request.offset())));
    fixture.client.hears("40{\"pid\":\"secret\",\"offset\":\"5\"}");
    assertThat(fixture.client.sent).containsExactly("40{\"sid\":\"old-id\",\"pid\":\"secret\"}");
    Socket socket = fixture.sockets.getLast();
    assertThat(socket.isRecovered()).isTrue();
    socket.emit(Event.ofArray("[\"hello\",\"world\"]"));
    assertThat(fixture.client.sent).endsWith("42[\"hello\",\"world\",\"5\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"pid\":7,\"offset\":\"5\"}", "{\"pid\":\"\"}", "{\"offset\":\"5\"}"})
  void whatIsNoPrivateIdIsNone(String auth) {
    fixture.client.hears("40" + auth);
    assertThat(fixture.requests.getFirst().pid()).isNull();
    assertThat(fixture.requests.getFirst().offset()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pid\":\"p\"}",
        "{\"pid\":\"p\",\"offset\":\"\"}",
        "{\"pid\":\"p\",\"offset\":null}"
      })
  void whoHasHeardNothingHasNoOffset(String auth) {
    fixture.client.hears("40" + auth);
    assertThat(fixture.requests.getFirst().pid()).isEqualTo("p");
    assertThat(fixture.requests.getFirst().offset()).isNull();
  }
}
