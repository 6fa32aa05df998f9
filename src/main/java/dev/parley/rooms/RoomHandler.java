package dev.parley.rooms;

import dev.parley.journal.Batch;
import dev.parley.journal.CommandHandler;
import dev.parley.vocabulary.Act;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Member;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.RoomCommand.AnswerInvitation;
import dev.parley.vocabulary.RoomCommand.ArchiveRoom;
import dev.parley.vocabulary.RoomCommand.ChangeRoom;
import dev.parley.vocabulary.RoomCommand.CreateRoom;
import dev.parley.vocabulary.RoomCommand.Invite;
import dev.parley.vocabulary.RoomCommand.JoinRoom;
import dev.parley.vocabulary.RoomCommand.MuteMember;
import dev.parley.vocabulary.RoomCommand.PutMember;
import dev.parley.vocabulary.RoomCommand.RemoveMember;
import dev.parley.vocabulary.RoomEvent.InvitationSent;
import dev.parley.vocabulary.RoomEvent.RoomChanged;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomType;
import dev.parley.vocabulary.Topic;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what becomes of rooms and of who belongs to them. Stateless; runs on the journal's
 * writer thread. Who may is looked up in the rows, whatever the switchboard has let through.
 */
public final class RoomHandler implements CommandHandler {
  private final RoomSettings settings;
  private final RoomRules rules;

  public RoomHandler(RoomSettings settings) {
    this.settings = settings;
    this.rules = new RoomRules(settings);
  }

  @Override
  public Set<Class<? extends DurableCommand>> commands() {
    return Set.of(
        CreateRoom.class,
        ChangeRoom.class,
        ArchiveRoom.class,
        JoinRoom.class,
        PutMember.class,
        RemoveMember.class,
        MuteMember.class,
        Invite.class,
        AnswerInvitation.class);
  }

  @Override
  public void announceKeys(DurableCommand command, Caller caller, Keys keys) {
    RoomCommand asked = (RoomCommand) command;
    String roomId = asked.roomId();
    keys.add(RoomRow.class, roomId);
    announceMember(roomId, caller.id(), keys);
    switch (asked) {
      case CreateRoom c -> c.members().forEach(userId -> announceMember(roomId, userId, keys));
      case PutMember c -> announceMember(roomId, c.userId(), keys);
      case RemoveMember c -> {
        announceMember(roomId, c.userId(), keys);
        announceInvitation(roomId, c.userId(), keys);
      }
      case MuteMember c -> announceMember(roomId, c.userId(), keys);
      case Invite c -> {
        announceMember(roomId, c.userId(), keys);
        announceInvitation(roomId, c.userId(), keys);
      }
      case AnswerInvitation c -> announceInvitation(roomId, caller.id(), keys);
      default -> {
        // Nothing else is looked up.
      }
    }
  }

  private static void announceMember(String roomId, String userId, Keys keys) {
    keys.add(MemberRow.class, RowKeys.member(roomId, userId));
  }

  private static void announceInvitation(String roomId, String userId, Keys keys) {
    keys.add(InvitationRow.class, RowKeys.member(roomId, userId));
  }

  @Override
  public Reply handle(DurableCommand command, Batch batch) {
    RoomCommand asked = (RoomCommand) command;
    RoomRows rows = new RoomRows(batch);
    Refusal refusal = rules.refusal(asked, batch.caller(), batch.now(), rows);
    if (refusal != null) {
      return new Reply.Refused(refusal);
    }
    return switch (asked) {
      case CreateRoom c -> create(c, rows);
      case ChangeRoom c -> change(c, rows);
      case ArchiveRoom c -> archive(c, rows);
      case JoinRoom c -> join(c, rows);
      case PutMember c -> put(c, rows);
      case RemoveMember c -> remove(c, rows);
      case MuteMember c -> mute(c, rows);
      case Invite c -> invite(c, rows);
      case AnswerInvitation c -> answer(c, rows);
      default -> throw new IllegalArgumentException("not a command of this handler: " + command);
    };
  }

