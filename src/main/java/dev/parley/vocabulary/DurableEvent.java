package dev.parley.vocabulary;

import java.time.Instant;
import java.util.List;

/** An event that is kept in the journal and has an offset in its topic. */
public sealed interface DurableEvent extends Event
    permits DurableEvent.ActivityRecorded,
        DurableEvent.ActivityCompleted,
        DurableEvent.MemoryUpdated,
        DurableEvent.CollaborationStarted,
        DurableEvent.CollaborationEnded,
        DurableEvent.DecisionRecorded,
        DurableEvent.DecisionRequested,
        DurableEvent.DecisionResolved,
        DurableEvent.AgentForgotten,
        DurableEvent.ApiKeyCreated,
        DurableEvent.Unknown,
        DurableEvent.ApiKeyRevoked,
        RoomEvent,
        NotificationEvent,
        AgentEvent,
        PresenceEvent,
        ContentEvent {

  /**
   * The offsets of earlier events of the same topic whose content must be found nowhere any more.
   * They keep their offsets; whoever reads them from now on finds this event in their place.
   */
  default List<Long> takesBack() {
    return List.of();
  }

  /** An agent has begun something. */
  record ActivityRecorded(Activity activity) implements DurableEvent {
    @Override
    public int weight() {
      return 512 + activity.metadata().text().length() + 64 * activity.relatedAgents().size();
    }
  }

  /**
   * An activity has ended.
   *
   * @param status {@code completed}, {@code failed} or {@code expired}, never {@code active}
   */
  record ActivityCompleted(
      String activityId, String agentId, ActivityType activityType, ActivityStatus status)
      implements DurableEvent {

    /** Whether it ended well. */
    public boolean success() {
      return status == ActivityStatus.COMPLETED;
    }
  }

  /** An agent has written, read or deleted an item of its memory. */
  record MemoryUpdated(MemoryUpdate update) implements DurableEvent {
    @Override
    public int weight() {
      return 512 + update.metadata().text().length();
    }
  }

  /** Agents have begun to work together; the session's counts are zero. */
  record CollaborationStarted(Session session) implements DurableEvent {}

  /** A session is over. */
  record CollaborationEnded(String sessionId, Instant endedAt) implements DurableEvent {}

  /** An agent has told what it decided. */
  record DecisionRecorded(Decision decision) implements DurableEvent {
    @Override
    public int weight() {
      return 1024 + decision.decision().length() + 64 * decision.options().size();
    }
  }

  /** An agent asks people; the request is pending. */
  record DecisionRequested(DecisionRequest request) implements DurableEvent {
    @Override
    public int weight() {
      return request.weight();
    }
  }

  /** A request was answered, or nobody did in time. */
  record DecisionResolved(DecisionRequest request) implements DurableEvent {
    @Override
    public int weight() {
      return request.weight();
    }
  }

  /** An agent has left the board until it does something again. */
  record AgentForgotten(String agentId) implements DurableEvent {}

  /** A key can be used from now on. Told to the hub's nodes alone. */
  record ApiKeyCreated(ApiKey key) implements DurableEvent {}

  /**
   * Something that another version of the hub has written and this one has no word for: it keeps
   * its offset, and nobody is told of it.
   *
   * @param type its name in the journal
   */
  record Unknown(String type) implements DurableEvent {}

  /** A key can no longer be used. Told to the hub's nodes alone. */
  record ApiKeyRevoked(String keyId, Instant revokedAt) implements DurableEvent {}
}
