package dev.parley.collaboration;

import static dev.parley.collaboration.Commands.record;
import static dev.parley.collaboration.Commands.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.AgentCommand.PutAgent;
import dev.parley.vocabulary.AgentCommand.PutAgentStatus;
import dev.parley.vocabulary.AgentEvent.AgentRegistered;
import dev.parley.vocabulary.AgentEvent.AgentStatusChanged;
import dev.parley.vocabulary.AgentRemark.StatusTold;
import dev.parley.vocabulary.AgentState;
import dev.parley.vocabulary.AgentStatus;
import dev.parley.vocabulary.AgentView;
import dev.parley.vocabulary.DurableCommand.ForgetAgents;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One state of an agent, behind whatever it was told and is done. */
class AgentStatusTest {
  private final List<AgentStatus> told = new ArrayList<>();
  private final MemoryJournal journal = new MemoryJournal();
  private final StatusModel model = journal.follow(new StatusModel(10, this::hear));

  private void hear(List<Publication> news) {
    for (Publication publication : news) {
      assertThat(publication.topic()).isEqualTo(Topic.AGENTS);
      told.add(((StatusTold) publication.event()).status());
    }
  }

  private void put(AgentState state, String task, Integer progress) {
    assertThat(journal.run(new PutAgentStatus("a", state, task, progress))).isEqualTo(Reply.done());
    // As the broker does.
    journal
        .remarks()
        .forEach(
            remark ->
                model.remarked(
                    List.of(new Publication(Topic.AGENTS, remark, journal.now(), null))));
  }

  private static AgentStatus status(AgentState state, String task, Integer progress) {
    return new AgentStatus("a", state, task, progress);
  }

  private boolean isActiveOnTheBoard() {
    return model.snapshot().state().board().activeAgents() == 1;
  }

  @Test
  void whoTellsIsKnownAndWorksOnTheBoardToo() {
    put(AgentState.WORKING, "Reading", 10);

    assertThat(journal.lastEvent())
        .isEqualTo(
            new AgentStatusChanged(status(AgentState.WORKING, "Reading", 10), journal.now()));
    assertThat(isActiveOnTheBoard()).isTrue();
    put(AgentState.STOPPED, null, null);
    assertThat(isActiveOnTheBoard()).isFalse();
    assertThat(told)
        .containsExactly(
            status(AgentState.WORKING, "Reading", 10), status(AgentState.STOPPED, null, null));
  }

  @Test
  void onlyAStepOfProgressIsNotKept() {
    put(AgentState.WORKING, "Reading", 10);
    put(AgentState.WORKING, "Reading", 20);
    put(AgentState.WORKING, "Reading", 20);

    assertThat(journal.events()).hasSize(1);
    assertThat(told)
        .containsExactly(
            status(AgentState.WORKING, "Reading", 10), status(AgentState.WORKING, "Reading", 20));
    assertThat(model.agents().agents()).containsExactly(told.get(1));

    put(AgentState.WORKING, "Writing", 20);
    put(AgentState.IDLE, null, 20);
    put(AgentState.IDLE, null, 30);
    assertThat(journal.events()).hasSize(4);
  }

  @Test
  void aStepThatComesAfterTheEndIsNotTold() {
    put(AgentState.WORKING, "Reading", 10);
    put(AgentState.IDLE, null, null);

    model.remarked(
        List.of(
            new Publication(
                Topic.AGENTS,
                new dev.parley.vocabulary.AgentRemark.Progressed(
                    status(AgentState.WORKING, "Reading", 90)),
                journal.now(),
                null)));

    assertThat(told).last().isEqualTo(status(AgentState.IDLE, null, null));
  }

  @Test
  void anActivityMakesItWorkWhateverItTells() {
    put(AgentState.STOPPED, "Waiting", null);
    String activity = journal.create(record("a", ActivityType.TASK_ASSIGNED));
    String second = journal.create(record("a", ActivityType.MEMORY_READ));

    assertThat(told).last().isEqualTo(status(AgentState.WORKING, "memory_read", null));
    journal.run(succeed(second));
    assertThat(told).last().isEqualTo(status(AgentState.WORKING, null, null));
    journal.run(succeed(activity));
    assertThat(told).last().isEqualTo(status(AgentState.STOPPED, "Waiting", null));
    put(AgentState.WORKING, "Reading", 5);
    int before = told.size();
    journal.run(succeed(journal.create(record("a"))));
    assertThat(told).as("it works before, meanwhile and after").hasSize(before);
  }

  @Test
  void theDirectoryHasItAndSoDoesTheBoard() {
    assertThat(model.agent("a")).isNull();
    journal.run(new PutAgent("a", "Alpha", "lab", "Reads"));
    journal.run(new PutAgent("a", "Alpha", "lab", "Reads"));

    assertThat(journal.events()).hasSize(1);
    AgentView.OneAgent agent = model.agent("a");
    assertThat(agent.profile()).isEqualTo(((AgentRegistered) journal.lastEvent()).profile());
    assertThat(agent.profile().name()).isEqualTo("Alpha");
    assertThat(agent.status()).isEqualTo(status(AgentState.IDLE, null, null));
    assertThat(model.snapshot().state().board().totalAgents()).isEqualTo(1);

    journal.run(new PutAgent("a", null, null, null));
    assertThat(model.agent("a").profile().name()).isEqualTo("a");
  }

  @Test
  void whoIsQuietForLongLeavesTheBoardAndStaysInTheDirectory() {
    journal.run(new PutAgent("a", "Alpha", null, null));
    long early = journal.now().toEpochMilli() * 1_000;
    assertThat(model.quietSince(early, 10)).isEmpty();
    journal.pass(Duration.ofDays(1));
    long late = journal.now().toEpochMilli() * 1_000;
    assertThat(model.quietSince(late, 10)).containsExactly("a");

    journal.run(new ForgetAgents(List.of("a"), late));

    assertThat(model.snapshot().state().board().totalAgents()).isZero();
    assertThat(model.quietSince(late, 10)).isEmpty();
    assertThat(model.agent("a").profile().name()).isEqualTo("Alpha");
    put(AgentState.IDLE, null, null);
    assertThat(model.snapshot().state().board().totalAgents()).isEqualTo(1);
  }

  @Test
  void whoWorksIsNotForgotten() {
    put(AgentState.WORKING, "Long", null);
    journal.pass(Duration.ofDays(100));
    assertThat(model.quietSince(journal.now().toEpochMilli() * 1_000, 10)).isEmpty();
  }
}
