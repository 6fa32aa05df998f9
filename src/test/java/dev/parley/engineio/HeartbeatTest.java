package dev.parley.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class HeartbeatTest {
  private static final Duration INTERVAL = Duration.ofSeconds(25);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final EngineFixture fixture = new EngineFixture();

  @Test
  void pingsAndWaitsAgainAfterEachAnswer() throws Exception {
    String query = fixture.open();
    for (int i = 0; i < 3; i++) {
      FakeExchange poll = fixture.poll(query);
      fixture.pass(INTERVAL.minusMillis(1));
      assertThat(poll.answer()).isNull();
      fixture.pass(Duration.ofMillis(1));
      assertThat(poll.answer()).isEqualTo("2");
      fixture.pass(TIMEOUT.minusMillis(1));
      fixture.post(query, "3");
    }
    assertThat(fixture.heard).isEmpty();
  }

  @Test
  void givesUpWhoDoesNotAnswer() throws Exception {
    String query = fixture.open();
    fixture.poll(query);
    FakeExchange poll = fixture.poll(query + "&a=b");
    assertThat(poll.status).isEqualTo(400);
    String other = fixture.open();
    fixture.heard.clear();
    fixture.poll(other);
    fixture.pass(INTERVAL);
    FakeExchange next = fixture.poll(other);
    fixture.pass(TIMEOUT);
    assertThat(next.answer()).isEqualTo("1");
    assertThat(fixture.heard).containsExactly("HEARTBEAT_MISSED");
  }

  @Test
  void whateverIsSaidIsASignOfLife() throws Exception {
    String query = fixture.open();
    fixture.poll(query);
    fixture.pass(INTERVAL);
    fixture.post(query, "4a");
    fixture.pass(TIMEOUT);
    assertThat(fixture.heard).containsExactly("a");
    FakeExchange poll = fixture.poll(query);
    fixture.pass(INTERVAL);
    assertThat(poll.answer()).isEqualTo("2");
    fixture.pass(TIMEOUT);
    assertThat(fixture.heard).containsExactly("a", "HEARTBEAT_MISSED");
  }

  @Test
  void whatWasSaidBeforeThePingIsNone() throws Exception {
    String query = fixture.open();
    fixture.post(query, "4a");
    fixture.pass(INTERVAL.plus(TIMEOUT));
    assertThat(fixture.heard).containsExactly("a", "HEARTBEAT_MISSED");
  }

  @Test
  void pingsWebSocketsToo() {
    FakeSocket socket = fixture.socket("EIO=4&transport=websocket");
    fixture.pass(INTERVAL);
    assertThat(socket.sent).hasSize(2).endsWith("2");
    socket.hears("3");
    fixture.pass(INTERVAL);
    assertThat(socket.sent).hasSize(3).endsWith("2");
    fixture.pass(TIMEOUT);
    assertThat(socket.closed).containsExactly(4408);
    assertThat(fixture.heard).containsExactly("HEARTBEAT_MISSED");
  }

  @Test
  void anOverdueAnswerIsSeenBeforeTheTimerSaysSo() {
    EngineSettings settings = EngineFixture.SETTINGS;
    var nanos = new java.util.concurrent.atomic.AtomicLong();
    int[] pings = new int[1];
    Heartbeat heartbeat = new Heartbeat(settings, fixture.time, nanos::get, () -> {});
    heartbeat.start();
    nanos.set(INTERVAL.toNanos());
    assertThat(heartbeat.isMissed(() -> pings[0]++)).isFalse();
    assertThat(pings[0]).isEqualTo(1);
    nanos.addAndGet(TIMEOUT.toNanos() - 1);
    assertThat(heartbeat.isOverdue()).isFalse();
    nanos.addAndGet(1);
    assertThat(heartbeat.isOverdue()).isTrue();
    heartbeat.heard();
    assertThat(heartbeat.isOverdue()).isFalse();
  }

  @Test
  void aTimerThatWasLateIsNotTheClientsFault() {
    var nanos = new java.util.concurrent.atomic.AtomicLong();
    Heartbeat heartbeat = new Heartbeat(EngineFixture.SETTINGS, fixture.time, nanos::get, () -> {});
    heartbeat.start();
    nanos.set(INTERVAL.plus(TIMEOUT).toNanos());
    assertThat(heartbeat.isMissed(() -> {})).isFalse();
    assertThat(heartbeat.isOverdue()).isFalse();
    nanos.addAndGet(TIMEOUT.toNanos() / 2);
    assertThat(heartbeat.isOverdue()).isTrue();
  }
}
