package dev.parley.collaboration;

import static dev.parley.collaboration.Commands.decide;
import static dev.parley.collaboration.Commands.end;
import static dev.parley.collaboration.Commands.fail;
import static dev.parley.collaboration.Commands.record;
import static dev.parley.collaboration.Commands.start;
import static dev.parley.collaboration.Commands.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.parley.vocabulary.ActivityStatus;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.AgentStanding;
import dev.parley.vocabulary.DurableCommand.RecordMemoryUpdate;
import dev.parley.vocabulary.DurableEvent.ActivityCompleted;
import dev.parley.vocabulary.DurableEvent.ApiKeyRevoked;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.MemoryOperation;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Session;
import dev.parley.vocabulary.StatusBoard;
import dev.parley.vocabulary.Topic;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusModelTest {
  private final MemoryJournal journal = new MemoryJournal();
  private final StatusModel model = journal.follow(new StatusModel(2_000, remarks -> {}));

  @Test
  void nobodyIsKnownAtFirst() {
    assertThat(board()).isEqualTo(new StatusBoard(0, 0, 0, 0, List.of()));
    assertThat(sessions()).isEmpty();
    assertThat(model.snapshot().position()).isEqualTo(new Position("", 0));
  }

  @Test
  void anAgentIsActiveWhileItHasAnActiveActivity() {
    String first = journal.create(record("a"));
    String second = journal.create(record("a"));
    assertThat(board())
        .isEqualTo(new StatusBoard(1, 1, 2, 0, List.of(standing("a", second, second))));

    journal.run(succeed(second));
    assertThat(board())
        .isEqualTo(new StatusBoard(1, 1, 1, 0, List.of(standing("a", first, second))));

    journal.run(fail(first));
    StatusBoard idle = board();
    assertThat(idle).isEqualTo(new StatusBoard(1, 0, 0, 0, List.of(standing("a", null, second))));
    assertThat(idle.idleAgents()).isEqualTo(1);
  }

  @Test
  void anExpiredActivityIsOverAndItsLaterCompletionChangesNothing() {
    String id = journal.create(record("a"));
    Publication expired =
        new Publication(
            Topic.COLLABORATION,
            new ActivityCompleted(id, "a", ActivityType.MEMORY_WRITE, ActivityStatus.EXPIRED),
            journal.now(),
            new Position("e1", 2));
    model.apply(List.of(expired));
    StatusBoard idle = new StatusBoard(1, 0, 0, 0, List.of(standing("a", null, id)));
    assertThat(board()).isEqualTo(idle);

    journal.run(succeed(id));
    assertThat(board()).isEqualTo(idle);
  }

  @Test
  void theBoardShowsActiveAgentsFirstThenTheLatest() {
    String a = journal.create(record("a"));
    String b = journal.create(record("b"));
    journal.create(record("c"));
    journal.create(record("d"));
    journal.run(succeed(a));
    assertThat(order()).containsExactly("d", "c", "b", "a");

    journal.run(succeed(b));
    assertThat(order()).containsExactly("d", "c", "b", "a");

    journal.create(record("a"));
    assertThat(order()).containsExactly("a", "d", "c", "b");
  }

  @Test
  void whoIsBeyondTheBoardIsCountedAllTheSame() {
    StatusModel small = journal.follow(new StatusModel(2, remarks -> {}));
    String a = journal.create(record("a"));
    journal.create(record("b"));
    journal.run(succeed(journal.create(record("c"))));

    StatusBoard board = small.snapshot().state().board();
    assertThat(board.agents()).extracting(AgentStanding::agentId).containsExactly("b", "a");
    assertThat(board.totalAgents()).isEqualTo(3);
    assertThat(board.activeAgents()).isEqualTo(2);
    assertThat(board.activeActivities()).isEqualTo(2);

    journal.run(succeed(a));
    assertThat(small.snapshot().state().board().agents())
        .extracting(AgentStanding::agentId)
        .containsExactly("b", "c");
  }

  @Test
  void aBoardNeedsRoomForOne() {
    assertThatThrownBy(() -> new StatusModel(0, remarks -> {}))
        .hasMessageContaining("parley.agents.board-size");
  }

  @Test
  void aSessionCountsWhatItsParticipantsDoWhileItIsActive() {
    journal.create(decide("a"));
    String first = journal.create(start("a", "b"));
    journal.create(record("a"));
    journal.create(decide("b"));
    journal.create(decide("c"));
    String second = journal.create(start("b", "c"));
    journal.create(decide("b"));

    assertThat(sessions())
        .extracting(Session::sessionId, Session::activityCount, Session::decisionCount)
        .containsExactly(tuple(first, 3L, 2L), tuple(second, 1L, 1L));
    assertThat(board().activeCollaborations()).isEqualTo(2);
    assertThat(board().agents())
        .extracting(AgentStanding::agentId, AgentStanding::collaborationCount)
        .containsExactlyInAnyOrder(tuple("a", 1), tuple("b", 2), tuple("c", 1));

    journal.run(end(first));
    journal.create(record("a"));
    assertThat(sessions()).extracting(Session::sessionId).containsExactly(second);
    assertThat(sessions().get(0).activityCount()).isEqualTo(1);
    assertThat(board().activeCollaborations()).isEqualTo(1);
  }

  @Test
  void aParticipantComesOnTheBoardWithItsFirstActivity() {
    String id = journal.create(start("new"));
    assertThat(board()).isEqualTo(new StatusBoard(0, 0, 0, 1, List.of()));
    assertThat(sessions().get(0).participants()).containsExactly("new");

    journal.create(record("new"));
    assertThat(board().agents()).extracting(AgentStanding::collaborationCount).containsExactly(1);
    assertThat(sessions().get(0).activityCount()).isEqualTo(1);

    journal.run(end(id));
    assertThat(board().agents()).extracting(AgentStanding::collaborationCount).containsExactly(0);
  }

  @Test
  void stateAndPositionAreOfOneMoment() {
    journal.create(record("a"));
    StatusSnapshot before = model.snapshot();
    assertThat(before.position()).isEqualTo(new Position("e1", 1));
    assertThat(model.snapshot()).as("made once").isSameAs(before);

    journal.run(new RecordMemoryUpdate(MemoryOperation.READ, "i", "a", Json.EMPTY));
    StatusSnapshot after = model.snapshot();
    assertThat(after.position()).isEqualTo(new Position("e1", 2));
    assertThat(after.state().board()).as("unchanged").isSameAs(before.state().board());
  }

  @Test
  void whatIsSaidElsewhereDoesNotMoveThePosition() {
    journal.create(record("a"));
    Publication elsewhere =
        new Publication(
            Topic.IDENTITY,
            new ApiKeyRevoked("k", journal.now()),
            journal.now(),
            new Position("e1", 77));
    model.apply(List.of(elsewhere));
    assertThat(model.snapshot().position()).isEqualTo(new Position("e1", 1));
  }

  @Test
  void connectionsGetTheStateOfTheCollaborationTopicAlone() {
    journal.create(record("a"));
    CollaborationStates states = new CollaborationStates(model);
    assertThat(states.state(Topic.COLLABORATION).toCompletableFuture().join())
        .isEqualTo(
            new Notice.State(Topic.COLLABORATION, model.snapshot().state(), new Position("e1", 1)));
    assertThat(states.state(Topic.GLOBAL).toCompletableFuture().join()).isNull();
  }

  @Test
  void readersNeverSeeHalfOfWhatHappened() throws Exception {
    int rounds = 2_000;
    List<List<Publication>> batches =
        IntStream.range(0, rounds)
            .mapToObj(
                round -> {
                  int from = journal.publications().size();
                  // Each round is one batch: a session, an activity in it, and its end.
                  String session = journal.create(start("agent_" + round % 10));
                  String id = journal.create(record("agent_" + round % 10));
                  journal.run(succeed(id));
                  journal.run(end(session));
                  return journal.publications().subList(from, from + 4);
                })
            .toList();
    StatusModel shared = new StatusModel(5, remarks -> {});
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try {
      List<Future<Long>> seen =
          IntStream.range(0, 2).mapToObj(i -> readers.submit(() -> watch(shared, rounds))).toList();
      batches.forEach(shared::apply);
      for (Future<Long> reader : seen) {
        assertThat(reader.get(30, TimeUnit.SECONDS)).isEqualTo(rounds * 4L);
      }
    } finally {
      readers.shutdownNow();
    }
  }

  /** Reads until the last batch was seen, or the test has lost its patience. */
  private static long watch(StatusModel shared, int rounds) {
    long last = 0;
    while (last < rounds * 4L && !Thread.currentThread().isInterrupted()) {
      StatusSnapshot snapshot = shared.snapshot();
      long offset = snapshot.position().offset();
      StatusBoard board = snapshot.state().board();
      assertThat(offset).isGreaterThanOrEqualTo(last);
      assertThat(offset % 4).isZero();
      assertThat(board.totalAgents()).isEqualTo((int) Math.min(10, offset / 4));
      assertThat(board.agents()).hasSizeLessThanOrEqualTo(5);
      assertThat(board.activeAgents() + board.activeCollaborations()).isZero();
      assertThat(snapshot.state().activeSessions()).isEmpty();
      last = offset;
    }
    return last;
  }

  private StatusBoard board() {
    return model.snapshot().state().board();
  }

  private List<Session> sessions() {
    return model.snapshot().state().activeSessions();
  }

  private List<String> order() {
    return board().agents().stream().map(AgentStanding::agentId).toList();
  }

  private static AgentStanding standing(String agentId, String current, String last) {
    return new AgentStanding(agentId, current != null, current, last, 0);
  }
}
