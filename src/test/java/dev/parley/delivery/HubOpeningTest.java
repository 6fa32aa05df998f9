package dev.parley.delivery;

import static dev.parley.vocabulary.Topic.COLLABORATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Topic;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a client is told first, and that it is told it when things are in the way. */
final class HubOpeningTest {
  private final SteppedHub stepped = new SteppedHub(new Settings().ring(10, 1 << 20).build());
  private final RecordingTransport client = new RecordingTransport();

  @Test
  void theStateComesFirstAndThenWhatFollowsIt() {
    stepped.history.append(COLLABORATION, 3);
    stepped.open(client, COLLABORATION);
    stepped.settle();
    stepped.publish(COLLABORATION, 2);
    stepped.settle();

    assertThat(client.lines())
        .containsExactly(
            "established new",
            "state collaboration/e1/3",
            "event collaboration/e1/4",
            "event collaboration/e1/5");
  }

  @Test
  void whoResumesGetsWhatItMissedAndNoState() {
    stepped.history.append(COLLABORATION, 3);
    stepped.open(client, COLLABORATION, new Opening.Since("e1", 1), Filter.ALL);
    stepped.settle();
    stepped.publish(COLLABORATION, 1);
    stepped.settle();

    assertThat(client.lines())
        .containsExactly(
            "established resumed",
            "event collaboration/e1/2",
            "event collaboration/e1/3",
            "event collaboration/e1/4");
  }

  @Test
  void sinceWithoutAnEpochMeansThePresentOne() {
    stepped.history.append(COLLABORATION, 2);
    stepped.open(client, COLLABORATION, new Opening.Since(null, 2), Filter.ALL);
    stepped.settle();

    assertThat(client.lines()).containsExactly("established resumed");
  }

  @Test
  void whatCannotBeContinuedIsTold() {
    stepped.history.append(COLLABORATION, 5);
    stepped.history.forgetBelow(COLLABORATION, 4);
    List<Opening.Since> impossible =
        List.of(
            new Opening.Since("e0", 5),
            new Opening.Since("e1", 6),
            new Opening.Since("e1", 2),
            new Opening.Since(null, -1));
    for (Opening.Since since : impossible) {
      RecordingTransport transport = new RecordingTransport();
      stepped.open(transport, COLLABORATION, since, Filter.ALL);
      stepped.settle();
      assertThat(transport.lines())
          .as("%s", since)
          .containsExactly(
              "established new", "resync collaboration/e1/5", "state collaboration/e1/5");
    }
    assertThat(stepped.count("parley.resyncs")).isEqualTo(4);
  }

  @Test
  void theOldestEventThatIsLeftCanBeResumedBefore() {
    stepped.history.append(COLLABORATION, 5);
    stepped.history.forgetBelow(COLLABORATION, 4);
    stepped.open(client, COLLABORATION, new Opening.Since("e1", 3), Filter.ALL);
    stepped.settle();

    assertThat(client.lines())
        .containsExactly(
            "established resumed", "event collaboration/e1/4", "event collaboration/e1/5");
  }

  @Test
  void aLongResumeComesFromTheHistoryReadOnceForAll() {
    stepped.history.append(COLLABORATION, 1750);
    List<RecordingTransport> clients =
        IntStream.range(0, 20).mapToObj(i -> new RecordingTransport()).toList();
    clients.forEach(
        transport ->
            stepped.open(transport, COLLABORATION, new Opening.Since("e1", 100), Filter.ALL));
    stepped.settle();

    for (RecordingTransport transport : clients) {
      assertThat(transport.lines()).hasSize(1 + 1650).endsWith("event collaboration/e1/1750");
    }
    assertThat(stepped.history.reads()).isEqualTo(4);
    assertThat(stepped.dialect.encodings()).isEqualTo(1750 - 100);
  }

  @Test
  void nothingIsSaidUntilTheHistoryCanTellWhereTheFeedIs() {
    stepped.history.append(COLLABORATION, 3);
    stepped.history.failExtents(() -> true);
    Connection connection =
        stepped.open(client, COLLABORATION, new Opening.Since("e1", 2), Filter.ALL);
    connection.reply(Frame.of("early", "early"));
    stepped.advance(Duration.ofSeconds(3));
    assertThat(client.lines()).isEmpty();

    stepped.history.failExtents(() -> false);
    stepped.advance(Duration.ofSeconds(2));
    assertThat(client.lines())
        .containsExactly("established resumed", "early", "event collaboration/e1/3");
  }

