package dev.parley.notifications;

import dev.parley.journal.Batch;
import dev.parley.journal.CommandHandler;
import dev.parley.vocabulary.Act;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.NotificationCommand;
import dev.parley.vocabulary.NotificationCommand.Broadcast;
import dev.parley.vocabulary.NotificationCommand.MarkNotificationRead;
import dev.parley.vocabulary.NotificationCommand.MarkNotificationsRead;
import dev.parley.vocabulary.NotificationCommand.Notify;
import dev.parley.vocabulary.NotificationEvent.NotificationRead;
import dev.parley.vocabulary.NotificationEvent.Notified;
import dev.parley.vocabulary.NotificationEvent.SystemEvent;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells users and everybody, and keeps what they have read. Runs on the journal's writer thread.
 */
public final class NotificationHandler implements CommandHandler {
  private final NotificationRetention retention;

  /**
   * @param retention {@code parley.notifications.retention}: how long what was read, and what is
   *     for everybody, is kept
   */
  public NotificationHandler(Duration retention) {
    this.retention = new NotificationRetention(retention);
  }

  @Override
  public Set<Class<? extends DurableCommand>> commands() {
    return Set.of(
        Notify.class, MarkNotificationRead.class, MarkNotificationsRead.class, Broadcast.class);
  }

  @Override
  public void announceKeys(DurableCommand command, Caller caller, Keys keys) {
    switch ((NotificationCommand) command) {
      case MarkNotificationRead read -> announce(read.notificationId(), caller, keys);
      case MarkNotificationsRead read ->
          read.notificationIds().forEach(id -> announce(id, caller, keys));
      case Notify notify -> {}
      case Broadcast broadcast -> {}
    }
  }

  private static void announce(String id, Caller caller, Keys keys) {
    Ids.parse(id)
        .ifPresent(
            stamp -> {
              keys.add(NotificationRow.class, stamp);
              keys.add(
                  NotificationReadRow.class, NotificationReadRow.key(caller.qualifiedId(), stamp));
            });
  }

  @Override
  public Reply handle(DurableCommand command, Batch batch) {
    return switch ((NotificationCommand) command) {
      case Notify notify -> tell(notify, batch);
      case MarkNotificationRead read -> read(read, batch);
      case MarkNotificationsRead read -> read(read, batch);
      case Broadcast broadcast -> broadcast(broadcast, batch);
    };
  }

  private static Reply tell(Notify command, Batch batch) {
    NotificationRow row =
        new NotificationRow(batch.nextStamp(), command, batch.caller().id(), batch.now());
    batch.persist(row, row.stamp());
    Notified told = new Notified(row.notification());
    return new Reply.Posted(
        told.notification().notificationId(),
        batch.append(told.notification().topic(), told),
        batch.now());
  }

  private static Reply broadcast(Broadcast command, Batch batch) {
    batch.record(Act.on(Act.Kind.BROADCAST, "", command.event()));
    SystemEvent told = new SystemEvent(command.event(), command.data(), batch.caller().id());
    return new Reply.Posted(
        "sys_" + batch.nextStamp(), batch.append(Topic.GLOBAL, told), batch.now());
  }

  private static Reply read(MarkNotificationRead command, Batch batch) {
    NotificationRow row = row(command.notificationId(), batch);
    if (row == null) {
      return Reply.refused(
          Refusal.Code.NOT_FOUND, "There is no notification of that id for this caller.");
    }
    read(row, batch);
    return Reply.done();
  }

  private static Reply read(MarkNotificationsRead command, Batch batch) {
    for (String id : command.notificationIds()) {
      NotificationRow row = row(id, batch);
      if (row != null) {
        read(row, batch);
      }
    }
    return Reply.done();
  }

  /** Null where there is none, and where it is not for the caller. */
  private static @Nullable NotificationRow row(String id, Batch batch) {
    OptionalLong stamp = Ids.parse(id);
    if (stamp.isEmpty()) {
      return null;
    }
    NotificationRow row = batch.find(NotificationRow.class, stamp.getAsLong());
    return row == null || row.isFor(batch.caller()) ? row : null;
  }

  private static void read(NotificationRow row, Batch batch) {
    Caller reader = batch.caller();
    if (row.isForEverybody()) {
      String key = NotificationReadRow.key(reader.qualifiedId(), row.stamp());
      if (batch.find(NotificationReadRow.class, key) != null) {
        return;
      }
      batch.persist(
          new NotificationReadRow(reader.qualifiedId(), row.stamp(), batch.nextStamp()), key);
    } else if (row.readStamp() > 0) {
      return;
    } else {
      row.read(batch.nextStamp());
    }
    batch.append(
        Topic.of(reader), new NotificationRead(Ids.notification(row.stamp()), batch.now()));
  }

  @Override
  public int prune(Connection connection, Instant now, int most) throws SQLException {
    return retention.prune(connection, now, most);
  }
}
