package dev.parley.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engineio.EngineFixture.Fate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PollingTest {
  private final EngineFixture fixture = new EngineFixture();

  @Test
  void aHandshakeTellsWhatIsOffered() throws Exception {
    FakeExchange handshake = FakeExchange.get("EIO=4&transport=polling").run(fixture.servlet);
    assertThat(handshake.status).isEqualTo(200);
    assertThat(handshake.answer())
        .isEqualTo(
            "0{\"sid\":\""
                + fixture.session().id()
                + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20000,"
                + "\"maxPayload\":100}");
    assertThat(handshake.headers)
        .containsEntry("Content-Type", "text/plain; charset=UTF-8")
        .containsEntry("Cache-Control", "no-store");
    assertThat(fixture.session().id()).matches("[A-Za-z0-9_-]{24}");
    assertThat(fixture.session().transport()).isEqualTo("polling");
  }

  @Test
  void withoutWebSocketsNoUpgradeIsOffered() throws Exception {
    EngineFixture without = new EngineFixture(EngineFixture.SETTINGS.withoutWebSockets());
    FakeExchange handshake = FakeExchange.get("EIO=4&transport=polling").run(without.servlet);
    assertThat(handshake.answer()).contains("\"upgrades\":[]");
    assertThat(FakeExchange.get("EIO=4&transport=websocket").run(without.servlet).answer())
        .startsWith("{\"code\":0");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, EIO=4, 0, Transport unknown",
    "GET, EIO=4&transport=abc, 0, Transport unknown",
    "GET, EIO=4&transport=polling&transport=polling, 0, Transport unknown",
    "GET, EIO=4&transport=polling&sid=x, 1, Session ID unknown",
    "GET, EIO=4&transport=polling&sid=, 1, Session ID unknown",
    "POST, EIO=4&transport=polling, 2, Bad handshake method",
    "PUT, EIO=4&transport=polling, 2, Bad handshake method",
    "GET, EIO=4&transport=websocket, 3, Bad request",
    "GET, EIO=4&transport=polling&a=%GG, 3, Bad request",
    "GET, transport=polling, 5, Unsupported protocol version",
    "GET, EIO=3&transport=polling, 5, Unsupported protocol version",
  })
  void whatIsWrongIsSaidInItsWords(String method, String query, int code, String message)
      throws Exception {
    FakeExchange exchange = FakeExchange.of(method, query).run(fixture.servlet);
    assertThat(exchange.status).isEqualTo(400);
    assertThat(exchange.answer())
        .isEqualTo("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
    assertThat(exchange.headers).containsEntry("Content-Type", "application/json");
    assertThat(fixture.sessions).isEmpty();
  }

  @Test
  void theApplicationDecidesWhoComesIn() throws Exception {
    fixture.admission = handshake -> new Application.Refused("Too \"many\"");
    FakeExchange refused = FakeExchange.get("EIO=4&transport=polling").run(fixture.servlet);
    assertThat(refused.status).isEqualTo(403);
    assertThat(refused.answer()).isEqualTo("{\"code\":4,\"message\":\"Too \\\"many\\\"\"}");
    assertThat(fixture.sessions).isEmpty();
  }

  @Test
  void thereAreOnlySoManySessions() throws Exception {
    String first = fixture.open();
    fixture.open();
    fixture.open();
    FakeExchange fourth = FakeExchange.get("EIO=4&transport=polling").run(fixture.servlet);
    assertThat(fourth.status).isEqualTo(403);
    fixture.post(first, "1");
    fixture.poll(first);
    assertThat(fixture.released).isEqualTo(1);
    assertThat(fixture.engine.size()).isEqualTo(2);
    fixture.open();
    assertThat(fixture.engine.size()).isEqualTo(3);
  }

  @Test
  void packetsOfABodyAreHeardInOrder() throws Exception {
    FakeExchange post = fixture.post(fixture.open(), "4a\u001ebAQI=\u001e4b");
    assertThat(post.answer()).isEqualTo("ok");
    assertThat(post.isCompleted()).isTrue();
    assertThat(fixture.heard).containsExactly("a", "0102", "b");
  }

  @Test
  void aPollTakesWhatWaits() throws Exception {
    String query = fixture.open();
    Fate fate = new Fate();
    fixture
        .session()
        .write(List.of(EngineFixture.text("a"), EngineFixture.bytes(1, 2, 3, 4)), fate);
    assertThat(fate.told).isEmpty();
    FakeExchange poll = fixture.poll(query);
    assertThat(poll.answer()).isEqualTo("4a\u001ebAQIDBA==");
    assertThat(poll.isCompleted()).isTrue();
    assertThat(fate.told).contains("done");
  }

  @Test
  void aPollWaitsForWhatComes() throws Exception {
    FakeExchange poll = fixture.poll(fixture.open());
    assertThat(poll.answer()).isNull();
    fixture.session().send(EngineFixture.text("a"));
    fixture.session().send(EngineFixture.text("b"));
    assertThat(poll.answer()).isEqualTo("4a");
    assertThat(poll.isCompleted()).isTrue();
  }

  @Test
  void aWriteIsDoneWhenTheContainerHasTakenIt() throws Exception {
    String query = fixture.open();
    Fate fate = new Fate();
    fixture.session().write(List.of(EngineFixture.text("a")), fate);
    FakeExchange poll = FakeExchange.get(query).stalled().run(fixture.servlet);
    assertThat(fate.told).isEmpty();
    poll.take();
    assertThat(poll.answer()).isEqualTo("4a");
    assertThat(fate.told).containsExactly("done");
  }

  @Test
  void anAnswerIsNoLargerThanABodyMayBe() throws Exception {
    String query = fixture.open();
    Fate fate = new Fate();
    fixture
        .session()
        .write(
            List.of(
                EngineFixture.text("a".repeat(60)),
                EngineFixture.text("b".repeat(37)),
                EngineFixture.text("\u00e9".repeat(200)),
                EngineFixture.text("d")),
            fate);
    assertThat(fixture.poll(query).answer())
        .isEqualTo("4" + "a".repeat(60) + "\u001e4" + "b".repeat(37));
    // One that is too large by itself goes alone.
    assertThat(fixture.poll(query).answer()).isEqualTo("4" + "\u00e9".repeat(200));
    assertThat(fate.told).contains("progressed").doesNotContain("done");
    assertThat(fixture.poll(query).answer()).isEqualTo("4d");
    assertThat(fate.told).endsWith("done");
  }

  @Test
  void aSecondPollEndsTheSession() throws Exception {
    String query = fixture.open();
    FakeExchange first = fixture.poll(query);
    FakeExchange second = fixture.poll(query);
    assertThat(first.answer()).isEqualTo("1");
    assertThat(second.status).isEqualTo(400);
    assertThat(fixture.heard).containsExactly("PROTOCOL");
    assertThat(fixture.poll(query).status).isEqualTo(400);
    assertThat(fixture.released).isEqualTo(1);
  }

  @Test
  void aSecondBodyEndsTheSession() throws Exception {
    String query = fixture.open();
    FakeExchange first = FakeExchange.post(query, "4a").unfinished().run(fixture.servlet);
    assertThat(fixture.post(query, "4b").status).isEqualTo(400);
    first.finish();
    assertThat(fixture.heard).containsExactly("PROTOCOL");
  }

  @ParameterizedTest
  @CsvSource({"abc", "9", "2", "0{}", "5", "''"})
  void whatIsNoPacketEndsTheSession(String body) throws Exception {
    String query = fixture.open();
    FakeExchange poll = fixture.poll(query);
    fixture.post(query, body);
    assertThat(poll.answer()).isEqualTo("1");
    assertThat(fixture.heard).containsExactly("PROTOCOL");
  }

  @Test
  void whatIsNotUtf8EndsTheSession() throws Exception {
    byte[] body = {'4', (byte) 0xff};
    FakeExchange post = FakeExchange.post(fixture.open(), body).run(fixture.servlet);
    assertThat(post.status).isEqualTo(400);
    assertThat(fixture.heard).containsExactly("PROTOCOL");
  }

  @Test
  void bytesOfTheOldRevisionEndTheSession() throws Exception {
    FakeExchange post =
        FakeExchange.post(fixture.open(), "4a")
            .with("Content-Type", "application/octet-stream")
            .run(fixture.servlet);
    assertThat(post.status).isEqualTo(400);
    assertThat(fixture.heard).containsExactly("PROTOCOL");
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedAndForgotten() throws Exception {
    String query = fixture.open();
    assertThat(fixture.post(query, "4" + "a".repeat(100)).status).isEqualTo(413);
    FakeExchange announced =
        FakeExchange.post(query, "4").with("Content-Length", "101").run(fixture.servlet);
    assertThat(announced.status).isEqualTo(413);
    assertThat(fixture.post(query, "4" + "a".repeat(99)).answer()).isEqualTo("ok");
    assertThat(fixture.heard).containsExactly("a".repeat(99));
  }

  @Test
  void aPollThatIsGivenUpEndsTheSession() throws Exception {
    String query = fixture.open();
    fixture.poll(query).abort();
    assertThat(fixture.heard).containsExactly("TRANSPORT");
    assertThat(fixture.poll(query).status).isEqualTo(400);
  }

  @Test
  void anAnswerThatIsGivenUpEndsTheSession() throws Exception {
    String query = fixture.open();
    Fate fate = new Fate();
    fixture.session().write(List.of(EngineFixture.text("a")), fate);
    FakeExchange.get(query).stalled().run(fixture.servlet).abort();
    assertThat(fixture.heard).containsExactly("TRANSPORT");
    assertThat(fate.told).containsExactly("failed");
  }

  @Test
  void aBodyThatIsGivenUpEndsTheSession() throws Exception {
    FakeExchange.post(fixture.open(), "4a").unfinished().run(fixture.servlet).abort();
    assertThat(fixture.heard).containsExactly("TRANSPORT");
  }

  @Test
  void theClientClosesAndItsPollEnds() throws Exception {
    String query = fixture.open();
    FakeExchange poll = fixture.poll(query);
    assertThat(fixture.post(query, "4a\u001e1\u001e4b").answer()).isEqualTo("ok");
    assertThat(poll.answer()).isEqualTo("6");
    assertThat(fixture.heard).containsExactly("a", "CLIENT");
    assertThat(fixture.poll(query).status).isEqualTo(400);
  }

  @Test
  void aPollThatCrossesTheClientsLastWordEndsWell() throws Exception {
    String query = fixture.open();
    fixture.session().send(EngineFixture.text("too late"));
    fixture.post(query, "1");
    assertThat(fixture.poll(query).answer()).isEqualTo("6");
    assertThat(fixture.poll(query).status).isEqualTo(400);
    String other = fixture.open();
    fixture.post(other, "1");
    fixture.pass(Duration.ofSeconds(1));
    assertThat(fixture.poll(other).status).isEqualTo(400);
    assertThat(fixture.engine.size()).isZero();
  }

  @Test
  void whatWasSentBeforeTheEndIsStillTaken() throws Exception {
    String query = fixture.open();
    fixture.session().send(EngineFixture.text("last"));
    fixture.session().close(1000, "enough");
    assertThat(fixture.heard).containsExactly("SERVER");
    Fate fate = new Fate();
    fixture.session().write(List.of(EngineFixture.text("too late")), fate);
    assertThat(fate.told).containsExactly("failed");
    assertThat(fixture.post(query, "4nobody hears it").answer()).isEqualTo("ok");
    assertThat(fixture.poll(query).answer()).isEqualTo("4last\u001e1");
    assertThat(fixture.poll(query).status).isEqualTo(400);
    assertThat(fixture.heard).containsExactly("SERVER");
  }

  @Test
  void whoDoesNotComeForTheLastWordsLosesThem() throws Exception {
    fixture.open();
    Fate fate = new Fate();
    fixture.session().write(List.of(EngineFixture.text("last")), fate);
    fixture.session().close(1000, "enough");
    fixture.pass(Duration.ofSeconds(29));
    assertThat(fixture.engine.size()).isEqualTo(1);
    fixture.pass(Duration.ofSeconds(1));
    assertThat(fixture.engine.size()).isZero();
    assertThat(fate.told).containsExactly("failed");
    assertThat(fixture.heard).containsExactly("SERVER");
  }

  @Test
  void anEndAtOnceWaitsForNobody() throws Exception {
    FakeExchange poll = fixture.poll(fixture.open());
    fixture.engine.close(1001, "the server stops");
    assertThat(poll.answer()).isEqualTo("1");
    assertThat(fixture.engine.size()).isZero();
    assertThat(fixture.heard).containsExactly("SERVER");
  }

  @Test
  void whoTakesTooLittleIsGivenUp() throws Exception {
    fixture.open();
    Fate fate = new Fate();
    fixture.session().write(List.of(EngineFixture.text("a".repeat(5_000))), fate);
    assertThat(fixture.heard).isEmpty();
    fixture.session().send(EngineFixture.text("b"));
    assertThat(fixture.heard).containsExactly("TOO_SLOW");
    assertThat(fate.told).containsExactly("failed");
  }

  @Test
  void whoNeverComesAgainIsForgotten() throws Exception {
    fixture.open();
    fixture.pass(Duration.ofSeconds(15));
    assertThat(fixture.heard).containsExactly("NEVER_USED");
    assertThat(fixture.engine.size()).isZero();
  }

  @Test
  void anApplicationThatFailsLosesItsSession() throws Exception {
    fixture.opening =
        session ->
            new Receiver() {
              @Override
              public void message(Message message) {
                throw new IllegalStateException("broken");
              }

              @Override
              public void closed(CloseReason reason) {
                fixture.heard.add(reason.name());
              }
            };
    fixture.post(fixture.open(), "4a\u001e4b");
    assertThat(fixture.heard).containsExactly("FAILED");
    assertThat(fixture.engine.size()).isZero();
  }

  @Test
  void anApplicationThatDoesNotOpenLosesItsSession() throws Exception {
    fixture.opening =
        session -> {
          throw new IllegalStateException("broken");
        };
    assertThat(fixture.poll(fixture.open()).status).isEqualTo(400);
    assertThat(fixture.released).isEqualTo(1);
  }

  @Test
  void whatIsSentWhileItOpensFollowsTheHandshake() throws Exception {
    fixture.opening =
        session -> {
          session.send(EngineFixture.text("welcome"));
          return fixture.new Notes();
        };
    String query = fixture.open();
    assertThat(fixture.poll(query).answer()).isEqualTo("4welcome");
  }

  @Test
  void whatTheContainerHasCompletedIsLeftAlone() throws Exception {
    FakeExchange poll = fixture.poll(fixture.open());
    poll.end();
    assertThat(fixture.heard).containsExactly("TRANSPORT");
    assertThat(poll.completions).isZero();
    FakeExchange other = fixture.poll(fixture.open());
    other.abort();
    other.abort();
    assertThat(other.completions).isEqualTo(1);
  }

  @Test
  void aBodyThatIsThereIsReadAtOnce() throws Exception {
    String query = fixture.open();
    FakeExchange post =
        FakeExchange.post(query, "4\u00e9").with("Content-Length", "3").run(fixture.servlet);
    assertThat(post.answer()).isEqualTo("ok");
    assertThat(post.isCompleted()).isTrue();
    FakeExchange broken =
        FakeExchange.post(query, "abc").with("Content-Length", "3").run(fixture.servlet);
    assertThat(broken.status).isEqualTo(400);
    assertThat(broken.isCompleted()).isTrue();
    assertThat(fixture.heard).containsExactly("\u00e9", "PROTOCOL");
  }

  @Test
  void aBodyThatIsNotAllThereIsWaitedFor() throws Exception {
    FakeExchange post =
        FakeExchange.post(fixture.open(), "4a")
            .with("Content-Length", "3")
            .unfinished()
            .run(fixture.servlet);
    assertThat(post.answer()).isNull();
    post.finish();
    assertThat(post.answer()).isEqualTo("ok");
  }
}
