package dev.parley.door.rooms;

import dev.parley.door.rooms.Frames.Samples;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.ContentCommand;
import dev.parley.vocabulary.EphemeralCommand;
import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.PresenceCommand;
import dev.parley.vocabulary.PresenceStatus;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.RoomQuery;
import dev.parley.vocabulary.RoomType;
import dev.parley.vocabulary.Slice;
import java.util.List;

/** What each of the samples of clients' frames, {@code frames/rooms/client_*}, asks for. */
enum Asked {
  JOIN_ROOM("joinRoom", Samples.enter(null, null)),
  JOIN_ROOM_SINCE("joinRoom_since", Samples.enter(40L, "e1")),
  LEAVE_ROOM("leaveRoom", new ConnectionCommand.LeaveRoom("team-general")),
  SEND_MESSAGE(
      "sendMessage",
      new ConnectionCommand.SpeakInRoom(
          new RoomCommand.PostMessage(
              "team-general",
              "Hello team!",
              Message.Type.IMAGE,
              List.of("att_1"),
              "msg_0",
              null,
              "c1",
              null,
              null,
              RoomType.TEAM))),
  SEND_MESSAGE_LEAST(
      "sendMessage_least", new ConnectionCommand.SpeakInRoom(Samples.said("Hello team!"))),
  EDIT_MESSAGE(
      "editMessage", new RoomCommand.EditMessage("team-general", "msg_1", "Hello everybody!")),
  DELETE_MESSAGE("deleteMessage", new RoomCommand.DeleteMessage("team-general", "msg_1")),
  REACT("react", new RoomCommand.React("team-general", "msg_1", "👍", true)),
  UNREACT("unreact", new RoomCommand.React("team-general", "msg_1", "👍", false)),
  RECEIVED("received", new RoomCommand.MarkReceived("team-general", 42, false)),
  MARK_READ("markRead", new RoomCommand.MarkReceived("team-general", 42, true)),
  TYPING("typing", new EphemeralCommand.SetTyping("team-general", true)),
  SET_PRESENCE("setPresence", new PresenceCommand.SetPresence(PresenceStatus.BUSY)),
  GET_HISTORY("getHistory", new RoomQuery.ListMessages("team-general", null, new Slice(20, 42L))),
  UPDATE_CONTENT_STATUS("updateContentStatus", ContentSamples.UPDATE),
  WATCH_CONTENT("watchContent", new ConnectionCommand.WatchContent("blog-post-123")),
  UNWATCH_CONTENT("unwatchContent", new ConnectionCommand.UnwatchContent("blog-post-123")),
  RETRY_CONTENT("retryContent", new ContentCommand.RetryContent("blog-post-123")),
  BROADCAST("broadcast", Samples.broadcast()),
  AUTH("auth", new ConnectionCommand.Renew("eyJhbGciOiJSUzI1NiJ9.e30.c2ln")),
  PING("ping", new ConnectionCommand.Ping());

  private final String sample;

  @SuppressWarnings("ImmutableEnumChecker") // Of immutable things.
  private final Command command;

  Asked(String sample, Command command) {
    this.sample = sample;
    this.command = command;
  }

  /** The name of the sample. */
  String sample() {
    return "client_" + sample;
  }

  Command command() {
    return command;
  }
}
