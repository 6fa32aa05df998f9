package dev.parley.delivery;

import static dev.parley.vocabulary.Topic.COLLABORATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Topic;
import dev.parley.vocabulary.View;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Connections that begin and end to hear topics while they are open. */
final class HubTopicsTest {
  private static final Topic ROOM = new Topic(Topic.Kind.ROOM, "a");
  private static final Topic OTHER = new Topic(Topic.Kind.ROOM, "b");

  private final SteppedHub stepped = new SteppedHub();
  private final RecordingTransport client = new RecordingTransport();

  private Connection open(@Nullable BiPredicate<Caller, Topic> roving) {
    Connection connection =
        stepped.hub.open(
            Caller.ANONYMOUS,
            stepped.dialect,
            client,
            new Opening(List.of(), Filter.ALL, "test", roving));
    stepped.settle();
    return connection;
  }

  private static Opening.Subscription from(Topic topic, long offset) {
    return new Opening.Subscription(topic, new Opening.Since("e1", offset));
  }

  @Test
  void aTopicIsHeardFromWhereTheListenerSays() {
    stepped.history.append(ROOM, 3);
    Connection connection = open(null);
    connection.listen(from(ROOM, 1));
    stepped.settle();
    stepped.publish(ROOM, 1);
    stepped.publish(OTHER, 1);
    stepped.settle();

    assertThat(client.lines())
        .containsExactly(
            "established new", "event room:a/e1/2", "event room:a/e1/3", "event room:a/e1/4");
  }

  /** What was on its way comes once more behind the answer, if that is what was asked for. */
  @Test
  void anAnswerStandsBetweenWhatWasHeardAndWhatIs() {
    stepped.history.append(ROOM, 1);
    Connection connection = open(null);
    connection.listen(from(ROOM, 1));
    stepped.settle();
    stepped.publish(ROOM, 2);
    var answered =
        connection.reply(Frame.of("answer", "answer"), from(ROOM, 0), true, topic -> true);
    stepped.settle();

    assertThat(answered.toCompletableFuture()).isDone();
    assertThat(client.lines())
        .containsExactly(
            "established new",
            "answer",
            "event room:a/e1/1",
            "event room:a/e1/2",
            "event room:a/e1/3");
  }

  @Test
  void whoHearsATopicGoesOnThereUnlessItIsAskedForAnew() {
    stepped.history.append(ROOM, 2);
    Connection connection = open(null);
    connection.listen(from(ROOM, 1));
    stepped.settle();
    connection.reply(Frame.of("answer", "answer"), from(ROOM, 0), false, topic -> true);
    stepped.settle();

    assertThat(client.lines()).containsExactly("established new", "event room:a/e1/2", "answer");
  }

  /** Between the question and the answer somebody may have been shut out. */
  @Test
  void whoMayNotHearATopicWhenItComesToItIsAnsweredAlone() {
    stepped.history.append(ROOM, 1);
    Connection connection = open(null);
    connection.reply(Frame.of("answer", "answer"), from(ROOM, 0), true, topic -> false);
    stepped.settle();
    stepped.publish(ROOM, 1);
    stepped.settle();

    assertThat(client.lines()).containsExactly("established new", "answer");
  }

  @Test
  void aTopicThatCannotBeContinuedIsResynchronised() {
    stepped.history.append(ROOM, 3);
    Connection connection = open(null);
    connection.listen(new Opening.Subscription(ROOM, new Opening.Since("another", 1)));
    stepped.settle();

    assertThat(client.lines())
        .containsExactly("established new", "resync room:a/e1/3", "state room:a/e1/3");
  }

  @Test
  void whoAsksAgainHearsItFromThereAndNotTwice() {
    stepped.history.append(ROOM, 3);
    Connection connection = open(null);
    connection.listen(from(ROOM, 3));
    stepped.settle();
    connection.listen(from(ROOM, 2));
    stepped.publish(ROOM, 1);
    stepped.settle();

    assertThat(client.lines())
        .containsExactly("established new", "event room:a/e1/3", "event room:a/e1/4");
  }

