package dev.parley.door.rooms;

import dev.parley.delivery.Dialect;
import dev.parley.delivery.Frame;
import dev.parley.vocabulary.Attachment;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.ConnectionCommand.EnterRoom;
import dev.parley.vocabulary.Event;
import dev.parley.vocabulary.Invitation;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.Member;
import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Notification;
import dev.parley.vocabulary.NotificationCommand;
import dev.parley.vocabulary.NotificationEvent;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Presence;
import dev.parley.vocabulary.PresenceRemark.PresenceChanged;
import dev.parley.vocabulary.PresenceStatus;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.RoomEvent;
import dev.parley.vocabulary.RoomQuery;
import dev.parley.vocabulary.RoomRemark;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomType;
import dev.parley.vocabulary.RoomView;
import dev.parley.vocabulary.Slice;
import dev.parley.vocabulary.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What each of the samples under {@code frames/rooms/} says. */
enum Frames {
  MESSAGE("message", event(new RoomEvent.MessagePosted(Samples.MESSAGE))),
  MESSAGE_EDITED("messageEdited", event(new RoomEvent.MessageEdited(Samples.EDITED, "alice"))),
  MESSAGE_DELETED(
      "messageDeleted",
      event(new RoomEvent.MessageDeleted("team-general", "msg_1", "alice", List.of(4L)))),
  REACTION(
      "reaction",
      event(
          new RoomEvent.ReactionChanged("team-general", "msg_1", "bob", "👍", true, Samples.NOON))),
  ROOM_CREATED("roomCreated", event(new RoomEvent.RoomCreated(Samples.ROOM))),
  ROOM_CHANGED("roomChanged", event(new RoomEvent.RoomChanged(Samples.ROOM, "alice"))),
  MEMBER_ADDED(
      "memberAdded", event(new RoomEvent.MemberAdded("team-general", Samples.BOB, "alice"))),
  MEMBER_CHANGED(
      "memberChanged", event(new RoomEvent.MemberChanged("team-general", Samples.BOB, "alice"))),
  MEMBER_REMOVED(
      "memberRemoved", event(new RoomEvent.MemberRemoved("team-general", "bob", "alice"))),
  INVITATION(
      "invitation",
      dialect ->
          dialect.encode(
              new Publication(
                  Topic.ofUser("bob"),
                  new RoomEvent.InvitationSent(
                      new Invitation(
                          "inv_1", Samples.ROOM, "bob", RoomRole.MEMBER, "alice", Samples.NOON)),
                  Samples.NOON,
                  Samples.PLACE))),
  NOTIFICATION(
      "notification",
      dialect ->
          dialect.encode(
              new Publication(
                  Topic.ofUser("bob"),
                  new NotificationEvent.Notified(
                      new Notification(
                          "ntf_1",
                          Notification.Level.SUCCESS,
                          "Report",
                          "The report is ready.",
                          "/reports/7",
                          null,
                          null,
                          List.of(new Notification.Action("open", "Open", null)),
                          "bob",
                          "reporter",
                          Samples.NOON)),
                  Samples.NOON,
                  Samples.PLACE))),
  NOTIFICATION_READ(
      "notificationRead",
      dialect ->
          dialect.encode(
              new Publication(
                  Topic.ofUser("bob"),
                  new NotificationEvent.NotificationRead("ntf_1", Samples.NOON),
                  Samples.NOON,
                  Samples.PLACE))),
  SYSTEM_EVENT(
      "systemEvent",
      dialect ->
          dialect.encode(
              new Publication(
                  Topic.GLOBAL,
                  new NotificationEvent.SystemEvent(
                      "maintenance", new Json("{\"minutes\":10}"), "admin"),
                  Samples.NOON,
                  Samples.PLACE))),
  USER_JOINED("userJoined", remark(new RoomRemark.ViewChanged("team-general", "bob", "Bob", true))),
  USER_LEFT("userLeft", remark(new RoomRemark.ViewChanged("team-general", "bob", "Bob", false))),
  TYPING("typing", remark(new RoomRemark.Typing("team-general", "bob", "Bob", true))),
  PRESENCE(
      "presence",
      dialect ->
          dialect.encode(
              new Publication(
                  Topic.PRESENCE,
                  new PresenceChanged(
                      new Presence("bob", PresenceStatus.AWAY, Samples.NOON), Set.of("alice")),
                  Samples.NOON,
                  null))),
  DELIVERED(
      "delivered",
      remark(new RoomRemark.Received("team-general", "bob", 4, false, Set.of("alice")))),
  READ("read", remark(new RoomRemark.Received("team-general", "bob", 4, true, Set.of("alice")))),
  CONTENT_STATUS("contentStatus", ContentSamples.changed()),
  CONTENT_STATUS_PROGRESS("contentStatus_progress", ContentSamples.progressed()),
  CONTENT_ERROR("contentError", ContentSamples.failed()),
  CONTENT_RETRY("contentRetryRequested", ContentSamples.retried()),
  ACK_WATCH_CONTENT("ack_watchContent", ContentSamples.watched()),
  ROOM_STATE(
      "roomState",
      dialect -> dialect.encode(new Notice.State(Samples.TOPIC, Samples.ONE_ROOM, Samples.PLACE))),
  RESYNC("resync", dialect -> dialect.encode(new Notice.Resync(Samples.TOPIC, Samples.PLACE))),
  AUTH_EXPIRING("auth_expiring", dialect -> dialect.encode(new Notice.AuthExpiring(Samples.NOON))),
  ERROR(
      "error",
      dialect ->
          dialect.encode(
              new Refusal(
                  Refusal.Code.RATE_LIMITED,
                  "You write faster than 20 messages a second.",
                  Duration.ofMillis(50),
                  List.of(),
                  null),
              "r1")),
  ERROR_WITH_FAULTS(
      "error_with_faults",
      dialect ->
          dialect.encode(
              Refusal.invalid(List.of(new Refusal.Fault("/roomId", "is missing"))), "r1")),
  ACK("ack", answer(new RoomCommand.DeleteMessage("team-general", "msg_1"), Reply.done())),
  PONG("pong", answer(new ConnectionCommand.Ping(), Reply.done())),
  ACK_JOIN_ROOM("ack_joinRoom", answer(Samples.enter(null, null), Reply.shown(Samples.ONE_ROOM))),
  ACK_JOIN_ROOM_SINCE(
      "ack_joinRoom_since",
      answer(Samples.enter(40L, "e1"), Reply.shown(Samples.WITHOUT_MESSAGES))),
  ACK_SEND_MESSAGE(
      "ack_sendMessage",
      answer(
          new ConnectionCommand.SpeakInRoom(Samples.said("Hello team!")),
          new Reply.Posted("msg_1", Samples.PLACE, Samples.NOON))),
  ACK_GET_HISTORY(
      "ack_getHistory",
      answer(
          new RoomQuery.ListMessages("team-general", null, new Slice(50, null)),
          Reply.shown(
              new RoomView.Messages(
                  List.of(
                      new RoomView.Shown(Samples.MESSAGE, 5, Map.of(), 0),
                      new RoomView.Shown(
                          Samples.EDITED, 4, Map.of("👍", Set.of("bob", "alice")), 1)),
                  4L))));

