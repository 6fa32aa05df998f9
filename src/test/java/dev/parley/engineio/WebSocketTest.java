package dev.parley.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engineio.EngineFixture.Fate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebSocketTest {
  private static final String QUERY = "EIO=4&transport=websocket";

  private final EngineFixture fixture = new EngineFixture();

  @Test
  void aSessionBeginsWithItsHandshake() {
    FakeSocket socket = fixture.socket(QUERY);
    assertThat(socket.sent).hasSize(1);
    assertThat(socket.sent.getFirst())
        .startsWith("0{\"sid\":\"" + fixture.session().id() + "\",\"upgrades\":[]");
    assertThat(fixture.session().transport()).isEqualTo("websocket");
  }

  @Test
  void messagesGoBothWays() {
    FakeSocket socket = fixture.socket(QUERY);
    socket.hears("4a", false);
    socket.hears("b", true);
    socket.hears(new byte[] {1, 2});
    fixture.session().send(EngineFixture.text("c"));
    fixture.session().send(EngineFixture.bytes(3));
    assertThat(fixture.heard).containsExactly("ab", "0102");
    assertThat(socket.sent).endsWith("4c", "<03>");
  }

  @Test
  void oneIsInFlightAtATime() {
    FakeSocket socket = fixture.socket(QUERY);
    socket.holdsSends = true;
    Fate fate = new Fate();
    fixture.session().write(List.of(EngineFixture.text("a"), EngineFixture.text("b")), fate);
    fixture.session().send(EngineFixture.text("c"));
    assertThat(socket.sent).hasSize(2).endsWith("4a");
    socket.completeSend();
    assertThat(socket.sent).hasSize(3).endsWith("4b");
    assertThat(fate.told).isEmpty();
    socket.completeSend();
    assertThat(fate.told).endsWith("done");
    assertThat(socket.sent).hasSize(4).endsWith("4c");
  }

  @Test
  void standsContainersThatCompleteAtOnce() {
    EngineFixture large = new EngineFixture(EngineFixture.SETTINGS.withLimits(100, 100_000_000, 3));
    FakeSocket socket = large.socket(QUERY);
    Fate fate = new Fate();
    large.session().write(Collections.nCopies(100_000, EngineFixture.text("a")), fate);
    assertThat(socket.sent).hasSize(100_001);
    assertThat(fate.told).endsWith("done").containsOnlyOnce("done");
  }

  @Test
  void aFailedSendEndsTheSession() {
    FakeSocket socket = fixture.socket(QUERY);
    socket.holdsSends = true;
    Fate first = new Fate();
    Fate second = new Fate();
    fixture.session().write(List.of(EngineFixture.text("a")), first);
    fixture.session().write(List.of(EngineFixture.text("b")), second);
    socket.failSend();
    assertThat(first.told).containsExactly("failed");
    assertThat(second.told).containsExactly("failed");
    assertThat(fixture.heard).containsExactly("TRANSPORT");
    assertThat(fixture.engine.size()).isZero();
  }

  @Test
  void aBrokenConnectionEndsTheSession() {
    FakeSocket socket = fixture.socket(QUERY);
    socket.holdsSends = true;
    Fate fate = new Fate();
    fixture.session().write(List.of(EngineFixture.text("a")), fate);
    socket.breaks();
    assertThat(fixture.heard).containsExactly("TRANSPORT");
    // Some containers never complete what was in flight.
    assertThat(fate.told).containsExactly("failed");
    assertThat(fixture.released).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "", "2", "5", "bAQI=", "1x"})
  void whatIsNoPacketEndsTheSession(String text) {
    FakeSocket socket = fixture.socket(QUERY);
    socket.hears(text);
    assertThat(socket.closed).containsExactly(1002);
    assertThat(fixture.heard).containsExactly("PROTOCOL");
  }

  @Test
  void aMessageHasOnlySoManyBytes() {
    FakeSocket socket = fixture.socket(QUERY);
    socket.hears("4" + "a".repeat(99));
    socket.hears(new byte[100]);
    socket.hears("4" + "a".repeat(60), false);
    socket.hears("\u20ac".repeat(13), true);
    assertThat(socket.closed).isEmpty();
    socket.hears("4" + "a".repeat(60), false);
    socket.hears("\u20ac".repeat(14), false);
    assertThat(socket.closed).containsExactly(1009);
    assertThat(fixture.heard).hasSize(4).endsWith("TOO_LARGE");
    FakeSocket other = fixture.socket(QUERY);
    other.hears(new byte[101]);
    assertThat(other.closed).containsExactly(1009);
  }

  @Test
  void theClientCloses() {
    FakeSocket socket = fixture.socket(QUERY);
    socket.hears("1");
    assertThat(socket.closed).containsExactly(1000);
    assertThat(fixture.heard).containsExactly("CLIENT");
    assertThat(fixture.engine.size()).isZero();
  }

  @Test
  void whatWasSentBeforeTheEndStillGoes() {
    FakeSocket socket = fixture.socket(QUERY);
    socket.holdsSends = true;
    Fate fate = new Fate();
    fixture.session().write(List.of(EngineFixture.text("a")), fate);
    fixture.session().write(List.of(EngineFixture.text("b")), fate);
    fixture.session().close(4401, "expired");
    socket.hears("4nobody hears it");
    assertThat(socket.closed).isEmpty();
    socket.completeSend();
    assertThat(socket.closed).isEmpty();
    socket.completeSend();
    assertThat(socket.sent).endsWith("4a", "4b");
    assertThat(socket.closed).containsExactly(4401);
    assertThat(fate.told).containsExactly("done", "done");
    assertThat(fixture.heard).containsExactly("SERVER");
  }

  @Test
  void anEndAtOnceWaitsForNothing() {
    FakeSocket socket = fixture.socket(QUERY);
    socket.holdsSends = true;
    Fate fate = new Fate();
    fixture.session().write(List.of(EngineFixture.text("a")), fate);
    fixture.session().terminate(1013, "consumer too slow");
    assertThat(socket.closed).containsExactly(1013);
    assertThat(fate.told).containsExactly("failed");
    socket.completeSend();
    assertThat(fate.told).containsExactly("failed");
    assertThat(fixture.heard).containsExactly("SERVER");
  }

  @Test
  void whoMayNotComeInIsClosed() {
    fixture.admission = handshake -> new Application.Refused("no");
    FakeSocket socket = fixture.socket(QUERY);
    assertThat(socket.sent).isEmpty();
    assertThat(socket.closed).hasSize(1);
    assertThat(fixture.sessions).isEmpty();
    socket.hears("4a");
    socket.breaks();
  }

  @Test
  void nobodyHasToTalkOnAWebSocket() {
    fixture.socket(QUERY);
    fixture.pass(Duration.ofSeconds(24));
    assertThat(fixture.heard).isEmpty();
  }
}
