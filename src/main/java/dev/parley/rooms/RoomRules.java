package dev.parley.rooms;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Member;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.RoomCommand.AddAttachment;
import dev.parley.vocabulary.RoomCommand.AnswerInvitation;
import dev.parley.vocabulary.RoomCommand.ArchiveRoom;
import dev.parley.vocabulary.RoomCommand.ChangeRoom;
import dev.parley.vocabulary.RoomCommand.CreateRoom;
import dev.parley.vocabulary.RoomCommand.DeleteMessage;
import dev.parley.vocabulary.RoomCommand.DropAttachment;
import dev.parley.vocabulary.RoomCommand.EditMessage;
import dev.parley.vocabulary.RoomCommand.ExpireMessages;
import dev.parley.vocabulary.RoomCommand.Invite;
import dev.parley.vocabulary.RoomCommand.JoinRoom;
import dev.parley.vocabulary.RoomCommand.MarkReceived;
import dev.parley.vocabulary.RoomCommand.MuteMember;
import dev.parley.vocabulary.RoomCommand.PostMessage;
import dev.parley.vocabulary.RoomCommand.PutMember;
import dev.parley.vocabulary.RoomCommand.React;
import dev.parley.vocabulary.RoomCommand.RemoveMember;
import dev.parley.vocabulary.RoomCommand.StoreChunk;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what in a room. An administrator may do what an owner may, in every room. A team room
 * takes everybody with the role {@code member} for one of its members, also before they come in. Of
 * any other room nobody is told but who belongs to it.
 */
final class RoomRules {
  private final RoomSettings settings;

  RoomRules(RoomSettings settings) {
    this.settings = settings;
  }

  /** Nothing tells a room that one may not know of from one that is not there. */
  static Refusal noRoom() {
    return Refusal.of(Refusal.Code.NOT_FOUND, "There is no such room.");
  }

  /** Who acts in a room: the caller, or in whose name it writes. */
  static String actor(RoomCommand command, Caller caller) {
    return command instanceof PostMessage post && post.sender() != null
        ? post.sender()
        : caller.id();
  }

  /** Whether somebody may read a room. */
  static boolean mayRead(@Nullable Room room, Caller caller, RoomFacts facts) {
    return room != null && role(room, caller, caller.id(), facts) != null;
  }

  /** As what somebody acts in a room; null where they are nobody there. */
  private static @Nullable RoomRole role(Room room, Caller caller, String actor, RoomFacts facts) {
    if (caller.holds(Role.ADMIN)) {
      return RoomRole.OWNER;
    }
    if (caller.kind() == Caller.Kind.ANONYMOUS) {
      return null;
    }
    Member member = facts.member(room.roomId(), actor);
    if (member != null) {
      return member.role();
    }
    return room.type() == RoomType.TEAM && caller.holds(Role.MEMBER) ? RoomRole.MEMBER : null;
  }

  /** Whether the command would make a room. */
  boolean makesRoom(RoomCommand command, RoomFacts facts) {
    return switch (command) {
      case CreateRoom create -> true;
      case JoinRoom join -> settings.autoCreate() && facts.room(join.roomId()) == null;
      case PostMessage post -> settings.autoCreate() && facts.room(post.roomId()) == null;
      default -> false;
    };
  }

  /** Why the caller may not do that; null where it may. */
  @Nullable Refusal refusal(RoomCommand command, Caller caller, Instant now, RoomFacts facts) {
    Room room = facts.room(command.roomId());
    if (room == null) {
      return makesRoom(command, facts) ? null : noRoom();
    }
    String actor = actor(command, caller);
    RoomRole role = role(room, caller, actor, facts);
    if (command instanceof CreateRoom) {
      return conflict("There is a room of that id.");
    }
    if (command instanceof AnswerInvitation answer) {
      return answer.accepted() ? refusalOfArchived(room) : null;
    }
    if (role == null) {
      return noRoom();
    }
    Refusal refusal = refusalByRole(command, role, caller, facts);
    if (refusal == null && changes(command)) {
      refusal = refusalOfArchived(room);
    }
    if (refusal == null && writes(command) && !caller.holds(Role.ADMIN)) {
      refusal = refusalOfMuted(facts.mutedUntil(room.roomId(), actor), now);
    }
    return refusal;
  }

