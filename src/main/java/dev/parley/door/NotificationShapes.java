package dev.parley.door;

import dev.parley.vocabulary.Notification;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;

/** The JSON shapes of notifications. */
public final class NotificationShapes {
  private NotificationShapes() {}

  /** A notification. */
  public static JsonObjectBuilder notification(Notification notification) {
    JsonArrayBuilder actions = JsonText.PROVIDER.createArrayBuilder();
    notification
        .actions()
        .forEach(
            action ->
                actions.add(
                    Shapes.object()
                        .add("action", action.action())
                        .add("title", action.title())
                        .add("icon", Shapes.text(action.icon()))));
    return Shapes.object()
        .add("id", notification.notificationId())
        .add("level", notification.level().wireName())
        .add("title", Shapes.text(notification.title()))
        .add("message", notification.message())
        .add("link", Shapes.text(notification.link()))
        .add("icon", Shapes.text(notification.icon()))
        .add("badge", Shapes.text(notification.badge()))
        .add("actions", actions)
        .add("userId", Shapes.text(notification.userId()))
        .add("sentBy", notification.sentBy())
        .add("timestamp", Shapes.time(notification.sentAt()));
  }
}
