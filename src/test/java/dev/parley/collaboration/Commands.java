package dev.parley.collaboration;

import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DecisionRequest;
import dev.parley.vocabulary.DurableCommand.AnswerDecisionRequest;
import dev.parley.vocabulary.DurableCommand.CompleteActivity;
import dev.parley.vocabulary.DurableCommand.EndCollaboration;
import dev.parley.vocabulary.DurableCommand.RecordActivity;
import dev.parley.vocabulary.DurableCommand.RecordDecision;
import dev.parley.vocabulary.DurableCommand.RequestDecision;
import dev.parley.vocabulary.DurableCommand.StartCollaboration;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.Role;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Commands and callers for tests. */
final class Commands {
  static final Caller SERVICE = caller(Caller.Kind.SERVICE, "ci");

  private Commands() {}

  static Caller user(String id) {
    return new Caller(Caller.Kind.USER, id, id, Set.of(Role.MEMBER), null, null, null);
  }

  static RequestDecision ask(String agentId, String... assignees) {
    return new RequestDecision(
        agentId,
        "Ship it?\nThe tests are green.",
        List.of(
            new DecisionRequest.Option("yes", "Ship"), new DecisionRequest.Option("no", "Wait")),
        null,
        Duration.ofSeconds(60),
        List.of(assignees));
  }

  static AnswerDecisionRequest answer(String requestId, String optionId) {
    return new AnswerDecisionRequest(requestId, optionId, null);
  }

  static RecordDecision decideIn(String sessionId, String agentId) {
    return new RecordDecision(
        sessionId, agentId, "Use the index", "It is faster", List.of("index", "scan"), 0.9);
  }

  static Caller agent(String id) {
    return caller(Caller.Kind.AGENT, id);
  }

  private static Caller caller(Caller.Kind kind, String id) {
    return new Caller(kind, id, id, Set.of(Role.AGENT), null, null, null);
  }

  static RecordActivity record(String agentId) {
    return record(agentId, ActivityType.MEMORY_WRITE);
  }

  static RecordActivity decide(String agentId) {
    return record(agentId, ActivityType.DECISION_MADE);
  }

  static RecordActivity record(String agentId, ActivityType type) {
    return new RecordActivity(agentId, "engineering", type, Json.EMPTY, List.of());
  }

  static CompleteActivity succeed(String activityId) {
    return new CompleteActivity(activityId, true);
  }

  static CompleteActivity fail(String activityId) {
    return new CompleteActivity(activityId, false);
  }

  static StartCollaboration start(String... participants) {
    return new StartCollaboration(List.of(participants), "general");
  }

  static EndCollaboration end(String sessionId) {
    return new EndCollaboration(sessionId);
  }
}
