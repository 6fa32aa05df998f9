package dev.parley.delivery;

import static dev.parley.vocabulary.Topic.COLLABORATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.LatestEvent;
import dev.parley.vocabulary.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The three classes of events, replies, filters, and that each is encoded once. */
final class HubClassesTest {
  private static final Filter NO_BOARD = Filter.of(Set.of(DurableEvent.ActivityCompleted.class));

  private final SteppedHub stepped = new SteppedHub();
  private final RecordingTransport client = new RecordingTransport();
  private final Connection connection = stepped.open(client, COLLABORATION);

  HubClassesTest() {
    stepped.settle();
    client.clear();
  }

  @Test
  void aThousandConnectionsCostOneEncoding() {
    List<RecordingTransport> clients = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      RecordingTransport transport = new RecordingTransport();
      stepped.open(transport, COLLABORATION);
      clients.add(transport);
    }
    stepped.settle();
    stepped.publish(COLLABORATION, 1);
    stepped.hub.published(List.of(Events.chunk("m", 0)));
    stepped.hub.publishLatest(Events.board(1), Audience.EVERYBODY);
    stepped.settle();

    assertThat(stepped.dialect.encodings()).isEqualTo(3);
    assertThat(clients).allSatisfy(transport -> assertThat(transport.lines()).hasSize(2 + 3));
    assertThat(clients.get(0).frames().get(2)).isSameAs(clients.get(999).frames().get(2));
  }

  @Test
  void aThousandConnectionsThatHearChangesCostOneEncodingMore() {
    List<RecordingTransport> clients = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      RecordingTransport transport = new RecordingTransport();
      hearChanges(transport);
      clients.add(transport);
    }
    stepped.hub.publishLatest(Events.board(1), Audience.EVERYBODY);
    stepped.settle();
    stepped.hub.publishLatest(Events.board(2), Audience.EVERYBODY);
    stepped.settle();

    assertThat(stepped.dialect.encodings()).isEqualTo(2 + 1);
    assertThat(client.lines()).containsExactly("board 1", "board 2");
    assertThat(clients)
        .allSatisfy(
            transport ->
                assertThat(transport.lines()).endsWith("board 1", "changes to 2").hasSize(4));
  }

  @Test
  void whatIsToldAgainToNewcomersIsNotEncodedAgain() {
    Publication board = Events.board(1);
    stepped.hub.publishLatest(board, Audience.EVERYBODY);
    for (int i = 0; i < 3; i++) {
      RecordingTransport late = new RecordingTransport();
      stepped.open(late, COLLABORATION);
      stepped.settle();
      stepped.hub.publishLatest(board, Audience.NEWCOMERS);
      stepped.settle();
      assertThat(late.lines()).endsWith("board 1");
    }
    assertThat(stepped.dialect.encodings()).isEqualTo(1);
  }

  @Test
  void whatBecomesAgainAsItWasIsNotTold() {
    RecordingTransport changes = new RecordingTransport();
    hearChanges(changes);
    Publication board = Events.board(1);
    stepped.hub.publishLatest(board, Audience.EVERYBODY);
    stepped.settle();
    changes.hold();
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    changes.clear();
    stepped.hub.publishLatest(Events.board(2), Audience.EVERYBODY);
    stepped.hub.publishLatest(Events.board(1), Audience.EVERYBODY);
    stepped.settle();
    changes.flow();
    stepped.settle();
    assertThat(changes.lines()).isEmpty();
  }

  private void hearChanges(RecordingTransport transport) {
    List<Opening.Subscription> wanted = List.of(new Opening.Subscription(COLLABORATION, null));
    stepped.hub.open(
        Caller.ANONYMOUS,
        stepped.dialect,
        transport,
        new Opening(wanted, Filter.ALL, "test", null, true));
    stepped.settle();
  }

  @Test
  void everyDialectEncodesOnce() {
    LineDialect other = new LineDialect("other");
    for (int i = 0; i < 10; i++) {
      stepped.open(other, new RecordingTransport(), COLLABORATION, null, Filter.ALL);
    }
    stepped.settle();
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    assertThat(other.encodings()).isEqualTo(1);
    assertThat(stepped.dialect.encodings()).isEqualTo(1);
  }

  @Test
  void whatWaitsGoesOutInOneWrite() {
    stepped.publish(COLLABORATION, 20);
    stepped.settle();
    assertThat(client.lines()).hasSize(20);
    assertThat(client.writes()).isEqualTo(1 + 1);
  }

  @Test
  void repliesComeBeforeEventsAndNewestLast() {
    client.hold();
    connection.reply(Frame.of("first", "reply"));
    stepped.settle();
    stepped.hub.publishLatest(Events.board(1), Audience.EVERYBODY);
    stepped.publish(COLLABORATION, 2);
    stepped.hub.publishLatest(Events.board(2), Audience.EVERYBODY);
    connection.reply(Frame.of("second", "reply"));
    stepped.hub.published(List.of(Events.chunk("m", 0)));
    stepped.settle();
    client.flow();
    stepped.settle();

    assertThat(client.lines())
        .containsExactly(
            "first",
            "second",
            "chunk m 0",
            "event collaboration/e1/1",
            "event collaboration/e1/2",
            "board 2");
  }

  @Test
  void onlyNewcomersAreToldWhatHasNotChanged() {
    stepped.hub.publishLatest(Events.board(1), Audience.NEWCOMERS);
    stepped.settle();
    stepped.hub.publishLatest(Events.board(1), Audience.NEWCOMERS);
    stepped.settle();
    assertThat(client.lines()).containsExactly("board 1");

    RecordingTransport late = new RecordingTransport();
    stepped.open(late, COLLABORATION);
    stepped.settle();
    stepped.hub.publishLatest(Events.board(1), Audience.NEWCOMERS);
    stepped.settle();
    assertThat(client.lines()).containsExactly("board 1");
    assertThat(late.lines()).endsWith("board 1");

    stepped.hub.publishLatest(Events.board(2), Audience.EVERYBODY);
    stepped.settle();
    assertThat(client.lines()).containsExactly("board 1", "board 2");
  }

  @Test
  void aNewFilterMakesANewcomer() {
    stepped.hub.publishLatest(Events.board(1), Audience.EVERYBODY);
    stepped.settle();
    connection.subscribe(NO_BOARD);
    stepped.hub.publishLatest(Events.board(1), Audience.NEWCOMERS);
    stepped.settle();
    connection.subscribe(Filter.ALL);
    stepped.hub.publishLatest(Events.board(1), Audience.NEWCOMERS);
    stepped.settle();
    assertThat(client.lines()).containsExactly("board 1", "board 1");
  }

  @Test
  void aResyncMakesANewcomer() {
    stepped.hub.publishLatest(Events.board(1), Audience.EVERYBODY);
    stepped.settle();
    stepped.history.restore("e2", 0);
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    client.clear();
    stepped.hub.publishLatest(Events.board(1), Audience.NEWCOMERS);
    stepped.settle();
    assertThat(client.lines()).containsExactly("board 1");
  }

  @Test
  void aNewestEventThatWaitsIsNotSentPastANewFilter() {
    client.hold();
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    stepped.hub.publishLatest(Events.board(1), Audience.EVERYBODY);
    stepped.settle();
    connection.subscribe(NO_BOARD);
    connection.reply(Frame.of("subscribed", "reply"));
    client.flow();
    stepped.settle();
    assertThat(client.lines()).containsExactly("event collaboration/e1/1", "subscribed");
  }

  @Test
  void onlyNewestEventsHaveAnAudience() {
    Publication chunk = Events.chunk("m", 0);
    assertThatThrownBy(() -> stepped.hub.publishLatest(chunk, Audience.EVERYBODY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theEndOfAMessageReplacesItsChunksThatWait() {
    client.hold();
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    stepped.hub.published(
        List.of(Events.chunk("m", 0), Events.chunk("n", 0), Events.chunk("m", 1)));
    stepped.hub.published(List.of(Events.finished("m", 3), Events.chunk("m", 2)));
    stepped.hub.published(List.of(Events.chunk("n", 1)));
    stepped.settle();
    client.flow();
    stepped.settle();
    assertThat(client.lines())
        .containsExactly("event collaboration/e1/1", "chunk n 0", "finished m", "chunk n 1");
  }

  @Test
  void chunksNeverComeTwiceOrBackwards() {
    stepped.hub.published(
        List.of(Events.chunk("m", 0), Events.chunk("m", 2), Events.chunk("m", 1)));
    stepped.hub.published(List.of(Events.chunk("m", 2), Events.chunk("m", 3)));
    stepped.settle();
    assertThat(client.lines()).containsExactly("chunk m 0", "chunk m 2", "chunk m 3");
  }

  @Test
  void streamsReachClientsWhoseDialectHasNoGreeting() {
    Dialect silent = new SilentDialect();
    RecordingTransport transport = new RecordingTransport();
    stepped.open(silent, transport, COLLABORATION, null, Filter.ALL);
    stepped.hub.published(List.of(Events.chunk("m", 0)));
    stepped.settle();
    stepped.hub.published(List.of(Events.chunk("m", 1)));
    stepped.settle();
    assertThat(transport.lines()).containsExactly("chunk m 1");
  }

  @Test
  void aFilterLeavesHolesAndNothingElse() {
    connection.subscribe(Filter.of(Set.of(LatestEvent.BoardChanged.class)));
    stepped.publish(COLLABORATION, 5);
    stepped.settle();
    assertThat(client.lines()).isEmpty();
    connection.subscribe(Filter.ALL);
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    assertThat(client.lines()).containsExactly("event collaboration/e1/6");
  }

  @Test
  void anEventWithoutAWordIsAHole() {
    stepped.dialect.wordless(publication -> publication.offset() == 2);
    stepped.publish(COLLABORATION, 3);
    stepped.settle();
    assertThat(client.lines())
        .containsExactly("event collaboration/e1/1", "event collaboration/e1/3");
  }

  @Test
  void theStateOnDemandComesAtItsPlace() {
    stepped.publish(COLLABORATION, 2);
    stepped.settle();
    List<Publication> unannounced = stepped.history.append(COLLABORATION, 2);
    connection.sendState();
    stepped.settle();
    connection.sendState();
    stepped.settle();
    unannounced = new ArrayList<>(unannounced);
    unannounced.add(stepped.history.append(COLLABORATION));
    stepped.announce(unannounced);
    stepped.settle();
    assertThat(client.lines())
        .containsExactly(
            "event collaboration/e1/1",
            "event collaboration/e1/2",
            "event collaboration/e1/3",
            "event collaboration/e1/4",
            "state collaboration/e1/4",
            "event collaboration/e1/5");
  }

  @Test
  void aStateThatIsBehindTheClientIsWaitedFor() {
    stepped.publish(COLLABORATION, 3);
    stepped.settle();
    client.clear();
    stepped.history.lagStates(1);
    connection.sendState();
    stepped.settle();
    assertThat(client.lines()).isEmpty();
    stepped.history.lagStates(0);
    stepped.advance(java.time.Duration.ofMillis(100));
    assertThat(client.lines()).containsExactly("state collaboration/e1/3");
  }

  @Test
  void whoIsBehindGetsTheStateWhenItIsLevel() {
    client.hold();
    stepped.publish(COLLABORATION, 1);
    stepped.settle();
    stepped.publish(COLLABORATION, 3);
    connection.sendState();
    stepped.settle();
    client.flow();
    stepped.settle();
    assertThat(client.lines())
        .containsExactly(
            "event collaboration/e1/1",
            "event collaboration/e1/2",
            "event collaboration/e1/3",
            "event collaboration/e1/4",
            "state collaboration/e1/4");
  }

  /** Says nothing but events. */
  private static final class SilentDialect implements Dialect {
    private final LineDialect lines = new LineDialect("silent");

    @Override
    public String name() {
      return "silent";
    }

    @Override
    public @org.jspecify.annotations.Nullable Frame encode(Publication publication) {
      return lines.encode(publication);
    }

    @Override
    public @org.jspecify.annotations.Nullable Frame encode(dev.parley.vocabulary.Notice notice) {
      return null;
    }

    @Override
    public @org.jspecify.annotations.Nullable Frame encode(
        Request request, dev.parley.vocabulary.Reply reply) {
      return lines.encode(request, reply);
    }

    @Override
    public Frame encode(dev.parley.vocabulary.Refusal refusal) {
      return lines.encode(refusal);
    }

    @Override
    public Decoded decode(String frame) {
      return lines.decode(frame);
    }
  }
}