  private Reply create(CreateRoom command, RoomRows rows) {
    Refusal refusal = refusalOfTtl(command.messageTtl());
    if (refusal != null) {
      return new Reply.Refused(refusal);
    }
    Batch batch = rows.batch();
    String owner = batch.caller().id();
    RoomRow room =
        rows.create(
            new RoomRow(
                batch.nextStamp(),
                command.roomId(),
                command.type(),
                command.name(),
                isDefault(command.messageTtl()) ? null : command.messageTtl(),
                owner,
                batch.now()),
            owner);
    for (String userId : new LinkedHashSet<>(command.members())) {
      if (!userId.equals(owner)) {
        rows.enter(room, userId, RoomRole.MEMBER);
      }
    }
    return Reply.created(command.roomId());
  }

  private Reply change(ChangeRoom command, RoomRows rows) {
    Refusal refusal = refusalOfTtl(command.messageTtl());
    if (refusal != null) {
      return new Reply.Refused(refusal);
    }
    RoomRow row = rows.present(command.roomId());
    Room before = row.room();
    row.change(command.name(), command.messageTtl());
    if (!row.room().equals(before)) {
      sayChanged(row, rows.batch());
      rows.batch()
          .record(
              Act.in(
                  command.roomId(),
                  Act.Kind.ROOM_CHANGED,
                  "",
                  "name " + row.room().name() + ", messages kept " + kept(row.room())));
    }
    return Reply.done();
  }

  private static String kept(Room room) {
    return room.messageTtl() == null ? "as long as usual" : room.messageTtl().toString();
  }

  private static boolean isDefault(@Nullable Duration messageTtl) {
    return messageTtl == null || messageTtl.isZero();
  }

  private @Nullable Refusal refusalOfTtl(@Nullable Duration messageTtl) {
    return messageTtl == null || messageTtl.compareTo(settings.messageTtl()) <= 0
        ? null
        : Refusal.invalid(
            List.of(
                new Refusal.Fault(
                    "/messageTtl",
                    "may be at most " + settings.messageTtl().toSeconds() + " seconds here")));
  }

  private static Reply archive(ArchiveRoom command, RoomRows rows) {
    RoomRow row = rows.present(command.roomId());
    if (row.room().archivedAt() == null) {
      row.archive(rows.batch().now());
      sayChanged(row, rows.batch());
      rows.batch().record(Act.in(command.roomId(), Act.Kind.ROOM_ARCHIVED, "", ""));
    }
    return Reply.done();
  }

  private static void sayChanged(RoomRow row, Batch batch) {
    batch.nextStamp();
    batch.append(row.room().topic(), new RoomChanged(row.room(), batch.caller().id()));
  }

  private static Reply join(JoinRoom command, RoomRows rows) {
    Batch batch = rows.batch();
    String userId = batch.caller().id();
    RoomRow row = rows.row(command.roomId());
    if (row == null) {
      rows.create(
          new RoomRow(
              batch.nextStamp(), command.roomId(), command.type(), null, null, userId, batch.now()),
          userId);
    } else if (rows.member(command.roomId(), userId) == null
        && row.room().type() == RoomType.TEAM
        && row.room().archivedAt() == null) {
      rows.enter(row, userId, RoomRole.MEMBER);
    }
    return Reply.done();
  }

  private static Reply put(PutMember command, RoomRows rows) {
    RoomRow room = rows.present(command.roomId());
    MemberRow member = rows.row(command.roomId(), command.userId());
    if (member == null || !member.belongs()) {
      rows.enter(room, command.userId(), command.role());
      recordPut(command, "none", rows.batch());
    } else if (member.role() != command.role()) {
      if (isLastOwner(room, member)) {
        return lastOwner();
      }
      rows.batch().nextStamp();
      recordPut(command, Objects.requireNonNull(member.role()).wireName(), rows.batch());
      rows.become(room, member, command.role());
    }
    return Reply.done();
  }

