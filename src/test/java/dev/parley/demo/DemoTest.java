package dev.parley.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.DecisionRequest;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DemoTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MANY = 400;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Semaphore asked = new Semaphore(0);

  // Guarded by this.
  private final Set<String> active = new HashSet<>();
  private final Set<String> sessions = new HashSet<>();
  private final Map<String, DecisionRequest> questions = new HashMap<>();
  private final List<Command> commands = new ArrayList<>();
  private final List<Integer> activeAtATime = new ArrayList<>();
  private int ids;
  private boolean away;

  private final Demo demo = new Demo(this::answer, timer, new Random(1), 2);

  @AfterEach
  void stop() {
    demo.close();
    timer.shutdownNow();
  }

  @Test
  void everythingThatCanBeSeenHappensAndEndsAgain() throws Exception {
    demo.start();
    asked.acquire(MANY);
    demo.close();

    synchronized (this) {
      assertThat(commands.stream().map(Object::getClass).distinct().toList())
          .contains(
              DurableCommand.RecordActivity.class,
              DurableCommand.CompleteActivity.class,
              DurableCommand.StartCollaboration.class,
              DurableCommand.EndCollaboration.class,
              DurableCommand.RecordDecision.class,
              DurableCommand.RecordMemoryUpdate.class,
              DurableCommand.RequestDecision.class,
              Query.ShowDecisionRequest.class);
      assertThat(commands.subList(0, 5))
          .as("soon there is a meeting and a question")
          .hasAtLeastOneElementOfType(DurableCommand.StartCollaboration.class)
          .hasAtLeastOneElementOfType(DurableCommand.RequestDecision.class);
      assertThat(commands)
          .as("who has asked goes on with the answer")
          .anyMatch(
              command ->
                  command instanceof DurableCommand.RecordActivity activity
                      && activity.metadata().text().startsWith("{\"answer\":"));
      assertThat(activeAtATime).allMatch(count -> count <= Script.agents().size());
      assertThat(active).as("left unfinished").isEmpty();
      assertThat(sessions).as("left open").isEmpty();
    }
  }

  @Test
  void nothingIsAskedAfterTheEnd() throws Exception {
    demo.start();
    asked.acquire(20);
    demo.close();
    int count;
    synchronized (this) {
      count = commands.size();
    }
    timer.shutdown();
    assertThat(timer.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    synchronized (this) {
      assertThat(commands).hasSize(count);
    }
  }

  @Test
  void itGoesOnWhenTheHubWasAwayAndWhenItsActivitiesHaveExpired() throws Exception {
    demo.start();
    asked.acquire(30);
    synchronized (this) {
      away = true;
    }
    asked.drainPermits();
    asked.acquire(10);
    synchronized (this) {
      away = false;
      active.clear();
      sessions.clear();
      questions.clear();
    }
    asked.drainPermits();
    asked.acquire(MANY);
    demo.close();
    synchronized (this) {
      assertThat(active).isEmpty();
      assertThat(sessions).isEmpty();
    }
  }

  /** As the hub would. */
  private synchronized CompletionStage<Reply> answer(Command command, Caller caller) {
    assertThat(caller.roles()).containsExactly(Role.AGENT);
    commands.add(command);
    Reply reply =
        away
            ? new Reply.Refused(Refusal.unavailable("away", Duration.ofSeconds(1)))
            : answer(command);
    activeAtATime.add(active.size());
    asked.release();
    return CompletableFuture.completedFuture(reply);
  }

  private Reply answer(Command command) {
    return switch (command) {
      case DurableCommand.RecordActivity c -> created(active, "act_");
      case DurableCommand.CompleteActivity c -> removed(active, c.activityId());
      case DurableCommand.StartCollaboration c -> {
        assertThat(c.participants()).doesNotHaveDuplicates().hasSize(3);
        yield created(sessions, "collab_");
      }
      case DurableCommand.EndCollaboration c -> removed(sessions, c.sessionId());
      case DurableCommand.RecordDecision c ->
          sessions.contains(c.sessionId()) ? Reply.created("dec_" + ids++) : missing();
      case DurableCommand.RecordMemoryUpdate c -> Reply.done();
      case DurableCommand.RequestDecision c -> {
        String id = "req_" + ids++;
        questions.put(
            id,
            new DecisionRequest(
                id,
                c.agentId(),
                c.question(),
                c.options(),
                c.sessionId(),
                List.of(),
                NOW,
                NOW.plus(c.timeout()),
                DecisionRequest.Status.PENDING,
                null));
        yield Reply.created(id);
      }
      case Query.ShowDecisionRequest q -> shown(q.requestId());
      default -> throw new AssertionError("the demo has no business with " + command);
    };
  }

  /** Every second look finds it answered. */
  private Reply shown(String id) {
    DecisionRequest request = questions.get(id);
    if (request == null) {
      return missing();
    }
    questions.put(
        id,
        request.answered(
            new DecisionRequest.Answer(request.options().getFirst().id(), null, "alice", NOW)));
    return Reply.shown(new View.OneDecisionRequest(request));
  }

  private Reply created(Set<String> among, String prefix) {
    String id = prefix + ids++;
    among.add(id);
    return Reply.created(id);
  }

  private static Reply removed(Set<String> from, String id) {
    return from.remove(id) ? Reply.done() : missing();
  }

  private static Reply missing() {
    return Reply.refused(Refusal.Code.NOT_FOUND, "There is no such thing.");
  }
}
