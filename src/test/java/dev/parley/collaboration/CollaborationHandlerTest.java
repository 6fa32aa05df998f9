package dev.parley.collaboration;

import static dev.parley.collaboration.Commands.agent;
import static dev.parley.collaboration.Commands.decide;
import static dev.parley.collaboration.Commands.end;
import static dev.parley.collaboration.Commands.fail;
import static dev.parley.collaboration.Commands.record;
import static dev.parley.collaboration.Commands.start;
import static dev.parley.collaboration.Commands.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Activity;
import dev.parley.vocabulary.ActivityStatus;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand.RecordActivity;
import dev.parley.vocabulary.DurableCommand.RecordMemoryUpdate;
import dev.parley.vocabulary.DurableEvent.ActivityCompleted;
import dev.parley.vocabulary.DurableEvent.ActivityRecorded;
import dev.parley.vocabulary.DurableEvent.CollaborationEnded;
import dev.parley.vocabulary.DurableEvent.CollaborationStarted;
import dev.parley.vocabulary.DurableEvent.MemoryUpdated;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.MemoryOperation;
import dev.parley.vocabulary.MemoryUpdate;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Session;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollaborationHandlerTest {
  private final MemoryJournal journal = new MemoryJournal();

  @Test
  void anActivityIsToldWithItsIdAndBeginsActive() {
    String id =
        journal.create(
            new RecordActivity(
                "agent_1",
                "engineering",
                ActivityType.MEMORY_WRITE,
                new Json("{\"item_id\":\"item_123\"}"),
                List.of("agent_2", "agent 3")));

    assertThat(id).matches("act_[0-9]{16}_agent_1");
    assertThat(journal.events())
        .containsExactly(
            new ActivityRecorded(
                new Activity(
                    id,
                    "agent_1",
                    "engineering",
                    ActivityType.MEMORY_WRITE,
                    journal.now(),
                    new Json("{\"item_id\":\"item_123\"}"),
                    List.of("agent_2", "agent 3"),
                    ActivityStatus.ACTIVE)));
  }

  @Test
  void theDigitsOfIdsGrow() {
    List<String> ids = IntStream.range(0, 20).mapToObj(i -> journal.create(record("a"))).toList();
    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anActivityEndsOnceHoweverOftenThatIsTold(boolean success) {
    String id = journal.create(record("a", ActivityType.TASK_ASSIGNED));

    for (int i = 0; i < 3; i++) {
      assertThat(journal.run(success ? succeed(id) : fail(id))).isEqualTo(Reply.done());
    }

    assertThat(journal.events()).hasSize(2);
    assertThat(journal.lastEvent())
        .isEqualTo(
            new ActivityCompleted(
                id,
                "a",
                ActivityType.TASK_ASSIGNED,
                success ? ActivityStatus.COMPLETED : ActivityStatus.FAILED));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherOutcomeThanBeforeIsAConflict(boolean success) {
    String id = journal.create(record("a"));
    journal.run(success ? succeed(id) : fail(id));

    assertThat(refusal(journal.run(success ? fail(id) : succeed(id))).code())
        .isEqualTo(Refusal.Code.CONFLICT);
    assertThat(journal.events()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anExpiredActivityCanStillBeCompletedAndThatIsTold(boolean success) {
    String id = journal.create(record("a"));
    long stamp = Ids.parseActivity(id).orElseThrow().stamp();
    journal.row(ActivityRow.class, stamp).end(ActivityStatus.EXPIRED, journal.now());

    assertThat(journal.run(success ? succeed(id) : fail(id))).isEqualTo(Reply.done());

    assertThat(((ActivityCompleted) journal.lastEvent()).success()).isEqualTo(success);
    assertThat(journal.row(ActivityRow.class, stamp).endedAt()).isEqualTo(journal.now());
    assertThat(refusal(journal.run(success ? fail(id) : succeed(id))).code())
        .isEqualTo(Refusal.Code.CONFLICT);
  }

  @Test
  void whatIsNotTheIdOfAnActivityIsNotFound() {
    String id = journal.create(record("agent_1"));
    String digits = id.substring(4, 20);
    String session = journal.create(start("agent_1"));
    for (String other :
        List.of(
            "",
            "act",
            "act_1_agent_1",
            "act_" + digits,
            "act_" + digits + "_",
            "act_" + digits + "_agent_2",
            "act_" + digits + "_agent_1 ",
            "act_0" + digits + "_agent_1",
            "act_-" + digits + "_agent_1",
            "act_99999999999999999999999_agent_1",
            "ACT_" + digits + "_agent_1",
            session)) {
      assertThat(refusal(journal.run(succeed(other))).code())
          .as(other)
          .isEqualTo(Refusal.Code.NOT_FOUND);
    }
  }

  @Test
  void anAgentEndsItsOwnActivitiesAlone() {
    String id = journal.create(record("a"));

    assertThat(refusal(journal.run(succeed(id), agent("b"))).code())
        .isEqualTo(Refusal.Code.FORBIDDEN);
    assertThat(journal.events()).hasSize(1);
    assertThat(journal.run(succeed(id), agent("a"))).isEqualTo(Reply.done());
    assertThat(refusal(journal.run(succeed(id), agent("b"))).code())
        .isEqualTo(Refusal.Code.FORBIDDEN);
  }

  @Test
  void theHubItselfMayEndAnything() {
    assertThat(journal.run(succeed(journal.create(record("a"))), Caller.HUB))
        .isEqualTo(Reply.done());
  }

  @Test
  void anAgentIdMayHaveAnythingInIt() {
    for (String agentId : List.of("_", "act_1_x", "a_b_c", "%_:", "\uD83D\uDE00", "é ü", "1")) {
      String id = journal.create(record(agentId));
      assertThat(journal.run(succeed(id), agent(agentId))).as(agentId).isEqualTo(Reply.done());
    }
  }

  @Test
  void aSessionBeginsWithItsParticipantsOnceEachInTheOrderGiven() {
    journal.create(record("b"));
    String id = journal.create(start("b", "a", "b", "c", "a"));

    assertThat(id).matches("collab_[0-9]{16}");
    assertThat(journal.lastEvent())
        .isEqualTo(
            new CollaborationStarted(
                new Session(id, List.of("b", "a", "c"), "general", journal.now(), 0, 0)));
  }

  @Test
  void aSessionNeedsAParticipant() {
    Refusal refusal = refusal(journal.run(start()));
    assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(refusal.faults())
        .extracting(Refusal.Fault::pointer)
        .containsExactly("/participants");
  }

  @Test
  void aSessionHasNoMoreThanAThousandParticipants() {
    String[] most =
        IntStream.range(0, CollaborationHandler.MAX_PARTICIPANTS)
            .mapToObj(i -> "agent_" + i)
            .toArray(String[]::new);
    String[] more = Arrays.copyOf(most, most.length + 1);
    more[most.length] = "one more";

    assertThat(journal.run(start(most))).isInstanceOf(Reply.Created.class);
    assertThat(refusal(journal.run(start(more))).faults())
        .extracting(Refusal.Fault::pointer)
        .containsExactly("/participants");
  }

  @Test
  void aSessionEndsOnceHoweverOftenThatIsTold() {
    String id = journal.create(start("a"));

    for (int i = 0; i < 3; i++) {
      assertThat(journal.run(end(id))).isEqualTo(Reply.done());
    }

    assertThat(journal.events()).hasSize(2);
    assertThat(((CollaborationEnded) journal.lastEvent()).sessionId()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "collab_", "collab_1", "collab_x", "collab_99999999999999999999"})
  void whatIsNotTheIdOfASessionIsNotFound(String id) {
    journal.create(start("a"));
    assertThat(refusal(journal.run(end(id))).code()).isEqualTo(Refusal.Code.NOT_FOUND);
  }

  @Test
  void anEndedSessionKeepsWhatWasDoneWhileItWasActive() {
    journal.create(decide("a"));
    journal.create(record("b"));
    String id = journal.create(start("a", "b", "unknown yet"));
    journal.create(record("a"));
    journal.create(decide("b"));
    journal.create(decide("unknown yet"));
    journal.create(record("somebody else"));
    journal.run(end(id));
    journal.create(decide("a"));

    SessionRow row = journal.row(SessionRow.class, Ids.parseSession(id).orElseThrow());
    assertThat(row.session(Totals.NONE))
        .extracting(Session::activityCount, Session::decisionCount)
        .containsExactly(3L, 2L);
    assertThat(row.endedAt()).isEqualTo(journal.now().minusMillis(7));
  }

  @Test
  void everyMemoryUpdateIsToldAndKept() {
    RecordMemoryUpdate command =
        new RecordMemoryUpdate(MemoryOperation.WRITE, "item_1", "a", new Json("{\"n\":1}"));

    assertThat(journal.run(command)).isEqualTo(Reply.done());
    assertThat(journal.run(command)).isEqualTo(Reply.done());

    MemoryUpdate update =
        new MemoryUpdate(
            MemoryOperation.WRITE, "item_1", "a", journal.now(), new Json("{\"n\":1}"));
    assertThat(journal.lastEvent()).isEqualTo(new MemoryUpdated(update));
    assertThat(journal.rows(MemoryUpdateRow.class))
        .hasSize(2)
        .extracting(MemoryUpdateRow::update)
        .contains(update);
    assertThat(journal.rows(AgentRow.class)).as("makes nobody known").isEmpty();
  }

  private static Refusal refusal(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Refused.class);
    return ((Reply.Refused) reply).refusal();
  }
}
