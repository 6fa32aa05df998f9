package dev.parley.rooms;

import dev.parley.vocabulary.Member;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody who belongs to a room, or did. */
@Entity
@Table(name = "room_member")
class MemberRow {
  @Id
  @Column(name = "member_key")
  private String key = "";

  @Column(name = "room_id")
  private String roomId = "";

  @Column(name = "user_id")
  private String userId = "";

  @Column(name = "stamp")
  private long stamp;

  @Column(name = "role")
  private @Nullable String role;

  @Column(name = "since")
  private long since;

  @Column(name = "muted_until")
  private @Nullable Long mutedUntil;

  @Column(name = "received_to")
  private long received;

  @Column(name = "read_to")
  private long read;

  @Column(name = "said_at")
  private long saidAt;

  protected MemberRow() {}

  /** Somebody who does not belong to the room yet. */
  MemberRow(String roomId, String userId) {
    this.key = RowKeys.member(roomId, userId);
    this.roomId = roomId;
    this.userId = userId;
  }

  /**
   * Belongs to the room from now on.
   *
   * @param head of the room's feed: what was said before counts as read
   */
  void enter(long newStamp, RoomRole newRole, Instant now, long head) {
    stamp = newStamp;
    role = newRole.wireName();
    since = now.toEpochMilli();
    received = Math.max(received, head);
    read = Math.max(read, head);
  }

  void become(RoomRole newRole) {
    role = newRole.wireName();
  }

  /** Belongs to the room no more. */
  void leave() {
    role = null;
  }

  void mute(@Nullable Instant until) {
    mutedUntil = until == null ? null : until.toEpochMilli();
  }

  /** Has received, or read, what was said up to that offset. */
  void mark(long offset, boolean asRead) {
    received = Math.max(received, offset);
    if (asRead) {
      read = Math.max(read, offset);
    }
  }

  void said(long offset) {
    saidAt = offset;
  }

  String key() {
    return key;
  }

  String roomId() {
    return roomId;
  }

  String userId() {
    return userId;
  }

  long stamp() {
    return stamp;
  }

  long received() {
    return received;
  }

  long read() {
    return read;
  }

  long saidAt() {
    return saidAt;
  }

  boolean belongs() {
    return role != null;
  }

  @Nullable RoomRole role() {
    return role == null ? null : RoomRole.parse(role).orElseThrow();
  }

  @Nullable Instant mutedUntil() {
    return mutedUntil == null ? null : Instant.ofEpochMilli(mutedUntil);
  }

  /** The member as the hub tells it; null where it belongs to the room no more. */
  @Nullable Member member() {
    RoomRole now = role();
    return now == null ? null : new Member(userId, now, Instant.ofEpochMilli(since), mutedUntil());
  }

  RoomView.Receipt receipt() {
    return new RoomView.Receipt(userId, received, read);
  }
}
