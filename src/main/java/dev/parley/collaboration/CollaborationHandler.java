package dev.parley.collaboration;

import dev.parley.journal.Batch;
import dev.parley.journal.CommandHandler;
import dev.parley.vocabulary.ActivityStatus;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.DurableCommand.CompleteActivity;
import dev.parley.vocabulary.DurableCommand.EndCollaboration;
import dev.parley.vocabulary.DurableCommand.ExpireActivities;
import dev.parley.vocabulary.DurableCommand.ForgetAgents;
import dev.parley.vocabulary.DurableCommand.RecordActivity;
import dev.parley.vocabulary.DurableCommand.RecordMemoryUpdate;
import dev.parley.vocabulary.DurableCommand.StartCollaboration;
import dev.parley.vocabulary.DurableEvent.ActivityCompleted;
import dev.parley.vocabulary.DurableEvent.ActivityRecorded;
import dev.parley.vocabulary.DurableEvent.AgentForgotten;
import dev.parley.vocabulary.DurableEvent.CollaborationEnded;
import dev.parley.vocabulary.DurableEvent.CollaborationStarted;
import dev.parley.vocabulary.DurableEvent.MemoryUpdated;
import dev.parley.vocabulary.MemoryUpdate;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what agents report. Stateless; runs on the journal's writer thread.
 *
 * <p>That a caller may speak for the agent it names is the switchboard's matter. Which agent an
 * activity belongs to is known only here, so here it is checked who may complete it.
 */
public final class CollaborationHandler implements CommandHandler {
  /**
   * How many participants a session may have. Every one of them is looked up when it starts and
   * ends, in the one transaction that everybody waits for.
   */
  static final int MAX_PARTICIPANTS = 1_000;

  private final ActivityRetention retention;

  /** Keeps activities for 30 days. */
  public CollaborationHandler() {
    this(ActivityRetention.DEFAULT.age());
  }

  /**
   * @param retention how long activities are kept, but for the newest and those that are active
   */
  public CollaborationHandler(Duration retention) {
    this.retention = new ActivityRetention(retention, ActivityRetention.DEFAULT.newest());
  }

  @Override
  public int prune(Connection connection, Instant now, int most) throws SQLException {
    return retention.prune(connection, now, most);
  }

  @Override
  public Set<Class<? extends DurableCommand>> commands() {
    return Set.of(
        RecordActivity.class,
        CompleteActivity.class,
        StartCollaboration.class,
        EndCollaboration.class,
        RecordMemoryUpdate.class,
        ExpireActivities.class,
        ForgetAgents.class);
  }

  /** Names all rows but those of an ending session's participants, which stand in its row. */
  @Override
  public void announceKeys(DurableCommand command, Caller caller, Keys keys) {
    switch (command) {
      case RecordActivity record -> keys.add(AgentRow.class, record.agentId());
      case CompleteActivity complete -> announceActivity(complete.activityId(), keys);
      case StartCollaboration start ->
          start.participants().stream()
              .limit(MAX_PARTICIPANTS)
              .forEach(agentId -> keys.add(AgentRow.class, agentId));
      case EndCollaboration end ->
          Ids.parseSession(end.sessionId()).ifPresent(stamp -> keys.add(SessionRow.class, stamp));
      case ExpireActivities late -> late.activityIds().forEach(id -> announceActivity(id, keys));
      case ForgetAgents quiet ->
          quiet.agentIds().forEach(agentId -> keys.add(AgentRow.class, agentId));
      default -> {
        // A memory update looks nothing up.
      }
    }
  }

  private static void announceActivity(String activityId, Keys keys) {
    Ids.parseActivity(activityId).ifPresent(key -> keys.add(ActivityRow.class, key.stamp()));
  }

  @Override
  public Reply handle(DurableCommand command, Batch batch) {
    return switch (command) {
      case RecordActivity record -> record(record, batch);
      case CompleteActivity complete -> complete(complete, batch);
      case StartCollaboration start -> start(start, batch);
      case EndCollaboration end -> end(end, batch);
      case RecordMemoryUpdate update -> remember(update, batch);
      case ExpireActivities late -> expire(late, batch);
      case ForgetAgents quiet -> forget(quiet, batch);
      default -> throw new IllegalArgumentException("not a command of this feature: " + command);
    };
  }

  private static Reply record(RecordActivity command, Batch batch) {
    String agentId = command.agentId();
    AgentRow agent = batch.find(AgentRow.class, agentId);
    ActivityRow activity = new ActivityRow(batch.nextStamp(), command, batch.now());
    batch.persist(activity, activity.stamp());
    if (agent == null) {
      agent = new AgentRow(agentId, batch.now());
      batch.persist(agent, agentId);
    }
    agent.did(activity);
    batch.append(Topic.COLLABORATION, new ActivityRecorded(activity.activity()));
    return Reply.created(Ids.activity(activity.stamp(), agentId));
  }

