package dev.parley.delivery;

import static dev.parley.vocabulary.Topic.COLLABORATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What is lost, late or broken around the hub, and that it is one connection's affair at most. */
final class HubFailureTest {
  private final SteppedHub stepped =
      new SteppedHub(new Settings().loops(1).ring(50, 1 << 20).build());
  private final RecordingTransport client = new RecordingTransport();

  @Test
  void aLostAnnouncementIsReadFromTheHistoryOnce() {
    RecordingTransport other = new RecordingTransport();
    stepped.open(client, COLLABORATION);
    stepped.open(other, COLLABORATION);
    stepped.settle();
    stepped.publish(COLLABORATION, 2);
    stepped.settle();
    stepped.history.append(COLLABORATION, 2);
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    assertThat(client.lines()).endsWith("event collaboration/e1/2");
    assertThat(stepped.history.reads()).isZero();

    stepped.advance(Duration.ofMillis(30));
    assertThat(client.lines())
        .endsWith(
            "event collaboration/e1/3", "event collaboration/e1/4", "event collaboration/e1/5");
    assertThat(other.lines()).isEqualTo(client.lines());
    assertThat(stepped.history.reads()).isEqualTo(1);
    assertThat(stepped.count("parley.announcement.holes")).isEqualTo(1);
  }

  @Test
  void announcementsThatOvertakeEachOtherAreNoHole() {
    stepped.open(client, COLLABORATION);
    stepped.settle();
    List<Publication> first = stepped.history.append(COLLABORATION, 2);
    List<Publication> second = stepped.history.append(COLLABORATION, 2);
    stepped.announce(second);
    stepped.settle();
    stepped.advance(Duration.ofMillis(20));
    stepped.announce(first);
    stepped.announce(second);
    stepped.advance(Duration.ofMillis(20));
    assertThat(client.lines()).hasSize(2 + 4).endsWith("event collaboration/e1/4");
    assertThat(stepped.history.reads()).isZero();
  }

  @Test
  void aLostLastAnnouncementIsFoundWithinASecond() {
    stepped.open(client, COLLABORATION);
    stepped.settle();
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    stepped.history.append(COLLABORATION, 1);
    stepped.advance(Duration.ofMillis(1_050));
    assertThat(client.lines()).endsWith("event collaboration/e1/1", "event collaboration/e1/2");
  }

  @Test
  void lateWordsOfAnOldEpochAreNotMistakenForTheNewOne() {
    stepped.history.append(COLLABORATION, 5);
    stepped.open(client, COLLABORATION);
    stepped.settle();
    stepped.history.append(COLLABORATION, 20);
    List<Publication> old = stepped.history.append(COLLABORATION, 2);
    stepped.announce(old);
    stepped.history.restore("e2", 20);
    stepped.publish(COLLABORATION, 1);
    stepped.announce(old);
    stepped.advance(Duration.ofSeconds(2));
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    assertThat(client.lines())
        .endsWith(
            "resync collaboration/e2/8", "state collaboration/e2/8", "event collaboration/e2/9");
    assertThat(stepped.history.reads()).isZero();
  }

  @Test
  void aLogThatIsCutUnderASlowClientIsResynchronised() {
    stepped.open(client, COLLABORATION);
    stepped.settle();
    client.hold();
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    stepped.publish(COLLABORATION, 100);
    stepped.history.forgetBelow(COLLABORATION, 90);
    stepped.history.lagStates(40);
    client.flow();
    stepped.settle();
    assertThat(client.lines()).endsWith("event collaboration/e1/1");
    stepped.history.lagStates(2);
    stepped.advance(Duration.ofMillis(100));
    assertThat(client.lines())
        .endsWith(
            "event collaboration/e1/1",
            "resync collaboration/e1/99",
            "state collaboration/e1/99",
            "event collaboration/e1/100",
            "event collaboration/e1/101");
  }

  @Test
  void aHistoryThatFailsIsAskedAgainAndNotAllTheTime() {
    stepped.history.append(COLLABORATION, 1000);
    stepped.history.failReads(() -> true);
    Connection connection =
        stepped.open(client, COLLABORATION, new Opening.Since("e1", 0), Filter.ALL);
    for (int i = 0; i < 30; i++) {
      stepped.advance(Duration.ofSeconds(1));
      connection.heard();
      stepped.publish(COLLABORATION, 1);
    }
    assertThat(client.lines()).containsExactly("established resumed");
    assertThat(client.code()).isNull();
    assertThat(stepped.history.reads()).isBetween(8, 20);

    stepped.history.failReads(() -> false);
    stepped.advance(Duration.ofSeconds(6));
    assertThat(client.lines()).hasSize(1 + 1030);
  }

