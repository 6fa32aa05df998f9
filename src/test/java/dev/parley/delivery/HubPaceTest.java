package dev.parley.delivery;

import static dev.parley.vocabulary.Topic.COLLABORATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Slow clients, silent ones, and credentials that end. */
final class HubPaceTest {
  private final SteppedHub stepped =
      new SteppedHub(new Settings().maxLag(100).ring(50, 1 << 20).outboxFrames(10).build());
  private final RecordingTransport client = new RecordingTransport();

  @Test
  void aWriteThatStallsEndsTheConnectionAndNobodyElseNotices() {
    RecordingTransport other = new RecordingTransport();
    stepped.open(client.hold(), COLLABORATION);
    Connection second = stepped.open(other, COLLABORATION);
    stepped.settle();
    stepped.publish(COLLABORATION, 3);
    stepped.settle();
    assertThat(other.lines()).endsWith("event collaboration/e1/3");
    stepped.advance(Duration.ofSeconds(9));
    assertThat(client.code()).isNull();
    second.heard();
    stepped.advance(Duration.ofSeconds(2));
    assertThat(client.code()).isEqualTo(CloseCode.TOO_SLOW);
    assertThat(other.code()).isNull();
    assertThat(stepped.hub.connections()).isEqualTo(2);

    stepped.advance(Duration.ofSeconds(6));
    assertThat(stepped.hub.connections()).as("released by the hub's own timer").isEqualTo(1);
    assertThat(stepped.count("parley.connection.closes", "code", "too_slow")).isEqualTo(1);
  }

  @Test
  void aWriteThatProgressesIsNotStalledAndCountsAsLife() {
    stepped.open(client.hold(), COLLABORATION);
    stepped.settle();
    for (int i = 0; i < 20; i++) {
      stepped.advance(Duration.ofSeconds(8));
      client.progress();
    }
    assertThat(client.code()).isNull();
    assertThat(client.pings()).as("pings while a write is in flight").isZero();
  }

  @Test
  void whoWasLevelAndFallsTooFarBehindIsClosed() {
    stepped.open(client, COLLABORATION);
    stepped.settle();
    client.hold();
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    stepped.publish(COLLABORATION, 100);
    stepped.advance(Duration.ofSeconds(1));
    client.progress();
    assertThat(client.code()).isNull();
    stepped.publish(COLLABORATION, 1);
    stepped.advance(Duration.ofSeconds(1));
    assertThat(client.code()).isEqualTo(CloseCode.TOO_SLOW);
  }

  @Test
  void aBurstDoesNotEndAClientThatReads() {
    stepped.open(client, COLLABORATION);
    stepped.settle();
    stepped.publish(COLLABORATION, 5000);
    stepped.advance(Duration.ofSeconds(1));
    assertThat(client.code()).isNull();
    assertThat(client.lines()).endsWith("event collaboration/e1/5000");
  }

  @Test
  void aResumeThatProgressesIsNeverClosedForBeingLong() {
    stepped.history.append(COLLABORATION, 20_000);
    Connection connection =
        stepped.open(client.hold(), COLLABORATION, new Opening.Since("e1", 0), Filter.ALL);
    stepped.settle();
    for (int i = 0; !client.lines().contains("event collaboration/e1/20000"); i++) {
      stepped.advance(Duration.ofSeconds(5));
      connection.heard();
      stepped.publish(COLLABORATION, 10);
      client.release();
      stepped.settle();
      assertThat(i).as("writes").isLessThan(200);
    }
    assertThat(client.code()).isNull();
    assertThat(client.overlapped()).isFalse();
  }

  @Test
  void lostAnnouncementsAreNotTheClientsFault() {
    stepped.open(client, COLLABORATION);
    stepped.settle();
    client.hold();
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    stepped.history.append(COLLABORATION, 300);
    stepped.advance(Duration.ofSeconds(3));
    assertThat(client.code()).isNull();
    client.flow();
    stepped.settle();
    assertThat(client.lines()).endsWith("event collaboration/e1/301");
  }

  @Test
  void aFullOutboxEndsTheConnection() {
    Connection connection = stepped.open(client.hold(), COLLABORATION);
    stepped.settle();
    for (int i = 0; i < 11; i++) {
      connection.reply(Frame.of("reply " + i, "reply"));
    }
    stepped.settle();
    assertThat(client.code()).isEqualTo(CloseCode.TOO_SLOW);
    assertThat(stepped.count("parley.outbox.overflows")).isEqualTo(1);
  }

  @Test
  void chunksThatNobodyReadsEndTheConnection() {
    stepped.open(client, COLLABORATION);
    stepped.settle();
    client.hold();
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    for (int i = 0; i < 11; i++) {
      stepped.hub.published(List.of(Events.chunk("m", i)));
    }
    stepped.settle();
    assertThat(client.code()).isEqualTo(CloseCode.TOO_SLOW);
  }

