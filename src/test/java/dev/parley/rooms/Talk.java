package dev.parley.rooms;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.RoomCommand.CreateRoom;
import dev.parley.vocabulary.RoomCommand.DeleteMessage;
import dev.parley.vocabulary.RoomCommand.EditMessage;
import dev.parley.vocabulary.RoomCommand.Invite;
import dev.parley.vocabulary.RoomCommand.MarkReceived;
import dev.parley.vocabulary.RoomCommand.PostMessage;
import dev.parley.vocabulary.RoomCommand.PutMember;
import dev.parley.vocabulary.RoomCommand.React;
import dev.parley.vocabulary.RoomCommand.RemoveMember;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commands and callers for tests. */
final class Talk {
  static final Caller ALICE = user("alice");
  static final Caller BOB = user("bob");
  static final Caller EVE = user("eve");
  static final Caller ADMIN = caller(Caller.Kind.USER, "root", Role.ADMIN);
  static final Caller CI = caller(Caller.Kind.SERVICE, "ci", Role.AGENT);

  private Talk() {}

  static Caller user(String id) {
    return caller(Caller.Kind.USER, id, Role.MEMBER);
  }

  static Caller caller(Caller.Kind kind, String id, Role role) {
    return new Caller(kind, id, "Name of " + id, Set.of(role), null, null, null);
  }

  static CreateRoom make(String roomId, RoomType type, String... members) {
    return new CreateRoom(roomId, type, null, null, List.of(members));
  }

  static PostMessage say(String roomId, String text) {
    return say(roomId, text, null, null, null);
  }

  static PostMessage say(String roomId, String text, @Nullable String clientMessageId) {
    return say(roomId, text, null, clientMessageId, null);
  }

  static PostMessage answer(String roomId, String text, String replyTo) {
    return say(roomId, text, null, null, replyTo);
  }

  static PostMessage sayAs(String roomId, String text, String messageId) {
    return say(roomId, text, messageId, null, null);
  }

  private static PostMessage say(
      String roomId,
      String text,
      @Nullable String messageId,
      @Nullable String clientMessageId,
      @Nullable String replyTo) {
    return new PostMessage(
        roomId,
        text,
        Message.Type.TEXT,
        List.of(),
        replyTo,
        messageId,
        clientMessageId,
        null,
        null,
        RoomType.TEAM);
  }

  /** In somebody else's name. */
  static PostMessage sayFor(String sender, String roomId, String text) {
    return new PostMessage(
        roomId, text, Message.Type.TEXT, List.of(), null, null, null, sender, null, RoomType.TEAM);
  }

  static EditMessage edit(String roomId, String messageId, String text) {
    return new EditMessage(roomId, messageId, text);
  }

  static DeleteMessage delete(String roomId, String messageId) {
    return new DeleteMessage(roomId, messageId);
  }

  static React react(String roomId, String messageId, String emoji) {
    return new React(roomId, messageId, emoji, true);
  }

  static React unreact(String roomId, String messageId, String emoji) {
    return new React(roomId, messageId, emoji, false);
  }

  static MarkReceived read(String roomId, long offset) {
    return new MarkReceived(roomId, offset, true);
  }

  static PutMember put(String roomId, String userId, RoomRole role) {
    return new PutMember(roomId, userId, role);
  }

  static RemoveMember remove(String roomId, String userId) {
    return new RemoveMember(roomId, userId);
  }

  static Invite invite(String roomId, String userId) {
    return new Invite(roomId, userId, RoomRole.MEMBER);
  }

  static Refusal.Code code(Reply reply) {
    return ((Reply.Refused) reply).refusal().code();
  }

  static Reply.Posted posted(Reply reply) {
    return (Reply.Posted) reply;
  }
}