  @Test
  void aHistoryThatLeavesOutEventsIsNotBelieved() {
    History holed =
        new History() {
          @Override
          public Extent extent(Topic topic) {
            return stepped.history.extent(topic);
          }

          @Override
          public List<Publication> read(Topic topic, long first, int limit) {
            return stepped.history.read(topic, first, limit).stream()
                .filter(publication -> publication.offset() != 7)
                .toList();
          }
        };
    SteppedHub doubtful = new SteppedHub(new Settings().build(), holed, null);
    stepped.history.append(COLLABORATION, 10);
    doubtful.open(client, COLLABORATION, new Opening.Since("e1", 2), Filter.ALL);
    doubtful.advance(Duration.ofSeconds(10));
    assertThat(client.lines()).containsExactly("established resumed");
    assertThat(doubtful.count("parley.history.reads", "outcome", "failure")).isGreaterThan(1);
  }

  @Test
  void anEventThatCannotBeEncodedIsLeftOut() {
    stepped.dialect.failing(publication -> publication.offset() == 2);
    stepped.open(client, COLLABORATION);
    stepped.settle();
    stepped.publish(COLLABORATION, 3);
    stepped.settle();
    assertThat(client.lines()).endsWith("event collaboration/e1/1", "event collaboration/e1/3");
    assertThat(stepped.count("parley.encoding.failures")).isEqualTo(1);
  }

  @Test
  void aStateThatCannotBeEncodedEndsTheConnection() {
    LineDialect broken = new LineDialect("broken").failingStates();
    RecordingTransport other = new RecordingTransport();
    stepped.open(other, COLLABORATION);
    stepped.open(broken, client, COLLABORATION, null, Filter.ALL);
    stepped.settle();
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    assertThat(client.code()).isEqualTo(CloseCode.INTERNAL);
    assertThat(other.lines()).endsWith("event collaboration/e1/1");
  }

  @Test
  void aTransportThatThrowsEndsItsConnectionAlone() {
    RecordingTransport other = new RecordingTransport();
    stepped.open(client, COLLABORATION);
    stepped.open(other, COLLABORATION);
    stepped.settle();
    client.failing();
    stepped.publish(COLLABORATION, 1);
    stepped.advance(Duration.ofSeconds(6));
    assertThat(client.code()).isEqualTo(CloseCode.INTERNAL);
    assertThat(other.lines()).endsWith("event collaboration/e1/1");
    assertThat(stepped.hub.connections()).isEqualTo(1);
  }

  @Test
  void aQuestionThatFailsEndsOnlyWhomItWasAskedAbout() {
    RecordingTransport other = new RecordingTransport();
    Connection first = stepped.open(client, COLLABORATION);
    stepped.open(other, COLLABORATION);
    stepped.settle();
    boolean[] asked = {false};
    stepped.hub.closeWhere(
        caller -> {
          if (!asked[0]) {
            asked[0] = true;
            throw new IllegalStateException("planted: question");
          }
          return true;
        },
        CloseCode.UNAUTHENTICATED);
    stepped.settle();
    assertThat(List.of(code(client), code(other)))
        .containsExactlyInAnyOrder(CloseCode.INTERNAL, CloseCode.UNAUTHENTICATED);
    assertThat(first.code()).isNotNull();
  }

  private static CloseCode code(RecordingTransport transport) {
    return Objects.requireNonNull(transport.code());
  }

  @Test
  void aBrokenConnectionIsLetGo() {
    stepped.open(client, COLLABORATION);
    stepped.settle();
    client.hold();
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    client.breakOff();
    stepped.advance(Duration.ofSeconds(6));
    assertThat(client.closes()).isEqualTo(1);
    assertThat(stepped.hub.connections()).isZero();
    assertThat(stepped.hub.hasListeners(COLLABORATION)).isFalse();
  }

  @Test
  void aPoolThatIsFullIsTriedAgain() {
    MemoryHistory history = stepped.history;
    history.append(COLLABORATION, 10);
    boolean[] full = {true};
    Hub hub =
        new Hub(
            new Settings().loops(1).build(),
            history,
            history,
            new Hub.Means(
                Thread::new,
                task -> {
                  if (full[0]) {
                    throw new RejectedExecutionException("planted: full");
                  }
                  stepped.blocking.add(task);
                },
                stepped.time,
                stepped.time,
                stepped.time,
                stepped.meters));
    try (hub) {
      Feed feed = hub.feeds().retain(COLLABORATION);
      assertThat(feed.refresh()).isTrue();
      Pages pages = new PagesOf(hub).pages();
      Listeners waiter = feed.listeners(hub.loops().get(0));
      assertThat(pages.find(feed, "e1", 3, waiter)).isNull();
      full[0] = false;
      stepped.advance(Duration.ofSeconds(1));
      assertThat(pages.find(feed, "e1", 3, waiter)).isNotNull();
    }
  }

  /** The pages of a hub. */
  private record PagesOf(Hub hub) {
    Pages pages() {
      return hub.core().pages();
    }
  }

  @Test
  void theSameAnnouncementTwiceIsHeardOnce() {
    stepped.open(client, COLLABORATION);
    stepped.settle();
    List<Publication> batch = stepped.history.append(COLLABORATION, 2);
    stepped.announce(batch);
    stepped.announce(batch);
    stepped.settle();
    assertThat(client.lines()).hasSize(2 + 2);
  }
}
