package dev.parley.collaboration;

import static dev.parley.collaboration.Commands.agent;
import static dev.parley.collaboration.Commands.answer;
import static dev.parley.collaboration.Commands.ask;
import static dev.parley.collaboration.Commands.decideIn;
import static dev.parley.collaboration.Commands.end;
import static dev.parley.collaboration.Commands.record;
import static dev.parley.collaboration.Commands.start;
import static dev.parley.collaboration.Commands.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DecisionRequest;
import dev.parley.vocabulary.DurableCommand.RequestDecision;
import dev.parley.vocabulary.DurableCommand.TimeOutDecisionRequests;
import dev.parley.vocabulary.DurableEvent.DecisionRecorded;
import dev.parley.vocabulary.DurableEvent.DecisionRequested;
import dev.parley.vocabulary.DurableEvent.DecisionResolved;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DecisionHandlerTest {
  private final MemoryJournal journal = new MemoryJournal();
  private final DecisionModel pending = journal.follow(new DecisionModel());
  private final StatusModel status = journal.follow(new StatusModel(10, remarks -> {}));

  @Test
  void aRequestIsToldAndWaits() {
    String id = journal.create(ask("a", "alice"));

    assertThat(id).matches("req_[0-9]{16}");
    DecisionRequest told = ((DecisionRequested) journal.lastEvent()).request();
    assertThat(told.isPending()).isTrue();
    assertThat(told.question()).isEqualTo("Ship it?\nThe tests are green.");
    assertThat(told.options())
        .containsExactly(
            new DecisionRequest.Option("yes", "Ship"), new DecisionRequest.Option("no", "Wait"));
    assertThat(told.expiresAt()).isEqualTo(told.askedAt().plusSeconds(60));
    assertThat(pending.pendingCount()).isEqualTo(1);
  }

  @Test
  void theFirstAnswerWins() {
    String id = journal.create(ask("a"));

    assertThat(journal.run(answer(id, "no"), user("alice"))).isEqualTo(Reply.done());
    assertThat(code(answer(id, "yes"), user("bob"))).isEqualTo(Refusal.Code.CONFLICT);
    assertThat(code(answer(id, "no"), user("alice"))).isEqualTo(Refusal.Code.CONFLICT);

    DecisionRequest told = ((DecisionResolved) journal.lastEvent()).request();
    assertThat(told.status()).isEqualTo(DecisionRequest.Status.ANSWERED);
    assertThat(told.answer())
        .isEqualTo(new DecisionRequest.Answer("no", null, "alice", told.answer().answeredAt()));
    assertThat(journal.events()).hasSize(2);
    assertThat(pending.pendingCount()).isZero();
  }

  @Test
  void onlyPeopleAnswerAndOnlyThoseWhoAreAsked() {
    String forAll = journal.create(ask("a"));
    String forAlice = journal.create(ask("a", "alice"));

    assertThat(code(answer(forAll, "yes"), agent("a"))).isEqualTo(Refusal.Code.FORBIDDEN);
    assertThat(code(answer(forAll, "yes"), Commands.SERVICE)).isEqualTo(Refusal.Code.FORBIDDEN);
    assertThat(code(answer(forAlice, "yes"), user("bob"))).isEqualTo(Refusal.Code.FORBIDDEN);
    assertThat(journal.run(answer(forAlice, "yes"), user("alice"))).isEqualTo(Reply.done());
    assertThat(journal.run(answer(forAll, "yes"), Caller.HUB)).isEqualTo(Reply.done());
  }

  @Test
  void whatIsNotThereIsNotAnswered() {
    String id = journal.create(ask("a"));

    assertThat(code(answer("req_1", "yes"), user("alice"))).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(code(answer("nonsense", "yes"), user("alice"))).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(code(answer(id, "perhaps"), user("alice"))).isEqualTo(Refusal.Code.INVALID);
    assertThat(pending.pendingCount()).isEqualTo(1);
  }

  @Test
  void timeDecidesWhetherAnAnswerCounts() {
    String id = journal.create(ask("a"));

    journal.run(new TimeOutDecisionRequests(List.of(id)));
    assertThat(pending.pendingCount()).as("too early to time out").isEqualTo(1);

    journal.pass(Duration.ofSeconds(60));
    assertThat(code(answer(id, "yes"), user("alice"))).isEqualTo(Refusal.Code.CONFLICT);
    journal.run(new TimeOutDecisionRequests(List.of(id, "req_1")));
    assertThat(((DecisionResolved) journal.lastEvent()).request().status())
        .isEqualTo(DecisionRequest.Status.TIMED_OUT);
    journal.run(new TimeOutDecisionRequests(List.of(id)));
    assertThat(journal.events()).hasSize(2);
    assertThat(code(answer(id, "yes"), user("alice"))).isEqualTo(Refusal.Code.CONFLICT);
  }

  @Test
  void anAnswerIsNotTimedOutAfterwards() {
    String id = journal.create(ask("a"));
    journal.run(answer(id, "yes"), user("alice"));
    journal.pass(Duration.ofMinutes(2));

    journal.run(new TimeOutDecisionRequests(List.of(id)));

    assertThat(journal.events()).hasSize(2);
  }

  @Test
  void aRequestOfASessionNeedsThatSession() {
    RequestDecision of = ask("a");
    RequestDecision inNone =
        new RequestDecision(
            of.agentId(), of.question(), of.options(), "collab_1", of.timeout(), List.of());

    assertThat(code(inNone, Commands.SERVICE)).isEqualTo(Refusal.Code.NOT_FOUND);
  }

  @Test
  void aDecisionCountsInItsSession() {
    journal.run(record("a"));
    String session = journal.create(start("a", "b"));
    String other = journal.create(start("a"));

    String id = journal.create(decideIn(session, "a"));

    assertThat(id).matches("dec_[0-9]{16}");
    assertThat(((DecisionRecorded) journal.lastEvent()).decision().sessionId()).isEqualTo(session);
    assertThat(status.snapshot().state().activeSessions())
        .extracting(s -> s.decisionCount())
        .containsExactly(1L, 0L);
    journal.run(end(session));
    assertThat(journal.row(SessionRow.class, stamp(session)).session(Totals.NONE).decisionCount())
        .isEqualTo(1);
    assertThat(code(decideIn(session, "a"), Commands.SERVICE)).isEqualTo(Refusal.Code.CONFLICT);
    assertThat(code(decideIn(other, "b"), Commands.SERVICE)).isEqualTo(Refusal.Code.INVALID);
    assertThat(code(decideIn("collab_1", "a"), Commands.SERVICE)).isEqualTo(Refusal.Code.NOT_FOUND);
  }

  @Test
  void whoeverWaitsIsWokenOnce() {
    String id = journal.create(ask("a"));
    long stamp = Ids.parseRequest(id).getAsLong();
    AtomicInteger woken = new AtomicInteger();
    Runnable gone = woken::incrementAndGet;

    assertThat(pending.await(stamp, woken::incrementAndGet)).isTrue();
    assertThat(pending.await(stamp, gone)).isTrue();
    pending.forget(stamp, gone);
    journal.run(answer(id, "yes"), user("alice"));

    assertThat(woken).hasValue(1);
    assertThat(pending.await(stamp, gone)).isFalse();
  }

  private static long stamp(String sessionId) {
    return Ids.parseSession(sessionId).getAsLong();
  }

  private Refusal.Code code(dev.parley.vocabulary.DurableCommand command, Caller caller) {
    return ((Reply.Refused) journal.run(command, caller)).refusal().code();
  }
}
