package dev.parley.vocabulary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A snapshot of state: what a query shows, and the first thing that a connection is told. */
public sealed interface View
    permits StatusBoard,
        View.ActivityFeed,
        View.ActiveSessions,
        View.CollaborationState,
        View.ApiKeys,
        View.Me {

  /**
   * Activities, newest first.
   *
   * @param agentId the agent that was asked for, or null
   */
  record ActivityFeed(List<Activity> activities, @Nullable String agentId) implements View {
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

  /** Keys, newest first. */
  record ApiKeys(List<ApiKey> keys) implements View {
    public ApiKeys {
      keys = List.copyOf(keys);
    }
  }

  /** The caller, as the hub sees it. */
  record Me(Caller caller) implements View {}
}
