package dev.parley.delivery;

import static dev.parley.vocabulary.Topic.COLLABORATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Role;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How connections end, one and all, and that nothing of them stays. */
final class HubLifeTest {
  private final SteppedHub stepped = new SteppedHub();
  private final RecordingTransport client = new RecordingTransport();

  @Test
  void repliesGoOutBeforeTheClose() {
    Connection connection = stepped.open(client, COLLABORATION);
    stepped.settle();
    connection.reply(Frame.of("last words", "reply"));
    stepped.publish(COLLABORATION, 1);
    connection.close(CloseCode.FORBIDDEN);
    connection.close(CloseCode.NORMAL);
    connection.reply(Frame.of("too late", "reply"));
    stepped.settle();
    assertThat(client.lines()).endsWith("state collaboration/e1/0", "last words");
    assertThat(client.code()).isEqualTo(CloseCode.FORBIDDEN);
    assertThat(client.closes()).isEqualTo(1);
  }

  @Test
  void aCloseDoesNotWaitLongForLastWords() {
    Connection connection = stepped.open(client.hold(), COLLABORATION);
    stepped.settle();
    connection.reply(Frame.of("last words", "reply"));
    connection.close(CloseCode.FORBIDDEN);
    stepped.settle();
    assertThat(client.code()).isNull();
    stepped.advance(Duration.ofSeconds(2));
    assertThat(client.code()).isEqualTo(CloseCode.FORBIDDEN);
  }

  @Test
  void theEndIsToldOnceWithTheCode() {
    Connection byHub = stepped.open(client, COLLABORATION);
    Connection byClient = stepped.open(new RecordingTransport(), COLLABORATION);
    Connection byTimer = stepped.open(new RecordingTransport(), COLLABORATION);
    CompletableFuture<CloseCode> first = byHub.ended().toCompletableFuture();
    CompletableFuture<CloseCode> second = byClient.ended().toCompletableFuture();
    CompletableFuture<CloseCode> third = byTimer.ended().toCompletableFuture();
    stepped.settle();
    byHub.close(CloseCode.ABUSE);
    byTimer.close(CloseCode.ABUSE);
    byClient.transportClosed();
    stepped.settle();
    assertThat(first).isNotDone();
    assertThat(second).isCompletedWithValue(CloseCode.NORMAL);
    byHub.transportClosed();
    stepped.settle();
    assertThat(first).isCompletedWithValue(CloseCode.ABUSE);
    assertThat(third).isNotDone();
    stepped.advance(Duration.ofSeconds(6));
    assertThat(third).isCompletedWithValue(CloseCode.ABUSE);
    assertThat(stepped.hub.connections()).isZero();
  }

  @Test
  void everybodyIsSentAwayAtTheEnd() {
    List<RecordingTransport> clients = new ArrayList<>();
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      RecordingTransport transport = new RecordingTransport();
      clients.add(transport);
      connections.add(stepped.open(transport, COLLABORATION));
    }
    stepped.settle();
    CompletableFuture<Void> all = stepped.hub.closeAll(CloseCode.GOING_AWAY).toCompletableFuture();
    stepped.settle();
    assertThat(clients).allSatisfy(each -> assertThat(each.code()).isEqualTo(CloseCode.GOING_AWAY));
    connections.subList(0, 9).forEach(Connection::transportClosed);
    stepped.settle();
    assertThat(all).isNotDone();
    stepped.open(client, COLLABORATION);
    stepped.settle();
    assertThat(client.code()).isEqualTo(CloseCode.GOING_AWAY);
    assertThat(client.lines()).isEmpty();
    stepped.advance(Duration.ofSeconds(8));
    assertThat(all).as("one transport never told of its end").isDone();
    assertThat(stepped.hub.connections()).isZero();
  }

  @Test
  void anEmptyHubIsDrainedAtOnce() {
    assertThat(stepped.hub.closeAll(CloseCode.GOING_AWAY).toCompletableFuture()).isDone();
  }

  @Test
  void revocationEndsTheConnectionsOfTheKey() {
    RecordingTransport other = new RecordingTransport();
    open(client, "k1");
    open(other, "k2");
    stepped.hub.closeWhere(caller -> "k1".equals(caller.keyId()), CloseCode.UNAUTHENTICATED);
    stepped.settle();
    assertThat(client.code()).isEqualTo(CloseCode.UNAUTHENTICATED);
    assertThat(other.code()).isNull();
  }

  private void open(RecordingTransport transport, String key) {
    Caller caller = new Caller(Caller.Kind.AGENT, key, key, Set.of(Role.AGENT), null, null, key);
    Opening opening = new Opening(List.of(), Filter.ALL, "test");
    var unused = stepped.hub.open(caller, stepped.dialect, transport, opening);
  }

  @Test
  void topicsAreHeardAsLongAsSomebodyListens() {
    Connection first = stepped.open(client, COLLABORATION);
    Connection second = stepped.open(new RecordingTransport(), COLLABORATION);
    stepped.settle();
    first.close(CloseCode.NORMAL);
    stepped.settle();
    assertThat(stepped.hub.hasListeners(COLLABORATION)).isTrue();
    second.transportClosed();
    stepped.settle();
    assertThat(stepped.hub.hasListeners(COLLABORATION)).isFalse();
  }

  @Test
  void nothingOfAConnectionStays() throws InterruptedException {
    stepped.open(new RecordingTransport(), COLLABORATION);
    List<WeakReference<Connection>> gone = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      gone.add(livesAndDies(i));
    }
    stepped.advance(Duration.ofSeconds(7));
    assertThat(stepped.hub.connections()).isEqualTo(1);
    for (int tries = 0; tries < 50 && gone.stream().anyMatch(ref -> ref.get() != null); tries++) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(gone).allSatisfy(reference -> assertThat(reference.get()).isNull());
  }

  /** Closed by turns while idle, while a write is in flight, and while a page is being read. */
  private WeakReference<Connection> livesAndDies(int number) {
    RecordingTransport transport = new RecordingTransport();
    stepped.history.append(COLLABORATION, 3);
    Opening.Since since = number % 3 == 2 ? new Opening.Since("e1", 0) : null;
    if (number % 3 == 1) {
      transport.hold();
    }
    stepped.history.failReads(() -> number % 2 == 0);
    Connection connection = stepped.open(transport, COLLABORATION, since, Filter.ALL);
    stepped.settle();
    if (number % 2 == 0) {
      connection.transportClosed();
    } else {
      connection.close(CloseCode.TOO_SLOW);
    }
    stepped.settle();
    return new WeakReference<>(connection);
  }

  @Test
  void aConnectionOnAHubThatHasEndedEnds() {
    Hub hub =
        new Hub(
            new Settings().loops(1).build(),
            stepped.history,
            stepped.history,
            new Hub.Means(
                Thread::new,
                Runnable::run,
                stepped.time,
                stepped.time,
                stepped.time,
                stepped.meters));
    Connection before =
        hub.open(
            Caller.ANONYMOUS,
            stepped.dialect,
            new RecordingTransport(),
            new Opening(List.of(), Filter.ALL, "test"));
    hub.close();
    assertThat(before.ended().toCompletableFuture()).isCompletedWithValue(CloseCode.GOING_AWAY);
    Connection after =
        hub.open(
            Caller.ANONYMOUS, stepped.dialect, client, new Opening(List.of(), Filter.ALL, "test"));
    assertThat(after.ended().toCompletableFuture()).isCompletedWithValue(CloseCode.GOING_AWAY);
    assertThat(client.code()).isEqualTo(CloseCode.GOING_AWAY);
    assertThat(hub.connections()).isZero();
  }
}
