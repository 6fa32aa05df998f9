package dev.parley.door.rooms;

import dev.parley.door.ContentMembers;
import dev.parley.door.Members;
import dev.parley.door.MessageMembers;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.ContentCommand.RetryContent;
import dev.parley.vocabulary.Emoji;
import dev.parley.vocabulary.EphemeralCommand.SetTyping;
import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.NotificationCommand;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.PresenceCommand.SetPresence;
import dev.parley.vocabulary.PresenceStatus;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.RoomQuery;
import dev.parley.vocabulary.RoomType;
import dev.parley.vocabulary.Slice;
import java.util.List;
import java.util.function.Function;

/** What a client can ask for: its name, and how its members are read. */
enum Action {
  JOIN_ROOM("joinRoom", Action::join),
  LEAVE_ROOM("leaveRoom", members -> new ConnectionCommand.LeaveRoom(room(members))),
  SEND_MESSAGE(
      "sendMessage",
      members -> new ConnectionCommand.SpeakInRoom(MessageMembers.message(room(members), members))),
  EDIT_MESSAGE(
      "editMessage",
      members ->
          new RoomCommand.EditMessage(
              room(members), message(members), members.prose("message", Message.MAX_TEXT))),
  DELETE_MESSAGE(
      "deleteMessage", members -> new RoomCommand.DeleteMessage(room(members), message(members))),
  REACT("react", members -> react(members, true)),
  UNREACT("unreact", members -> react(members, false)),
  RECEIVED("received", members -> mark(members, false)),
  MARK_READ("markRead", members -> mark(members, true)),
  TYPING("typing", members -> new SetTyping(room(members), members.flag("isTyping"))),
  GET_HISTORY("getHistory", Action::history),
  SET_PRESENCE(
      "setPresence",
      members ->
          new SetPresence(
              members.oneOf("status", List.of(PresenceStatus.values()), PresenceStatus::wireName))),
  UPDATE_CONTENT_STATUS(
      "updateContentStatus", members -> ContentMembers.update(content(members), members)),
  WATCH_CONTENT("watchContent", members -> new ConnectionCommand.WatchContent(content(members))),
  UNWATCH_CONTENT(
      "unwatchContent", members -> new ConnectionCommand.UnwatchContent(content(members))),
  RETRY_CONTENT("retryContent", members -> new RetryContent(content(members))),
  BROADCAST(
      "broadcast",
      members -> new NotificationCommand.Broadcast(members.id("event"), members.object("data"))),
  AUTH("auth", members -> new ConnectionCommand.Renew(members.text("token", Action.MAX_TOKEN))),
  PING("ping", members -> new ConnectionCommand.Ping());

  private static final int MAX_TOKEN = 16 * 1024;
  private static final int HISTORY = 50;

  private final String wireName;

  @SuppressWarnings("ImmutableEnumChecker") // They hold nothing.
  private final Function<Members, Command> reader;

  Action(String wireName, Function<Members, Command> reader) {
    this.wireName = wireName;
    this.reader = reader;
  }

  String wireName() {
    return wireName;
  }

  /** Faults are noted with the members. */
  Command read(Members members) {
    return reader.apply(members);
  }

  private static String room(Members members) {
    return members.id("roomId");
  }

  private static String content(Members members) {
    return members.id("contentId");
  }

  private static String message(Members members) {
    return members.id("messageId");
  }

  private static Command join(Members members) {
    RoomType type =
        members.oneOf("roomType", List.of(RoomType.values()), RoomType::wireName, RoomType.TEAM);
    return new ConnectionCommand.EnterRoom(
        new RoomCommand.JoinRoom(room(members), type),
        members.optionalWhole("since", 0, Position.MAX_OFFSET),
        members.has("epoch") ? members.id("epoch") : null);
  }

  private static Command react(Members members, boolean added) {
    String emoji = members.text("emoji", Emoji.MAX_LENGTH);
    return new RoomCommand.React(room(members), message(members), emoji, added);
  }

  private static Command mark(Members members, boolean read) {
    return new RoomCommand.MarkReceived(
        room(members), members.whole("offset", 0, Position.MAX_OFFSET), read);
  }

  private static Command history(Members members) {
    Long limit = members.optionalWhole("limit", 1, Slice.MAX_LIMIT);
    return new RoomQuery.ListMessages(
        room(members),
        null,
        new Slice(
            limit == null ? HISTORY : limit.intValue(),
            members.optionalWhole("before", 1, Position.MAX_OFFSET)));
  }
}
