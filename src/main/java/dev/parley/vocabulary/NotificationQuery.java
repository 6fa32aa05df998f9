package dev.parley.vocabulary;

/** What one can read of notifications: one's own, and those for everybody. */
public sealed interface NotificationQuery extends Query {

  /**
   * Shows {@link NotificationView.Notifications}, newest first.
   *
   * @param unread only those that the caller has not read
   */
  record ListNotifications(boolean unread, Slice slice) implements NotificationQuery {}
}