  private static void recordPut(PutMember command, String before, Batch batch) {
    batch.record(
        Act.in(
            command.roomId(),
            Act.Kind.MEMBER_PUT,
            command.userId(),
            "role " + command.role().wireName() + ", before " + before));
  }

  private static Reply remove(RemoveMember command, RoomRows rows) {
    RoomRow room = rows.present(command.roomId());
    MemberRow member = rows.row(command.roomId(), command.userId());
    if (member != null && member.belongs()) {
      if (isLastOwner(room, member)) {
        return lastOwner();
      }
      rows.batch().nextStamp();
      rows.leave(room, member);
      if (!command.userId().equals(rows.batch().caller().id())) {
        rows.batch()
            .record(Act.in(command.roomId(), Act.Kind.MEMBER_REMOVED, command.userId(), ""));
      }
    }
    forgetInvitation(command.roomId(), command.userId(), rows.batch());
    return Reply.done();
  }

  private static boolean isLastOwner(RoomRow room, MemberRow member) {
    return member.role() == RoomRole.OWNER && room.owners() == 1;
  }

  private static Reply lastOwner() {
    return Reply.refused(
        Refusal.Code.CONFLICT, "It is the room's only owner; make somebody else an owner first.");
  }

  private static Reply mute(MuteMember command, RoomRows rows) {
    MemberRow member = rows.row(command.roomId(), command.userId());
    if (member == null || !member.belongs()) {
      return Reply.refused(Refusal.Code.NOT_FOUND, "They do not belong to the room.");
    }
    rows.batch().nextStamp();
    member.mute(command.until());
    rows.changed(member);
    rows.batch()
        .record(
            command.until() == null
                ? Act.in(command.roomId(), Act.Kind.MEMBER_UNMUTED, command.userId(), "")
                : Act.in(
                    command.roomId(),
                    Act.Kind.MEMBER_MUTED,
                    command.userId(),
                    "until " + command.until()));
    return Reply.done();
  }

  private static Reply invite(Invite command, RoomRows rows) {
    Batch batch = rows.batch();
    Member member = rows.member(command.roomId(), command.userId());
    if (member != null) {
      return Reply.refused(Refusal.Code.CONFLICT, "They belong to the room already.");
    }
    String key = RowKeys.member(command.roomId(), command.userId());
    InvitationRow invitation = batch.find(InvitationRow.class, key);
    if (invitation == null) {
      invitation = new InvitationRow(command.roomId(), command.userId());
      batch.persist(invitation, key);
    } else if (invitation.isPending() && invitation.role() == command.role()) {
      return Reply.created(invitation.invitationId());
    }
    invitation.ask(batch.nextStamp(), command.role(), batch.caller().id(), batch.now());
    batch.append(
        new Topic(Topic.Kind.USER, command.userId()),
        new InvitationSent(invitation.invitation(rows.present(command.roomId()).room())));
    return Reply.created(invitation.invitationId());
  }

  private static Reply answer(AnswerInvitation command, RoomRows rows) {
    Batch batch = rows.batch();
    String userId = batch.caller().id();
    InvitationRow invitation =
        batch.find(InvitationRow.class, RowKeys.member(command.roomId(), userId));
    if (invitation == null
        || !invitation.isPending()
        || !invitation.invitationId().equals(command.invitationId())) {
      return new Reply.Refused(RoomRules.noRoom());
    }
    RoomRole role = invitation.role();
    batch.nextStamp();
    invitation.close();
    if (command.accepted() && rows.member(command.roomId(), userId) == null) {
      rows.enter(rows.present(command.roomId()), userId, role);
    }
    return Reply.done();
  }

  private static void forgetInvitation(String roomId, String userId, Batch batch) {
    InvitationRow invitation = batch.find(InvitationRow.class, RowKeys.member(roomId, userId));
    if (invitation != null && invitation.isPending()) {
      batch.nextStamp();
      invitation.close();
    }
  }
}
