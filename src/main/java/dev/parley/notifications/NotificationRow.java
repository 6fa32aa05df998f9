package dev.parley.notifications;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Notification;
import dev.parley.vocabulary.NotificationCommand.Notify;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A notification, and whether the one user that it is for has read it. */
@Entity
@Table(name = "notification")
class NotificationRow {
  /** Nobody's id: ids are not empty. */
  static final String EVERYBODY = "";

  private static final int LINES_OF_ACTION = 3;

  @Id
  @Column(name = "stamp")
  private Long stamp = 0L;

  @Column(name = "user_id")
  private String userId = EVERYBODY;

  @Column(name = "level")
  private String level = "";

  @Column(name = "title")
  private @Nullable String title;

  @Column(name = "message")
  private String message = "";

  @Column(name = "link")
  private @Nullable String link;

  @Column(name = "icon")
  private @Nullable String icon;

  @Column(name = "badge")
  private @Nullable String badge;

  @Column(name = "actions")
  private String actions = "";

  @Column(name = "sent_by")
  private String sentBy = "";

  @Column(name = "sent_at")
  private long sentAt;

  @Column(name = "read_stamp")
  private long readStamp;

  protected NotificationRow() {}

  /** A new one, which nobody has read. */
  NotificationRow(long stamp, Notify command, String sentBy, Instant sentAt) {
    this.stamp = stamp;
    this.userId = command.userId() == null ? EVERYBODY : command.userId();
    this.level = command.level().wireName();
    this.title = command.title();
    this.message = command.message();
    this.link = command.link();
    this.icon = command.icon();
    this.badge = command.badge();
    this.actions = lines(command.actions());
    this.sentBy = sentBy;
    this.sentAt = sentAt.toEpochMilli();
  }

  long stamp() {
    return stamp;
  }

  /** Whether that caller may see it. An agent or a service of the user's id is somebody else. */
  boolean isFor(Caller caller) {
    return isForEverybody() || (caller.kind() == Caller.Kind.USER && caller.id().equals(userId));
  }

  boolean isForEverybody() {
    return userId.equals(EVERYBODY);
  }

  /** The stamp of its having been read by the user that it is for; 0 where it has not. */
  long readStamp() {
    return readStamp;
  }

  /** The user that it is for has read it. */
  void read(long at) {
    readStamp = at;
  }

  /** The notification as the hub tells it. */
  Notification notification() {
    return new Notification(
        Ids.notification(stamp),
        Notification.Level.ofWireName(level).orElseThrow(),
        title,
        message,
        link,
        icon,
        badge,
        actions(actions),
        isForEverybody() ? null : userId,
        sentBy,
        Instant.ofEpochMilli(sentAt));
  }

  /** Three lines each: none of the texts has a line's end, and only the last may be empty. */
  private static String lines(List<Notification.Action> actions) {
    List<String> lines = new ArrayList<>();
    for (Notification.Action action : actions) {
      lines.add(action.action());
      lines.add(action.title());
      lines.add(action.icon() == null ? "" : action.icon());
    }
    return String.join("\n", lines);
  }

  private static List<Notification.Action> actions(String text) {
    List<Notification.Action> actions = new ArrayList<>();
    if (!text.isEmpty()) {
      List<String> lines = List.of(text.split("\n", -1));
      for (int i = 0; i < lines.size(); i += LINES_OF_ACTION) {
        String icon = lines.get(i + 2);
        actions.add(
            new Notification.Action(lines.get(i), lines.get(i + 1), icon.isEmpty() ? null : icon));
      }
    }
    return actions;
  }
}
