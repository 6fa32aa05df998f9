package dev.parley.collaboration;

import static dev.parley.collaboration.Commands.answer;
import static dev.parley.collaboration.Commands.ask;
import static dev.parley.collaboration.Commands.record;
import static dev.parley.collaboration.Commands.start;
import static dev.parley.collaboration.Commands.succeed;
import static dev.parley.collaboration.Commands.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.ActivityStatus;
import dev.parley.vocabulary.AgentStanding;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.DurableEvent.ActivityCompleted;
import dev.parley.vocabulary.DurableEvent.AgentForgotten;
import dev.parley.vocabulary.DurableEvent.DecisionResolved;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MONTH = Duration.ofDays(30);

  private final MemoryJournal journal = new MemoryJournal();
  private final StatusModel status = journal.follow(new StatusModel(2_000, remarks -> {}));
  private final DecisionModel decisions = journal.follow(new DecisionModel());
  private final List<DurableCommand> asked = new ArrayList<>();
  private boolean storeIsGone;
  private final Deadlines deadlines =
      new Deadlines(
          status,
          decisions,
          new Deadlines.Settings(HOUR, MONTH),
          command -> {
            asked.add(command);
            return CompletableFuture.completedFuture(
                storeIsGone
                    ? Reply.refused(Refusal.Code.UNAVAILABLE, "gone")
                    : journal.run(command, Caller.HUB));
          },
          journal::now);

  @Test
  void nothingIsAskedWhileNothingIsDue() {
    journal.run(record("a"));
    journal.run(ask("a"));
    journal.pass(Duration.ofSeconds(50));

    deadlines.tick();

    assertThat(asked).isEmpty();
  }

  @Test
  void anActivityThatNobodyCompletesExpiresAndMayStillBeCompleted() {
    String late = journal.create(record("a"));
    String done = journal.create(record("a"));
    journal.run(succeed(done));
    journal.pass(HOUR);
    String fresh = journal.create(record("b"));

    deadlines.tick();

    ActivityCompleted told = (ActivityCompleted) journal.lastEvent();
    assertThat(told.activityId()).isEqualTo(late);
    assertThat(told.status()).isEqualTo(ActivityStatus.EXPIRED);
    assertThat(told.success()).isFalse();
    assertThat(status.snapshot().state().board().agents())
        .extracting(AgentStanding::currentActivity)
        .containsExactly(fresh, null);

    assertThat(journal.run(succeed(late))).isEqualTo(Reply.done());
    assertThat(((ActivityCompleted) journal.lastEvent()).status())
        .isEqualTo(ActivityStatus.COMPLETED);
  }

  @Test
  void whatIsMoreThanOnePartIsEndedAtOnce() {
    for (int i = 0; i < 600; i++) {
      journal.run(record("a" + i % 7));
    }
    journal.pass(HOUR);

    deadlines.tick();

    assertThat(asked).hasSize(3);
    assertThat(status.snapshot().state().board().activeActivities()).isZero();
  }

  @Test
  void aRequestThatNobodyAnswersTimesOut() {
    journal.run(ask("a"));
    String answered = journal.create(ask("a"));
    journal.run(answer(answered, "yes"), user("alice"));
    journal.pass(Duration.ofSeconds(60));

    deadlines.tick();
    deadlines.tick();

    assertThat(asked).hasSize(1);
    assertThat(count(DecisionResolved.class)).isEqualTo(2);
    assertThat(decisions.pendingCount()).isZero();
  }

  @Test
  void anAgentThatNobodyHearsOfLeavesTheBoardUntilItIsHeardOfAgain() {
    journal.run(succeed(journal.create(record("quiet"))));
    journal.run(succeed(journal.create(record("in a session"))));
    journal.run(start("in a session"));
    journal.pass(MONTH);
    journal.run(record("busy"));

    deadlines.tick();

    assertThat(journal.lastEvent()).isEqualTo(new AgentForgotten("quiet"));
    assertThat(board()).containsExactly("busy", "in a session");
    assertThat(status.snapshot().state().board().totalAgents()).isEqualTo(2);

    journal.run(record("quiet"));
    assertThat(board()).containsExactly("quiet", "busy", "in a session");
  }

  @Test
  void whatFailsIsTriedAgain() {
    journal.run(record("a"));
    journal.pass(HOUR);
    storeIsGone = true;
    deadlines.tick();
    assertThat(status.snapshot().state().board().activeActivities()).isEqualTo(1);

    storeIsGone = false;
    deadlines.tick();

    assertThat(asked).hasSize(2);
    assertThat(status.snapshot().state().board().activeActivities()).isZero();
  }

  private List<String> board() {
    return status.snapshot().state().board().agents().stream().map(AgentStanding::agentId).toList();
  }

  private long count(Class<? extends DurableEvent> type) {
    return journal.events().stream().filter(type::isInstance).count();
  }
}
