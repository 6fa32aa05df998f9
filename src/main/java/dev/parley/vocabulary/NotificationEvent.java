package dev.parley.vocabulary;

import java.time.Instant;

/** What is said to one user, or to everybody, and kept. */
public sealed interface NotificationEvent extends DurableEvent {

  /** Somebody is told something; on the topic of that user, or on the global one. */
  record Notified(Notification notification) implements NotificationEvent {
    @Override
    public int weight() {
      return notification.weight();
    }
  }

  /** Somebody has read a notification, on whatever device; on the topic of that caller. */
  record NotificationRead(String notificationId, Instant readAt) implements NotificationEvent {}

  /**
   * Something that only programs understand; on the global topic.
   *
   * @param name what has happened, in a word of the deployment's own
   * @param by the id of the administrator who tells it
   */
  record SystemEvent(String name, Json data, String by) implements NotificationEvent {
    @Override
    public int weight() {
      return 512 + data.text().length();
    }
  }
}