  @Test
  void aStateThatCannotBeHadIsWaitedFor() {
    stepped.history.append(COLLABORATION, 3);
    stepped.history.failStates(() -> true);
    stepped.open(client, COLLABORATION);
    stepped.advance(Duration.ofSeconds(1));
    stepped.publish(COLLABORATION, 1);
    stepped.advance(Duration.ofSeconds(1));
    assertThat(client.lines()).containsExactly("established new");

    stepped.history.failStates(() -> false);
    stepped.advance(Duration.ofSeconds(2));
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    assertThat(client.lines())
        .containsExactly("established new", "state collaboration/e1/4", "event collaboration/e1/5");
  }

  @Test
  void aStateAheadOfTheAnnouncementsIsNotFollowedByWhatItHolds() {
    stepped.open(new RecordingTransport(), COLLABORATION);
    stepped.settle();
    var unannounced = stepped.history.append(COLLABORATION, 2);
    stepped.open(client, COLLABORATION);
    stepped.settle();
    stepped.announce(unannounced);
    stepped.publish(COLLABORATION, 1);
    stepped.settle();

    assertThat(client.lines())
        .containsExactly("established new", "state collaboration/e1/2", "event collaboration/e1/3");
  }

  @Test
  void aStateBehindTheLogIsFollowedByWhatItLacks() {
    stepped.history.append(COLLABORATION, 5);
    stepped.history.lagStates(2);
    stepped.open(client, COLLABORATION);
    stepped.settle();

    assertThat(client.lines())
        .containsExactly(
            "established new",
            "state collaboration/e1/3",
            "event collaboration/e1/4",
            "event collaboration/e1/5");
  }

  @Test
  void aThousandClientsAreShownOneEncodingOfTheState() {
    stepped.history.append(COLLABORATION, 3);
    for (int i = 0; i < 1000; i++) {
      stepped.open(new RecordingTransport(), COLLABORATION);
    }
    stepped.settle();
    assertThat(stepped.dialect.stateEncodings()).isEqualTo(1);
  }

  @Test
  void aNewEpochWhileConnectedIsTold() {
    stepped.history.append(COLLABORATION, 5);
    stepped.open(client, COLLABORATION);
    stepped.settle();
    client.clear();

    stepped.history.restore("e2", 2);
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    assertThat(client.lines())
        .containsExactly(
            "resync collaboration/e2/4", "state collaboration/e2/4", "event collaboration/e2/5");
  }

  @Test
  void aNewEpochIsFoundWithinASecondWithoutAnyEvent() {
    stepped.history.append(COLLABORATION, 5);
    stepped.open(client, COLLABORATION);
    stepped.settle();
    client.clear();

    stepped.history.restore("e2", 0);
    stepped.advance(Duration.ofMillis(1_100));
    assertThat(client.lines())
        .containsExactly("resync collaboration/e2/5", "state collaboration/e2/5");
  }

  @Test
  void severalTopicsHaveTheirOwnPlaces() {
    Topic room = new Topic(Topic.Kind.ROOM, "x");
    stepped.history.append(COLLABORATION, 2);
    stepped.history.append(room, 4);
    Opening opening =
        new Opening(
            List.of(
                new Opening.Subscription(COLLABORATION, new Opening.Since("e1", 1)),
                new Opening.Subscription(room, new Opening.Since("e1", 3))),
            Filter.ALL,
            "test");
    stepped.hub.open(Caller.ANONYMOUS, stepped.dialect, client, opening);
    stepped.settle();
    assertThat(client.lines())
        .containsExactlyInAnyOrder(
            "established resumed", "event collaboration/e1/2", "event room:x/e1/4")
        .startsWith("established resumed");
  }

  @Test
  void aTopicTwiceIsRefused() {
    Opening.Subscription twice = new Opening.Subscription(COLLABORATION, null);
    assertThatThrownBy(() -> new Opening(List.of(twice, twice), Filter.ALL, "test"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
