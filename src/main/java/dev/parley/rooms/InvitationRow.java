package dev.parley.rooms;

import dev.parley.vocabulary.Invitation;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomRole;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Somebody is asked to come in. */
@Entity
@Table(name = "room_invitation")
class InvitationRow {
  @Id
  @Column(name = "invitation_key")
  private String key = "";

  @Column(name = "stamp")
  private long stamp;

  @Column(name = "room_id")
  private String roomId = "";

  @Column(name = "user_id")
  private String userId = "";

  @Column(name = "role")
  private String role = "";

  @Column(name = "invited_by")
  private String invitedBy = "";

  @Column(name = "invited_at")
  private long invitedAt;

  @Column(name = "pending")
  private boolean pending;

  protected InvitationRow() {}

  InvitationRow(String roomId, String userId) {
    this.key = RowKeys.member(roomId, userId);
    this.roomId = roomId;
    this.userId = userId;
  }

  /** Asks, in place of what was asked before. */
  void ask(long newStamp, RoomRole as, String by, Instant at) {
    stamp = newStamp;
    role = as.wireName();
    invitedBy = by;
    invitedAt = at.toEpochMilli();
    pending = true;
  }

  /** It was answered, or is not meant any more. */
  void close() {
    pending = false;
  }

  boolean isPending() {
    return pending;
  }

  String key() {
    return key;
  }

  String roomId() {
    return roomId;
  }

  String invitationId() {
    return "inv_" + stamp;
  }

  String invitedBy() {
    return invitedBy;
  }

  RoomRole role() {
    return RoomRole.parse(role).orElseThrow();
  }

  /** The invitation as the hub tells it. */
  Invitation invitation(Room room) {
    return new Invitation(
        invitationId(), room, userId, role(), invitedBy, Instant.ofEpochMilli(invitedAt));
  }
}
