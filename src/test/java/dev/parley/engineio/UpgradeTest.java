package dev.parley.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UpgradeTest {
  private final EngineFixture fixture = new EngineFixture();
  private String query = "";

  @BeforeEach
  void open() throws Exception {
    query = fixture.open();
  }

  private FakeSocket socket() {
    return fixture.socket(query.replace("polling", "websocket"));
  }

  @Test
  void aClientMovesWithoutLosingAnything() throws Exception {
    FakeExchange poll = fixture.poll(query);
    FakeSocket socket = socket();
    fixture.post(query, "4before");
    socket.hears("2probe");
    assertThat(socket.sent).containsExactly("3probe");
    assertThat(poll.answer()).isEqualTo("6");
    fixture.session().send(EngineFixture.text("meanwhile"));
    assertThat(socket.sent).containsExactly("3probe");
    socket.hears("5");
    assertThat(socket.sent).containsExactly("3probe", "4meanwhile");
    socket.hears("4after");
    assertThat(fixture.heard).containsExactly("before", "after");
    assertThat(fixture.session().transport()).isEqualTo("websocket");
    assertThat(fixture.poll(query).status).isEqualTo(400);
    assertThat(fixture.post(query, "4a").status).isEqualTo(400);
    fixture.pass(Duration.ofSeconds(20));
    assertThat(socket.closed).isEmpty();
  }

  @Test
  void theAnswerToTheProbeMayTakeItsTime() {
    FakeSocket socket = socket();
    socket.holdsSends = true;
    socket.hears("2probe");
    socket.hears("5");
    fixture.session().send(EngineFixture.text("a"));
    assertThat(socket.sent).containsExactly("3probe");
    socket.completeSend();
    assertThat(socket.sent).containsExactly("3probe", "4a");
  }

  @Test
  void whatWaitsGoesWithAPollThatComesInBetween() throws Exception {
    FakeSocket socket = socket();
    socket.hears("2probe");
    fixture.session().send(EngineFixture.text("a"));
    assertThat(fixture.poll(query).answer()).isEqualTo("4a");
  }

  @Test
  void aPollThatComesInBetweenEndsSoon() throws Exception {
    FakeSocket socket = socket();
    socket.hears("2probe");
    FakeExchange poll = fixture.poll(query);
    assertThat(poll.answer()).isNull();
    fixture.pass(Duration.ofMillis(50));
    assertThat(poll.answer()).isEqualTo("6");
  }

  @Test
  void aPollThatTheMoveOvertakesIsRefused() throws Exception {
    FakeSocket socket = socket();
    socket.hears("2probe");
    FakeExchange poll = fixture.poll(query);
    socket.hears("5");
    assertThat(poll.status).isEqualTo(400);
    assertThat(fixture.heard).isEmpty();
    socket.hears("4a");
    assertThat(fixture.heard).containsExactly("a");
  }

  @Test
  void whoMovesWhileItSendsABodyBreaksTheOrder() throws Exception {
    FakeSocket socket = socket();
    socket.hears("2probe");
    FakeExchange.post(query, "4a").unfinished().run(fixture.servlet);
    socket.hears("5");
    assertThat(socket.closed).containsExactly(1002);
    assertThat(fixture.heard).containsExactly("PROTOCOL");
  }

  @Test
  void anUpgradeThatTakesTooLongIsGivenUp() throws Exception {
    FakeExchange poll = fixture.poll(query);
    FakeSocket socket = socket();
    socket.hears("2probe");
    assertThat(poll.answer()).isEqualTo("6");
    fixture.pass(Duration.ofSeconds(10));
    assertThat(socket.closed).containsExactly(1000);
    FakeExchange next = fixture.poll(query);
    fixture.session().send(EngineFixture.text("still here"));
    assertThat(next.answer()).isEqualTo("4still here");
    FakeSocket again = socket();
    again.hears("2probe");
    assertThat(again.sent).containsExactly("3probe");
  }

  @Test
  void whatIsNoUpgradeEndsTheWebSocketAlone() throws Exception {
    for (String wrong : new String[] {"5", "2", "4a", "abc"}) {
      FakeSocket socket = socket();
      socket.hears(wrong);
      assertThat(socket.closed).as(wrong).hasSize(1);
    }
    assertThat(fixture.heard).isEmpty();
    assertThat(fixture.post(query, "4a").answer()).isEqualTo("ok");
  }

  @Test
  void aProbeThatBreaksEndsTheWebSocketAlone() throws Exception {
    FakeSocket socket = socket();
    socket.hears("2probe");
    socket.breaks();
    assertThat(fixture.heard).isEmpty();
    assertThat(fixture.post(query, "4a").answer()).isEqualTo("ok");
  }

  @Test
  void thereIsOneWebSocketAtATime() {
    FakeSocket first = socket();
    FakeSocket second = socket();
    assertThat(second.closed).hasSize(1);
    first.hears("2probe");
    first.hears("5");
    FakeSocket third = socket();
    assertThat(third.closed).hasSize(1);
    third.hears("4a");
    third.breaks();
    first.hears("4b");
    assertThat(fixture.heard).containsExactly("b");
  }

  @Test
  void aSessionThatEndsTakesTheProbeAlong() throws Exception {
    FakeSocket socket = socket();
    fixture.post(query, "abc");
    assertThat(socket.closed).hasSize(1);
  }

  @Test
  void anUnknownSessionIsNotUpgraded() {
    FakeSocket socket = fixture.socket("EIO=4&transport=websocket&sid=unknown");
    assertThat(socket.closed).hasSize(1);
  }

  @Test
  void aSessionThatClosesLetsItsClientMoveFirst() {
    FakeSocket socket = socket();
    socket.hears("2probe");
    fixture.session().send(EngineFixture.text("last"));
    fixture.session().close(4401, "expired");
    assertThat(socket.closed).isEmpty();
    socket.hears("5");
    assertThat(socket.sent).endsWith("4last");
    assertThat(socket.closed).containsExactly(4401);
    assertThat(fixture.engine.size()).isZero();
  }

  @Test
  void aSessionThatEndsAtOnceLetsItsClientMoveFirst() {
    FakeSocket socket = socket();
    socket.hears("2probe");
    fixture.session().send(EngineFixture.text("lost"));
    fixture.session().terminate(1013, "consumer too slow");
    assertThat(fixture.heard).containsExactly("SERVER");
    socket.hears("5");
    assertThat(socket.sent).containsExactly("3probe");
    assertThat(socket.closed).containsExactly(1013);
  }

  @Test
  void butNotForLong() {
    FakeSocket socket = socket();
    socket.hears("2probe");
    fixture.session().terminate(1013, "consumer too slow");
    fixture.pass(Duration.ofSeconds(1));
    assertThat(socket.closed).hasSize(1);
    assertThat(fixture.engine.size()).isZero();
  }
}
