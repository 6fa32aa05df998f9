package dev.parley.rooms;

import dev.parley.journal.Batch;
import dev.parley.vocabulary.Member;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomEvent;
import dev.parley.vocabulary.RoomEvent.MemberAdded;
import dev.parley.vocabulary.RoomEvent.MemberChanged;
import dev.parley.vocabulary.RoomEvent.MemberRemoved;
import dev.parley.vocabulary.RoomEvent.RoomCreated;
import dev.parley.vocabulary.RoomRole;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rooms and members in a batch: as earlier commands left them, and how they change. */
record RoomRows(Batch batch) implements RoomFacts {

  @Nullable RoomRow row(String roomId) {
    return batch.find(RoomRow.class, roomId);
  }

  /** The row of a room that the rules have found. */
  RoomRow present(String roomId) {
    return Objects.requireNonNull(row(roomId));
  }

  @Nullable MemberRow row(String roomId, String userId) {
    return batch.find(MemberRow.class, RowKeys.member(roomId, userId));
  }

  @Override
  public @Nullable Room room(String roomId) {
    RoomRow row = row(roomId);
    return row == null ? null : row.room();
  }

  @Override
  public @Nullable Member member(String roomId, String userId) {
    MemberRow row = row(roomId, userId);
    return row == null ? null : row.member();
  }

  @Override
  public @Nullable Instant mutedUntil(String roomId, String userId) {
    MemberRow row = row(roomId, userId);
    return row == null ? null : row.mutedUntil();
  }

  /** There is a new room, with its first owner. */
  RoomRow create(RoomRow room, String ownerId) {
    String roomId = room.room().roomId();
    batch.persist(room, roomId);
    batch.append(Room.topic(roomId), new RoomCreated(room.room()));
    enter(room, ownerId, RoomRole.OWNER);
    return room;
  }

  /** Somebody who does not belong to the room does from now on. */
  MemberRow enter(RoomRow room, String userId, RoomRole role) {
    String roomId = room.room().roomId();
    MemberRow member = row(roomId, userId);
    if (member == null) {
      member = new MemberRow(roomId, userId);
      batch.persist(member, member.key());
    }
    member.enter(batch.nextStamp(), role, batch.now(), batch.head(Room.topic(roomId)));
    count(room, null, role);
    say(roomId, new MemberAdded(roomId, told(member), batch.caller().id()));
    return member;
  }

  /** A member has another role. */
  void become(RoomRow room, MemberRow member, RoomRole role) {
    count(room, member.role(), role);
    member.become(role);
    changed(member);
  }

  /** Something of a member has changed. */
  void changed(MemberRow member) {
    say(member.roomId(), new MemberChanged(member.roomId(), told(member), batch.caller().id()));
  }

  /** Somebody belongs to the room no more. */
  void leave(RoomRow room, MemberRow member) {
    count(room, member.role(), null);
    member.leave();
    say(member.roomId(), new MemberRemoved(member.roomId(), member.userId(), batch.caller().id()));
  }

  private static void count(RoomRow room, @Nullable RoomRole before, @Nullable RoomRole now) {
    int more = (now == RoomRole.OWNER ? 1 : 0) - (before == RoomRole.OWNER ? 1 : 0);
    if (more != 0) {
      room.addOwners(more);
    }
  }

  private static Member told(MemberRow member) {
    return Objects.requireNonNull(member.member());
  }

  private void say(String roomId, RoomEvent event) {
    batch.append(Room.topic(roomId), event);
  }
}
