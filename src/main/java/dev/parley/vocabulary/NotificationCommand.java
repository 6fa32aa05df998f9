package dev.parley.vocabulary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one can ask for about notifications. */
public sealed interface NotificationCommand extends DurableCommand {

  /**
   * A user, or everybody, is told something. {@code Posted} with the notification's id.
   *
   * @param userId null for everybody
   */
  record Notify(
      Notification.Level level,
      String message,
      @Nullable String userId,
      @Nullable String title,
      @Nullable String link,
      @Nullable String icon,
      @Nullable String badge,
      List<Notification.Action> actions)
      implements NotificationCommand {
    public Notify {
      actions = List.copyOf(actions);
    }

    @Override
    public int weight() {
      return 1024 + message.length() + 256 * actions.size();
    }
  }

  /** The caller has read it. {@code Done}, also where it had before. */
  record MarkNotificationRead(String notificationId) implements NotificationCommand {}

  /**
   * The caller has read these. {@code Done}; those that are not, or no longer, there for the caller
   * are left out.
   */
  record MarkNotificationsRead(List<String> notificationIds) implements NotificationCommand {
    public MarkNotificationsRead {
      notificationIds = List.copyOf(notificationIds);
    }

    @Override
    public int weight() {
      return 512 + 32 * notificationIds.size();
    }
  }

  /**
   * Everybody's program is told something that only programs understand. {@code Posted} with an id
   * that nothing asks for.
   *
   * @param event what has happened, in a word of the deployment's own
   */
  record Broadcast(String event, Json data) implements NotificationCommand {
    @Override
    public int weight() {
      return 512 + data.text().length();
    }
  }
}
