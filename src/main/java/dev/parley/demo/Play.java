package dev.parley.demo;

import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.DecisionRequest;
import dev.parley.vocabulary.DurableCommand.CompleteActivity;
import dev.parley.vocabulary.DurableCommand.EndCollaboration;
import dev.parley.vocabulary.DurableCommand.RecordActivity;
import dev.parley.vocabulary.DurableCommand.RecordDecision;
import dev.parley.vocabulary.DurableCommand.RecordMemoryUpdate;
import dev.parley.vocabulary.DurableCommand.RequestDecision;
import dev.parley.vocabulary.DurableCommand.StartCollaboration;
import dev.parley.vocabulary.MemoryOperation;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What comes next, and what has been begun. Its user lets one step be settled before it asks for
 * the next, and sees to it that one thread at a time is here.
 */
final class Play {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  // Counted in steps; the first meeting and the first question come soon.
  private static final int FIRST_MEETING = 1;
  private static final int MEETING_LASTS = 25;
  private static final int BETWEEN_MEETINGS = 8;
  private static final int FIRST_QUESTION = 3;
  private static final int BETWEEN_QUESTIONS = 40;
  private static final int BUSY_AGENTS = 4;

  private final Script script;
  private final Map<String, String> activityOfAgent = new LinkedHashMap<>();
  private @Nullable String session;
  private List<String> participants = List.of();
  private @Nullable String question;
  private @Nullable DecisionRequest reaction;
  private int steps;
  private int meetingDue = FIRST_MEETING;
  private int questionDue = FIRST_QUESTION;

  /** A step: what to ask for, and what to make of the answer if it is no refusal. */
  record Step(Command command, Consumer<Reply> then) {}

  Play(Script script) {
    this.script = script;
  }

  /** The next step. */
  Step next() {
    steps++;
    return chosen();
  }

  /** What is to be ended when there is no next step. */
  List<Command> leftovers() {
    List<Command> leftovers = new ArrayList<>();
    activityOfAgent.values().forEach(id -> leftovers.add(new CompleteActivity(id, true)));
    if (session != null) {
      leftovers.add(new EndCollaboration(session));
    }
    return leftovers;
  }

  /** The hub has refused it: what was known is not so any more. */
  void forget(Command command) {
    if (command instanceof CompleteActivity complete) {
      activityOfAgent.values().remove(complete.activityId());
    } else if (command instanceof Query.ShowDecisionRequest) {
      question = null;
    } else if (command instanceof EndCollaboration || command instanceof RecordDecision) {
      session = null;
    }
  }

  private Step chosen() {
    DecisionRequest answered = reaction;
    if (answered != null) {
      return react(answered);
    }
    if (session == null && steps >= meetingDue) {
      return meet();
    }
    if (session != null && steps >= meetingDue) {
      return part(session);
    }
    if (question == null && steps >= questionDue) {
      return ask();
    }
    if (question != null && steps % 3 == 0) {
      return lookFor(question);
    }
    if (session != null && steps % 7 == 0) {
      return decide(session);
    }
    if (steps % 5 == 0) {
      return remember();
    }
    List<String> idle = new ArrayList<>(Script.agents());
    idle.removeAll(activityOfAgent.keySet());
    return activityOfAgent.size() < BUSY_AGENTS ? begin(script.any(idle)) : complete();
  }

  private Step meet() {
    List<String> all = new ArrayList<>(Script.agents());
    while (all.size() > 3) {
      all.remove(script.any(all));
    }
    return new Step(
        new StartCollaboration(all, script.meeting()),
        reply -> {
          session = ((Reply.Created) reply).id();
          participants = List.copyOf(all);
          meetingDue = steps + MEETING_LASTS;
        });
  }

  private Step part(String ending) {
    return new Step(
        new EndCollaboration(ending),
        reply -> {
          session = null;
          meetingDue = steps + BETWEEN_MEETINGS;
        });
  }

  private Step ask() {
    Script.Question asked = script.question();
    return new Step(
        new RequestDecision(
            script.any(Script.agents()),
            asked.text(),
            asked.options(),
            session,
            PATIENCE,
            List.of()),
        reply -> {
          question = ((Reply.Created) reply).id();
          questionDue = steps + BETWEEN_QUESTIONS;
        });
  }

  private Step lookFor(String asked) {
    return new Step(
        new Query.ShowDecisionRequest(asked, Duration.ZERO),
        reply -> {
          if (reply instanceof Reply.Shown shown
              && shown.view() instanceof View.OneDecisionRequest one
              && !one.request().isPending()) {
            question = null;
            reaction = one.request().answer() == null ? null : one.request();
          }
        });
  }

  /** Who has asked puts aside what it was doing, and goes on with what people have said. */
  private Step react(DecisionRequest request) {
    String agent = request.agentId();
    String before = activityOfAgent.get(agent);
    if (before != null) {
      return complete(agent, before, true);
    }
    reaction = null;
    DecisionRequest.Answer answer = request.answer();
    return new Step(
        activity(
            agent,
            new Script.Task(
                ActivityType.DECISION_MADE, "answer", answer == null ? "" : answer.optionId())),
        reply -> began(agent, reply));
  }

  private Step decide(String meeting) {
    return new Step(
        new RecordDecision(
            meeting, script.any(participants), script.decision(), null, List.of(), null),
        reply -> {});
  }

  private Step remember() {
    Script.Task task = script.task();
    return new Step(
        new RecordMemoryUpdate(
            steps % 2 == 0 ? MemoryOperation.READ : MemoryOperation.WRITE,
            task.value(),
            script.any(Script.agents()),
            task.metadata()),
        reply -> {});
  }

  private Step begin(String agent) {
    return new Step(activity(agent, script.task()), reply -> began(agent, reply));
  }

  private static RecordActivity activity(String agent, Script.Task task) {
    return new RecordActivity(
        agent, Script.AGENTS.getOrDefault(agent, "demo"), task.type(), task.metadata(), List.of());
  }

  private void began(String agent, Reply reply) {
    if (reply instanceof Reply.Created created) {
      activityOfAgent.put(agent, created.id());
    }
  }

  /** The one that has taken longest; most go well. */
  private Step complete() {
    Map.Entry<String, String> oldest = activityOfAgent.entrySet().iterator().next();
    return complete(oldest.getKey(), oldest.getValue(), steps % 11 != 0);
  }

  private Step complete(String agent, String activity, boolean success) {
    return new Step(
        new CompleteActivity(activity, success), reply -> activityOfAgent.remove(agent, activity));
  }
}
