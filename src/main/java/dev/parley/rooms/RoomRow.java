package dev.parley.rooms;

import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A room. */
@Entity
@Table(name = "room")
class RoomRow {
  @Id
  @Column(name = "room_id")
  private String roomId = "";

  @Column(name = "stamp")
  private long stamp;

  @Column(name = "room_type")
  private String type = "";

  @Column(name = "name")
  private String name = "";

  @Column(name = "created_by")
  private String createdBy = "";

  @Column(name = "created_at")
  private long createdAt;

  @Column(name = "message_ttl")
  private @Nullable Long messageTtl;

  @Column(name = "archived_at")
  private @Nullable Long archivedAt;

  @Column(name = "owners")
  private int owners;

  protected RoomRow() {}

  /** A new room without members. */
  RoomRow(
      long stamp,
      String roomId,
      RoomType type,
      @Nullable String name,
      @Nullable Duration messageTtl,
      String createdBy,
      Instant createdAt) {
    this.stamp = stamp;
    this.roomId = roomId;
    this.type = type.wireName();
    this.name = name == null ? roomId : name;
    this.messageTtl = messageTtl == null ? null : messageTtl.toMillis();
    this.createdBy = createdBy;
    this.createdAt = createdAt.toEpochMilli();
  }

  /** Null is unchanged; a life time of zero is the deployment's. */
  void change(@Nullable String newName, @Nullable Duration newMessageTtl) {
    if (newName != null) {
      name = newName;
    }
    if (newMessageTtl != null) {
      messageTtl = newMessageTtl.isZero() ? null : newMessageTtl.toMillis();
    }
  }

  void archive(Instant at) {
    archivedAt = at.toEpochMilli();
  }

  /** There are so many owners more. */
  void addOwners(int more) {
    owners += more;
  }

  int owners() {
    return owners;
  }

  long stamp() {
    return stamp;
  }

  /** The room as the hub tells it. */
  Room room() {
    return new Room(
        roomId,
        RoomType.parse(type).orElseThrow(),
        name,
        createdBy,
        Instant.ofEpochMilli(createdAt),
        messageTtl == null ? null : Duration.ofMillis(messageTtl),
        archivedAt == null ? null : Instant.ofEpochMilli(archivedAt));
  }
}
