package dev.parley.notifications;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Somebody has read a notification that is for everybody. */
@Entity
@Table(name = "notification_read")
class NotificationReadRow {
  @Id
  @Column(name = "read_key")
  private String key = "";

  @Column(name = "reader")
  private String reader = "";

  @Column(name = "stamp")
  private long stamp;

  @Column(name = "read_stamp")
  private long readStamp;

  protected NotificationReadRow() {}

  /**
   * A new one.
   *
   * @param reader the qualified id of the caller who has read it
   */
  NotificationReadRow(String reader, long stamp, long readStamp) {
    this.key = key(reader, stamp);
    this.reader = reader;
    this.stamp = stamp;
    this.readStamp = readStamp;
  }

  /** The primary key: ids are printable, so none holds a line's end. */
  static String key(String reader, long stamp) {
    return reader + "\n" + stamp;
  }

  /** The stamp of the notification. */
  long stamp() {
    return stamp;
  }

  /** The stamp of its having been read. */
  long readStamp() {
    return readStamp;
  }
}