  @Test
  void whoHasLeftHearsNothingMoreAndTheFeedIsGivenUp() {
    Connection connection = open(null);
    connection.listen(from(ROOM, 0));
    connection.listen(from(OTHER, 0));
    stepped.settle();
    connection.unlisten(ROOM);
    stepped.settle();
    stepped.publish(ROOM, 1);
    stepped.publish(OTHER, 1);
    stepped.settle();

    assertThat(client.lines()).containsExactly("established new", "event room:b/e1/1");
    assertThat(stepped.hub.hasListeners(ROOM)).isFalse();
  }

  @Test
  void aTopicThatCannotBeReadDoesNotHoldUpTheOthers() {
    Connection connection = open(null);
    connection.listen(from(ROOM, 0));
    stepped.settle();
    stepped.history.failExtents(() -> true);
    connection.listen(from(OTHER, 0));
    stepped.publish(ROOM, 1);
    stepped.settle();
    assertThat(client.lines()).containsExactly("established new", "event room:a/e1/1");

    stepped.history.failExtents(() -> false);
    stepped.publish(OTHER, 1);
    stepped.advance(Duration.ofSeconds(2));
    assertThat(client.lines())
        .containsExactly("established new", "event room:a/e1/1", "event room:b/e1/1");
  }

  @Test
  void whoRovesHearsEachTopicFromTheFirstEventOn() {
    stepped.publish(ROOM, 2);
    open((caller, topic) -> topic.kind() == Topic.Kind.ROOM);
    stepped.publish(ROOM, 2);
    stepped.publish(COLLABORATION, 1);
    stepped.publish(OTHER, 1);
    stepped.settle();
    stepped.publish(ROOM, 1);
    stepped.settle();

    assertThat(client.lines())
        .containsExactlyInAnyOrder(
            "established new",
            "event room:a/e1/3",
            "event room:a/e1/4",
            "event room:b/e1/1",
            "event room:a/e1/5");
  }

  @Test
  void whoIsAdmittedLaterHearsFromThenOnAndWhoIsDismissedNothingMore() {
    Set<Topic> allowed = new HashSet<>();
    open((caller, topic) -> allowed.contains(topic));
    stepped.publish(ROOM, 1);
    stepped.settle();
    allowed.add(ROOM);
    stepped.hub.admitted(ROOM);
    stepped.publish(ROOM, 1);
    stepped.settle();
    allowed.remove(ROOM);
    stepped.hub.dismiss(ROOM, caller -> true);
    stepped.publish(ROOM, 1);
    stepped.settle();

    assertThat(client.lines()).containsExactly("established new", "event room:a/e1/2");
  }

  /** The writer removes a member and says the next thing while a loop is giving it the last. */
  @Test
  void whoIsDismissedWhileItTakesWhatWaitsHearsNothingThatIsSaidBehindThat() {
    AtomicBoolean removed = new AtomicBoolean();
    stepped.open(client, ROOM);
    stepped.settle();
    stepped.dialect.wordless(
        publication -> {
          if (removed.compareAndSet(false, true)) {
            stepped.hub.dismiss(ROOM, caller -> true);
            stepped.publish(ROOM, 2);
          }
          return false;
        });
    stepped.publish(ROOM, 1);
    stepped.settle();

    assertThat(removed).isTrue();
    assertThat(client.lines())
        .containsExactly("established new", "state room:a/e1/0", "event room:a/e1/1");
  }

  @Test
  void aStateThatComesLaterIsFollowedByWhatHappenedMeanwhile() {
    CompletableFuture<Notice.@Nullable State> coming = new CompletableFuture<>();
    SteppedHub slow = new SteppedHub(new Settings().build(), null, topic -> coming);
    slow.history.append(ROOM, 2);
    Connection connection = slow.open(client, ROOM);
    slow.settle();
    assertThat(client.lines()).containsExactly("established new");
    slow.publish(ROOM, 1);
    slow.settle();
    coming.complete(
        new Notice.State(ROOM, new View.ActiveSessions(List.of()), new Position("e1", 2)));
    slow.settle();

    assertThat(client.lines())
        .containsExactly("established new", "state room:a/e1/2", "event room:a/e1/3");
    assertThat(connection.caller()).isEqualTo(Caller.ANONYMOUS);
  }
}
