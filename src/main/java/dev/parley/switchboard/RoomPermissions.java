package dev.parley.switchboard;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.RoomQuery;
import org.jspecify.annotations.Nullable;

/**
 * What the credential alone says of who may do what in rooms; the {@link Readership} knows more.
 */
final class RoomPermissions {
  private RoomPermissions() {}

  static Role role(RoomCommand command) {
    return switch (command) {
      case RoomCommand.ExpireMessages c -> Role.ADMIN;
      case RoomCommand.CreateRoom c -> Role.MEMBER;
      case RoomCommand.ChangeRoom c -> Role.MEMBER;
      case RoomCommand.ArchiveRoom c -> Role.MEMBER;
      case RoomCommand.JoinRoom c -> Role.MEMBER;
      case RoomCommand.PutMember c -> Role.MEMBER;
      case RoomCommand.RemoveMember c -> Role.MEMBER;
      case RoomCommand.MuteMember c -> Role.MEMBER;
      case RoomCommand.Invite c -> Role.MEMBER;
      case RoomCommand.AnswerInvitation c -> Role.MEMBER;
      case RoomCommand.PostMessage c -> Role.MEMBER;
      case RoomCommand.EditMessage c -> Role.MEMBER;
      case RoomCommand.DeleteMessage c -> Role.MEMBER;
      case RoomCommand.React c -> Role.MEMBER;
      case RoomCommand.MarkReceived c -> Role.MEMBER;
      case RoomCommand.StoreChunk c -> Role.MEMBER;
      case RoomCommand.AddAttachment c -> Role.MEMBER;
      case RoomCommand.DropAttachment c -> Role.MEMBER;
    };
  }

  static Role role(RoomQuery query) {
    return Role.OBSERVER;
  }

  /** In whose name a command speaks, if not in the caller's own; else null. */
  static @Nullable String speaker(RoomCommand command, Caller caller) {
    return command instanceof RoomCommand.PostMessage post
            && post.sender() != null
            && !post.sender().equals(caller.id())
        ? post.sender()
        : null;
  }
}