  @Test
  void newestEventsDoNotFillTheOutbox() {
    stepped.open(client, COLLABORATION);
    stepped.settle();
    client.hold();
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    for (int i = 0; i < 100; i++) {
      stepped.hub.publishLatest(Events.board(i), Audience.EVERYBODY);
    }
    stepped.settle();
    client.flow();
    stepped.settle();
    assertThat(client.code()).isNull();
    assertThat(client.lines()).endsWith("event collaboration/e1/1", "board 99");
  }

  @Test
  void aSilentClientIsAskedAndThenClosed() {
    stepped.open(client, COLLABORATION);
    stepped.advance(Duration.ofSeconds(29));
    assertThat(client.pings()).isZero();
    stepped.advance(Duration.ofSeconds(2));
    assertThat(client.pings()).isEqualTo(1);
    stepped.advance(Duration.ofSeconds(28));
    assertThat(client.code()).isNull();
    stepped.advance(Duration.ofSeconds(2));
    assertThat(client.code()).isEqualTo(CloseCode.HEARTBEAT_MISSED);
  }

  @Test
  void aHeartbeatOfTheDialectIsSaidWithThePingAndCountsForNoLife() {
    stepped.dialect.beating();
    stepped.open(client, COLLABORATION);
    stepped.advance(Duration.ofSeconds(31));
    assertThat(client.pings()).isEqualTo(1);
    assertThat(client.lines()).endsWith("beat").containsOnlyOnce("beat");
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    assertThat(client.lines()).endsWith("event collaboration/e1/1");
    stepped.advance(Duration.ofSeconds(58));
    assertThat(client.code()).as("the event was taken").isNull();
    stepped.advance(Duration.ofSeconds(3));
    assertThat(client.code()).isEqualTo(CloseCode.HEARTBEAT_MISSED);
  }

  @Test
  void aClientThatAnswersStays() {
    Connection connection = stepped.open(client, COLLABORATION);
    for (int i = 0; i < 20; i++) {
      stepped.advance(Duration.ofSeconds(30));
      connection.heard();
    }
    assertThat(client.code()).isNull();
    assertThat(client.pings()).isBetween(18, 20);
  }

  @Test
  void theEndOfACredentialIsToldAndThenEndsTheConnection() {
    Connection connection = open(caller("alice", at(100)));
    stepped.advance(Duration.ofSeconds(39));
    connection.heard();
    assertThat(client.lines()).doesNotContain("expiring");
    stepped.advance(Duration.ofSeconds(2));
    assertThat(client.lines()).containsOnlyOnce("expiring");
    stepped.advance(Duration.ofSeconds(57));
    connection.heard();
    assertThat(client.code()).isNull();
    stepped.advance(Duration.ofSeconds(3));
    assertThat(client.code()).isEqualTo(CloseCode.UNAUTHENTICATED);
    assertThat(client.lines()).containsOnlyOnce("expiring");
  }

  @Test
  void aNewerCredentialOfTheSameCallerExtendsIt() {
    Connection connection = open(caller("alice", at(100)));
    stepped.advance(Duration.ofSeconds(50));
    connection.renew(caller("alice", at(200)));
    connection.heard();
    stepped.advance(Duration.ofSeconds(55));
    connection.heard();
    assertThat(client.lines()).endsWith("expiring", "renewed");
    stepped.advance(Duration.ofSeconds(40));
    connection.heard();
    assertThat(client.lines()).endsWith("expiring", "renewed", "expiring");
    stepped.advance(Duration.ofSeconds(57));
    assertThat(client.code()).isEqualTo(CloseCode.UNAUTHENTICATED);
    assertThat(connection.caller().expiresAt()).isEqualTo(at(200));
  }

  @Test
  void aConnectionDoesNotChangeHands() {
    Connection connection = open(caller("alice", null));
    Caller other = caller("bob", null);
    assertThatThrownBy(() -> connection.renew(other)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneBusyTopicDoesNotHoldUpTheOthers() {
    Topic room = new Topic(Topic.Kind.ROOM, "x");
    Opening opening =
        new Opening(
            List.of(
                new Opening.Subscription(COLLABORATION, new Opening.Since("e1", 0)),
                new Opening.Subscription(room, null)),
            Filter.ALL,
            "test");
    stepped.history.append(COLLABORATION, 20_000);
    stepped.hub.open(Caller.ANONYMOUS, stepped.dialect, client.hold(), opening);
    stepped.settle();
    stepped.publish(room, 1);
    for (int i = 0; i < 4; i++) {
      client.release();
      stepped.settle();
    }
    assertThat(client.lines()).contains("event room:x/e1/1");
  }

  private Connection open(Caller caller) {
    Opening opening =
        new Opening(List.of(new Opening.Subscription(COLLABORATION, null)), Filter.ALL, "test");
    return stepped.hub.open(caller, stepped.dialect, client, opening);
  }

  private Instant at(long seconds) {
    return stepped.time.instant().plusSeconds(seconds - elapsed());
  }

  private long elapsed() {
    return Duration.ofNanos(stepped.time.getAsLong()).toSeconds();
  }

  private static Caller caller(String id, @Nullable Instant end) {
    return new Caller(Caller.Kind.USER, id, id, Set.of(Role.MEMBER), null, end, null);
  }
}
