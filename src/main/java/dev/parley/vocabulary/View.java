package dev.parley.vocabulary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A snapshot of state: what a query shows, and the first thing that a connection is told. */
public sealed interface View
    permits StatusBoard,
        View.ActivityFeed,
        View.ActiveSessions,
        View.CollaborationState,
        View.Sessions,
        View.SessionDetail,
        View.MemoryUpdates,
        View.DecisionRequests,
        View.OneDecisionRequest,
        View.ApiKeys,
        View.Audit,
        View.Me,
        RoomView,
        NotificationView,
        AgentView,
        PresenceView,
        ContentView {

  /**
   * Activities, newest first.
   *
   * @param agentId the agent that was asked for, or null
   * @param next gives the part that follows; null where there is none
   */
  record ActivityFeed(List<Activity> activities, @Nullable String agentId, @Nullable Long next)
      implements View {
    public ActivityFeed {
      activities = List.copyOf(activities);
    }
  }

  /** The sessions that have not ended, oldest first. */
  record ActiveSessions(List<Session> sessions) implements View {
    public ActiveSessions {
      sessions = List.copyOf(sessions);
    }
  }

  /** Board and active sessions, taken together. */
  record CollaborationState(StatusBoard board, List<Session> activeSessions) implements View {
    public CollaborationState {
      activeSessions = List.copyOf(activeSessions);
    }
  }

  /**
   * Sessions, newest first.
   *
   * @param next gives the part that follows; null where there is none
   */
  record Sessions(List<SessionRecord> sessions, @Nullable Long next) implements View {
    public Sessions {
      sessions = List.copyOf(sessions);
    }
  }

  /**
   * One session.
   *
   * @param activities of its participants while it was active; the newest 500, newest first
   * @param decisions that were recorded in it; the newest 500, newest first
   * @param requests what people were asked in it; the newest 500, newest first
   */
  record SessionDetail(
      SessionRecord session,
      List<Activity> activities,
      List<Decision> decisions,
      List<DecisionRequest> requests)
      implements View {
    public SessionDetail {
      activities = List.copyOf(activities);
      decisions = List.copyOf(decisions);
      requests = List.copyOf(requests);
    }
  }

  /**
   * Memory updates, newest first.
   *
   * @param next gives the part that follows; null where there is none
   */
  record MemoryUpdates(List<MemoryUpdate> updates, @Nullable Long next) implements View {
    public MemoryUpdates {
      updates = List.copyOf(updates);
    }
  }

  /**
   * Requests, newest first.
   *
   * @param next gives the part that follows; null where there is none
   */
  record DecisionRequests(List<DecisionRequest> requests, @Nullable Long next) implements View {
    public DecisionRequests {
      requests = List.copyOf(requests);
    }
  }

  /** One request. */
  record OneDecisionRequest(DecisionRequest request) implements View {}

  /** Keys, newest first. */
  record ApiKeys(List<ApiKey> keys) implements View {
    public ApiKeys {
      keys = List.copyOf(keys);
    }
  }

  /** The caller, as the hub sees it. */
  record Me(Caller caller) implements View {}

  /**
   * Administrative acts, newest first.
   *
   * @param next gives the part that follows; null where there is none
   */
  record Audit(List<AuditEntry> entries, @Nullable Long next) implements View {
    public Audit {
      entries = List.copyOf(entries);
    }
  }
}
