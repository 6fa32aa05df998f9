package dev.parley.vocabulary;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is shown of notifications. */
public sealed interface NotificationView extends View {

  /**
   * A notification as the caller finds it.
   *
   * @param readAt when the caller has read it; null where it has not
   */
  record Shown(Notification notification, @Nullable Instant readAt) {}

  /**
   * Notifications, newest first.
   *
   * @param unread how many the caller has not read; at most {@value #MAX_UNREAD} are counted
   * @param next gives the part that follows; null where there is none
   */
  record Notifications(List<Shown> notifications, int unread, @Nullable Long next)
      implements NotificationView {
    /** How far unread notifications are counted. */
    public static final int MAX_UNREAD = 1_000;

    public Notifications {
      notifications = List.copyOf(notifications);
    }
  }
}
