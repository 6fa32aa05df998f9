package dev.parley.collaboration;

import dev.parley.journal.Batch;
import dev.parley.journal.CommandHandler;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DecisionRequest;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.DurableCommand.AnswerDecisionRequest;
import dev.parley.vocabulary.DurableCommand.RecordDecision;
import dev.parley.vocabulary.DurableCommand.RequestDecision;
import dev.parley.vocabulary.DurableCommand.TimeOutDecisionRequests;
import dev.parley.vocabulary.DurableEvent.DecisionRecorded;
import dev.parley.vocabulary.DurableEvent.DecisionRequested;
import dev.parley.vocabulary.DurableEvent.DecisionResolved;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Topic;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what agents decide, and what they let people decide. Stateless; runs on the journal's
 * writer thread, so of two answers one is the first.
 */
public final class DecisionHandler implements CommandHandler {

  @Override
  public Set<Class<? extends DurableCommand>> commands() {
    return Set.of(
        RecordDecision.class,
        RequestDecision.class,
        AnswerDecisionRequest.class,
        TimeOutDecisionRequests.class);
  }

  @Override
  public void announceKeys(DurableCommand command, Caller caller, Keys keys) {
    switch (command) {
      case RecordDecision record -> announceSession(record.sessionId(), keys);
      case RequestDecision request -> announceSession(request.sessionId(), keys);
      case AnswerDecisionRequest answer -> announceRequest(answer.requestId(), keys);
      case TimeOutDecisionRequests late ->
          late.requestIds().forEach(id -> announceRequest(id, keys));
      default -> throw new IllegalArgumentException("not a command of this feature: " + command);
    }
  }

  private static void announceSession(@Nullable String sessionId, Keys keys) {
    if (sessionId != null) {
      Ids.parseSession(sessionId).ifPresent(stamp -> keys.add(SessionRow.class, stamp));
    }
  }

  private static void announceRequest(String requestId, Keys keys) {
    Ids.parseRequest(requestId).ifPresent(stamp -> keys.add(DecisionRequestRow.class, stamp));
  }

  @Override
  public Reply handle(DurableCommand command, Batch batch) {
    return switch (command) {
      case RecordDecision record -> record(record, batch);
      case RequestDecision request -> ask(request, batch);
      case AnswerDecisionRequest answer -> answer(answer, batch);
      case TimeOutDecisionRequests late -> timeOut(late, batch);
      default -> throw new IllegalArgumentException("not a command of this feature: " + command);
    };
  }

  private static Reply record(RecordDecision command, Batch batch) {
    SessionRow session = session(command.sessionId(), batch);
    if (session == null) {
      return noSession();
    }
    if (!session.participants().contains(command.agentId())) {
      return invalid("/agent_id", "is not in that session");
    }
    if (!session.isActive()) {
      return Reply.refused(Refusal.Code.CONFLICT, "The session has ended.");
    }
    DecisionRow decision =
        new DecisionRow(batch.nextStamp(), session.stamp(), command, batch.now());
    batch.persist(decision, decision.stamp());
    session.decided();
    batch.append(Topic.COLLABORATION, new DecisionRecorded(decision.decision()));
    return Reply.created(Ids.decision(decision.stamp()));
  }

  private static Reply ask(RequestDecision command, Batch batch) {
    if (command.sessionId() != null && session(command.sessionId(), batch) == null) {
      return noSession();
    }
    DecisionRequestRow request = new DecisionRequestRow(batch.nextStamp(), command, batch.now());
    batch.persist(request, request.stamp());
    batch.append(Topic.COLLABORATION, new DecisionRequested(request.request()));
    return Reply.created(Ids.request(request.stamp()));
  }

  private static Reply answer(AnswerDecisionRequest command, Batch batch) {
    DecisionRequestRow row = request(command.requestId(), batch);
    if (row == null) {
      return Reply.refused(Refusal.Code.NOT_FOUND, "There is no decision request of that id.");
    }
    DecisionRequest request = row.request();
    Refusal refusal = refusal(request, batch.caller());
    if (refusal != null) {
      return new Reply.Refused(refusal);
    }
    if (request.options().stream().noneMatch(option -> option.id().equals(command.optionId()))) {
      return invalid("/option_id", "is not one of the options");
    }
    // Time decides, not the tick that says so: an answer that comes too late never counts.
    boolean late = request.isPending() && !batch.now().isBefore(request.expiresAt());
    return switch (late ? DecisionRequest.Status.TIMED_OUT : request.status()) {
      case PENDING -> {
        DecisionRequest.Answer answer =
            new DecisionRequest.Answer(
                command.optionId(), command.comment(), batch.caller().id(), batch.now());
        row.answer(answer);
        batch.append(Topic.COLLABORATION, new DecisionResolved(request.answered(answer)));
        yield Reply.done();
      }
      case ANSWERED -> Reply.refused(Refusal.Code.CONFLICT, "Somebody has answered before.");
      case TIMED_OUT -> Reply.refused(Refusal.Code.CONFLICT, "The time to answer is over.");
    };
  }

  /** Why the caller may not answer; null where it may. People decide, not agents. */
  private static @Nullable Refusal refusal(DecisionRequest request, Caller caller) {
    if (caller.holds(Role.ADMIN)) {
      return null;
    }
    if (caller.kind() != Caller.Kind.USER) {
      return Refusal.of(Refusal.Code.FORBIDDEN, "Only people answer decision requests.");
    }
    return request.assignees().isEmpty() || request.assignees().contains(caller.id())
        ? null
        : Refusal.of(Refusal.Code.FORBIDDEN, "The request is for others to answer.");
  }

  private static Reply timeOut(TimeOutDecisionRequests command, Batch batch) {
    for (String requestId : command.requestIds()) {
      DecisionRequestRow row = request(requestId, batch);
      DecisionRequest request = row == null ? null : row.request();
      // It may have been answered since the hub looked.
      if (row != null
          && request != null
          && request.isPending()
          && !batch.now().isBefore(request.expiresAt())) {
        row.timeOut();
        batch.append(Topic.COLLABORATION, new DecisionResolved(request.timedOut()));
      }
    }
    return Reply.done();
  }

  private static @Nullable SessionRow session(String sessionId, Batch batch) {
    OptionalLong stamp = Ids.parseSession(sessionId);
    return stamp.isPresent() ? batch.find(SessionRow.class, stamp.getAsLong()) : null;
  }

  private static @Nullable DecisionRequestRow request(String requestId, Batch batch) {
    OptionalLong stamp = Ids.parseRequest(requestId);
    return stamp.isPresent() ? batch.find(DecisionRequestRow.class, stamp.getAsLong()) : null;
  }

  private static Reply noSession() {
    return Reply.refused(Refusal.Code.NOT_FOUND, "There is no session of that id.");
  }

  private static Reply invalid(String pointer, String detail) {
    return new Reply.Refused(Refusal.invalid(List.of(new Refusal.Fault(pointer, detail))));
  }
}