  private final String sample;

  @SuppressWarnings("ImmutableEnumChecker") // Of immutable things.
  private final Function<RoomsDialect, @Nullable Frame> said;

  Frames(String sample, Function<RoomsDialect, @Nullable Frame> said) {
    this.sample = sample;
    this.said = said;
  }

  /** The name of the sample. */
  String sample() {
    return sample;
  }

  /** The message as the dialect says it. */
  @Nullable Frame in(RoomsDialect dialect) {
    return said.apply(dialect);
  }

  private static Function<RoomsDialect, @Nullable Frame> event(Event event) {
    return dialect ->
        dialect.encode(new Publication(Samples.TOPIC, event, Samples.NOON, Samples.PLACE));
  }

  private static Function<RoomsDialect, @Nullable Frame> remark(Event event) {
    return dialect -> dialect.encode(new Publication(Samples.TOPIC, event, Samples.NOON, null));
  }

  private static Function<RoomsDialect, @Nullable Frame> answer(Command command, Reply reply) {
    return dialect -> dialect.encode(new Dialect.Request(command, "r1"), reply);
  }

  /** What they are about. */
  static final class Samples {
    static final Instant NOON = Instant.parse("2026-01-30T12:00:00Z");
    static final Position PLACE = new Position("e1", 42);
    static final Topic TOPIC = Room.topic("team-general");

    static final Room ROOM =
        new Room("team-general", RoomType.TEAM, "General", "alice", NOON, null, null);

    static final Member BOB = new Member("bob", RoomRole.MEMBER, NOON, null);

    static final Message MESSAGE =
        new Message(
            "msg_1",
            "team-general",
            "alice",
            "Alice",
            "Hello team!",
            Message.Type.IMAGE,
            List.of(new Attachment("att_1", "plan.png", "image/png", 2048, false)),
            "msg_0",
            NOON,
            NOON.plus(Duration.ofDays(30)),
            null);

    static final Message EDITED =
        new Message(
            "msg_1",
            "team-general",
            "alice",
            "Alice",
            "Hello everybody!",
            Message.Type.TEXT,
            List.of(),
            null,
            NOON,
            NOON.plus(Duration.ofDays(30)),
            NOON.plusSeconds(60));

    static final RoomView.OneRoom ONE_ROOM =
        oneRoom(List.of(new RoomView.Shown(MESSAGE, 41, Map.of("👍", Set.of("bob")), 0)));

    static final RoomView.OneRoom WITHOUT_MESSAGES = oneRoom(List.of());

    private Samples() {}

    private static RoomView.OneRoom oneRoom(List<RoomView.Shown> messages) {
      return new RoomView.OneRoom(
          new RoomView.Overview(ROOM, RoomRole.OWNER, 2, 0, 41),
          List.of(new Member("alice", RoomRole.OWNER, NOON, null), BOB),
          List.of(new RoomView.Receipt("alice", 41, 41), new RoomView.Receipt("bob", 41, 0)),
          messages,
          PLACE);
    }

    static EnterRoom enter(@Nullable Long since, @Nullable String epoch) {
      return new EnterRoom(new RoomCommand.JoinRoom("team-general", RoomType.TEAM), since, epoch);
    }

    static RoomCommand.PostMessage said(String text) {
      return new RoomCommand.PostMessage(
          "team-general",
          text,
          Message.Type.TEXT,
          List.of(),
          null,
          null,
          null,
          null,
          null,
          RoomType.TEAM);
    }

    static NotificationCommand.Broadcast broadcast() {
      return new NotificationCommand.Broadcast("maintenance", new Json("{\"minutes\":10}"));
    }
  }
}