  /** Why the caller may not write in a room that there is; null where it may. */
  static @Nullable Refusal refusalToWrite(
      String roomId, Caller caller, Instant now, RoomFacts facts) {
    Room room = facts.room(roomId);
    RoomRole role = room == null ? null : role(room, caller, caller.id(), facts);
    if (room == null || role == null) {
      return noRoom();
    }
    Refusal refusal = lacking(RoomRole.MEMBER, role);
    if (refusal == null) {
      refusal = refusalOfArchived(room);
    }
    return refusal == null && !caller.holds(Role.ADMIN)
        ? refusalOfMuted(facts.mutedUntil(roomId, caller.id()), now)
        : refusal;
  }

  private static @Nullable Refusal refusalByRole(
      RoomCommand command, RoomRole role, Caller caller, RoomFacts facts) {
    return switch (command) {
      case ArchiveRoom c -> lacking(RoomRole.OWNER, role);
      case ChangeRoom c -> lacking(RoomRole.MODERATOR, role);
      case PutMember c ->
          over(role, RoomRole.MODERATOR, c.role(), facts.member(c.roomId(), c.userId()));
      case RemoveMember c ->
          c.userId().equals(caller.id())
              ? null
              : over(
                  role, RoomRole.MODERATOR, RoomRole.MEMBER, facts.member(c.roomId(), c.userId()));
      case MuteMember c ->
          over(role, RoomRole.MODERATOR, RoomRole.MEMBER, facts.member(c.roomId(), c.userId()));
      case Invite c -> over(role, RoomRole.MODERATOR, c.role(), null);
      case PostMessage c -> lacking(RoomRole.MEMBER, role);
      case EditMessage c -> lacking(RoomRole.MEMBER, role);
      case DeleteMessage c -> lacking(RoomRole.MEMBER, role);
      case React c -> lacking(RoomRole.MEMBER, role);
      case StoreChunk c -> lacking(RoomRole.MEMBER, role);
      case AddAttachment c -> lacking(RoomRole.MEMBER, role);
      case DropAttachment c -> lacking(RoomRole.MEMBER, role);
      case MarkReceived c ->
          facts.member(c.roomId(), caller.id()) == null
              ? conflict("Only members have read markers.")
              : null;
      case JoinRoom c -> null;
      case CreateRoom c -> null;
      case AnswerInvitation c -> null;
      case ExpireMessages c -> null;
    };
  }

  /** For moderators; and owners and moderators are made and touched by owners alone. */
  private static @Nullable Refusal over(
      RoomRole role, RoomRole needed, RoomRole given, @Nullable Member touched) {
    boolean high =
        given.includes(RoomRole.MODERATOR)
            || (touched != null && touched.role().includes(RoomRole.MODERATOR));
    return lacking(high ? RoomRole.OWNER : needed, role);
  }

  private static @Nullable Refusal lacking(RoomRole needed, RoomRole role) {
    return role.includes(needed)
        ? null
        : Refusal.of(
            Refusal.Code.FORBIDDEN, "This needs the role " + needed.wireName() + " in the room.");
  }

  private static boolean changes(RoomCommand command) {
    return switch (command) {
      case ChangeRoom c -> true;
      case PutMember c -> true;
      case MuteMember c -> true;
      case Invite c -> true;
      default -> writes(command);
    };
  }

  private static boolean writes(RoomCommand command) {
    return command instanceof PostMessage
        || command instanceof EditMessage
        || command instanceof React
        || command instanceof StoreChunk
        || command instanceof AddAttachment;
  }

  private static @Nullable Refusal refusalOfArchived(Room room) {
    return room.archivedAt() == null ? null : conflict("The room is archived.");
  }

  private static @Nullable Refusal refusalOfMuted(@Nullable Instant until, Instant now) {
    return until == null || !now.isBefore(until)
        ? null
        : new Refusal(
            Refusal.Code.FORBIDDEN,
            "A moderator has muted you in this room.",
            Duration.between(now, until),
            List.of(),
            null);
  }

  private static Refusal conflict(String detail) {
    return Refusal.of(Refusal.Code.CONFLICT, detail);
  }
}
