package dev.parley.vocabulary;

import java.util.List;

/** What one can read of who is there. What the caller may not see is not there. */
public sealed interface PresenceQuery extends Query {

  /** Shows {@link PresenceView.People}: those who are not offline. */
  record ListPresence() implements PresenceQuery {}

  /**
   * Shows {@link PresenceView.People}, in that order: whom nobody knows, or the caller may not see,
   * is offline.
   *
   * @param userIds at most 500
   */
  record ShowPresence(List<String> userIds) implements PresenceQuery {
    public ShowPresence {
      userIds = List.copyOf(userIds);
    }
  }

  /** Shows {@link PresenceView.Own}. For users. */
  record ShowOwnPresence() implements PresenceQuery {}

  /** Shows {@link PresenceView.Connections}. */
  record CountConnections() implements PresenceQuery {}
}