  private static Reply complete(CompleteActivity command, Batch batch) {
    ActivityRow activity = findActivity(command.activityId(), batch);
    if (activity == null) {
      return Reply.refused(Refusal.Code.NOT_FOUND, "There is no activity of that id.");
    }
    if (!batch.caller().mayActFor(activity.agentId())) {
      return Reply.refused(
          Refusal.Code.FORBIDDEN, "The activity belongs to an agent that you do not act for.");
    }
    ActivityStatus outcome = command.success() ? ActivityStatus.COMPLETED : ActivityStatus.FAILED;
    return switch (activity.status()) {
      case ACTIVE, EXPIRED -> {
        activity.end(outcome, batch.now());
        batch.append(
            Topic.COLLABORATION,
            new ActivityCompleted(
                command.activityId(), activity.agentId(), activity.type(), outcome));
        yield Reply.done();
      }
      case COMPLETED, FAILED ->
          activity.status() == outcome
              ? Reply.done()
              : Reply.refused(
                  Refusal.Code.CONFLICT,
                  "The activity has ended with another outcome: "
                      + activity.status().wireName()
                      + ".");
    };
  }

  private static Reply expire(ExpireActivities command, Batch batch) {
    for (String activityId : command.activityIds()) {
      ActivityRow activity = findActivity(activityId, batch);
      // It may have been completed since the hub looked.
      if (activity != null && activity.status() == ActivityStatus.ACTIVE) {
        activity.end(ActivityStatus.EXPIRED, batch.now());
        batch.append(
            Topic.COLLABORATION,
            new ActivityCompleted(
                activityId, activity.agentId(), activity.type(), ActivityStatus.EXPIRED));
      }
    }
    return Reply.done();
  }

  private static Reply forget(ForgetAgents command, Batch batch) {
    for (String agentId : command.agentIds()) {
      AgentRow agent = batch.find(AgentRow.class, agentId);
      // It may have done something since the hub looked.
      if (agent != null && !agent.isForgotten() && agent.heardStamp() < command.quietSince()) {
        agent.forget();
        batch.append(Topic.COLLABORATION, new AgentForgotten(agentId));
      }
    }
    return Reply.done();
  }

  private static @Nullable ActivityRow findActivity(String activityId, Batch batch) {
    Ids.ActivityKey key = Ids.parseActivity(activityId).orElse(null);
    if (key == null) {
      return null;
    }
    ActivityRow activity = batch.find(ActivityRow.class, key.stamp());
    return activity != null && activity.agentId().equals(key.agentId()) ? activity : null;
  }

  private static Reply start(StartCollaboration command, Batch batch) {
    List<String> participants = List.copyOf(new LinkedHashSet<>(command.participants()));
    if (participants.isEmpty() || participants.size() > MAX_PARTICIPANTS) {
      return new Reply.Refused(
          Refusal.invalid(
              List.of(
                  new Refusal.Fault(
                      "/participants",
                      "must name between 1 and " + MAX_PARTICIPANTS + " agents."))));
    }
    Totals before = totals(participants, batch);
    long stamp = batch.nextStamp();
    SessionRow session =
        new SessionRow(stamp, participants, command.sessionType(), batch.now(), before);
    batch.persist(session, stamp);
    batch.append(Topic.COLLABORATION, new CollaborationStarted(session.session(before)));
    return Reply.created(session.sessionId());
  }

  private static Reply end(EndCollaboration command, Batch batch) {
    OptionalLong stamp = Ids.parseSession(command.sessionId());
    SessionRow session = stamp.isPresent() ? batch.find(SessionRow.class, stamp.getAsLong()) : null;
    if (session == null) {
      return Reply.refused(Refusal.Code.NOT_FOUND, "There is no session of that id.");
    }
    if (session.isActive()) {
      session.end(batch.now(), totals(session.participants(), batch));
      batch.append(Topic.COLLABORATION, new CollaborationEnded(command.sessionId(), batch.now()));
    }
    return Reply.done();
  }

  private static Reply remember(RecordMemoryUpdate command, Batch batch) {
    MemoryUpdate update =
        new MemoryUpdate(
            command.operation(),
            command.itemId(),
            command.agentId(),
            batch.now(),
            command.metadata());
    long stamp = batch.nextStamp();
    batch.persist(new MemoryUpdateRow(stamp, update), stamp);
    batch.append(Topic.COLLABORATION, new MemoryUpdated(update));
    return Reply.done();
  }

  /** What the agents together ever did; who is not known yet has done nothing. */
  private static Totals totals(List<String> agentIds, Batch batch) {
    Totals sum = Totals.NONE;
    for (String agentId : agentIds) {
      AgentRow agent = batch.find(AgentRow.class, agentId);
      if (agent != null) {
        sum = sum.plus(agent.totals());
      }
    }
    return sum;
  }
}
