package dev.parley.door.agents;

import static dev.parley.door.Fixtures.assertLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.delivery.Dialect.Decoded;
import dev.parley.delivery.Dialect.Request;
import dev.parley.delivery.Dialect.Unreadable;
import dev.parley.delivery.Frame;
import dev.parley.door.Fixtures;
import dev.parley.vocabulary.AgentRemark;
import dev.parley.vocabulary.AgentState;
import dev.parley.vocabulary.AgentStatus;
import dev.parley.vocabulary.Attachment;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Event;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Notification;
import dev.parley.vocabulary.NotificationEvent;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Presence;
import dev.parley.vocabulary.PresenceCommand;
import dev.parley.vocabulary.PresenceRemark;
import dev.parley.vocabulary.PresenceStatus;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomCommand.PostMessage;
import dev.parley.vocabulary.RoomEvent;
import dev.parley.vocabulary.RoomType;
import dev.parley.vocabulary.RoomView;
import dev.parley.vocabulary.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AgentsDialectTest {
  private static final Instant NOON = Instant.parse("2025-12-26T13:00:00Z");
  private static final Position POSITION = new Position("e1", 42);
  private static final Topic CONVERSATION = Room.topic("conv-123");
  private static final String[] PLACE = {"/data/topic", "/data/offset"};

  private final AgentsDialect dialect = new AgentsDialect(() -> NOON);

  private static Caller user(@Nullable Instant expiresAt) {
    return new Caller(
        Caller.Kind.USER, "user_abc123", "Abc", Set.of(Role.MEMBER), null, expiresAt, null);
  }

  private static Message message(String text, @Nullable Instant editedAt) {
    return new Message(
        "msg-456",
        "conv-123",
        "ENGINEERING_LEAD_SUPERVISOR",
        "Lead",
        text,
        Message.Type.TEXT,
        List.of(),
        null,
        NOON,
        NOON.plus(Duration.ofDays(30)),
        editedAt);
  }

  @Test
  void saysWhoHasConnected() {
    assertLike(
        "agents/auth",
        text(dialect.encode(new Notice.Established(user(null), "agents", false))),
        "/data/expiresAt");
    assertLike(
        "agents/auth_nobody",
        text(dialect.encode(new Notice.Established(Caller.ANONYMOUS, "agents", false))),
        "/data/error",
        "/data/code");
  }

  @Test
  void saysThatACredentialIsBad() {
    assertLike(
        "agents/auth_nobody",
        text(dialect.unauthenticated(Refusal.of(Refusal.Code.UNAUTHENTICATED, "No."))),
        "/data/error",
        "/data/code");
  }

  @Test
  void saysWhatBecomesOfTheCredential() {
    Instant end = NOON.plusSeconds(60);
    assertLike("agents/auth_expiring", text(dialect.encode(new Notice.AuthExpiring(end))));
    assertLike(
        "agents/auth", text(dialect.encode(new Notice.AuthRenewed(user(end)))), "/data/expiresAt");
    assertLike(
        "agents/auth_nobody",
        text(
            dialect.encode(
                request(Fixtures.text("agents/client_auth")),
                Reply.refused(Refusal.Code.UNAUTHENTICATED, "No."))),
        "/data/error",
        "/data/code");
  }

  @Test
  void saysWhatAnAgentIsUpTo() {
    assertLike(
        "agents/agent_status",
        text(
            dialect.encode(
                new Publication(
                    Topic.AGENTS,
                    new AgentRemark.StatusTold(
                        new AgentStatus(
                            "CLOUD_ASSISTANT", AgentState.WORKING, "Processing webhook event", 45)),
                    NOON,
                    null))));
  }

  @Test
  void saysWhoIsThere() {
    assertLike(
        "agents/user_presence",
        text(
            dialect.encode(
                new Publication(
                    Topic.PRESENCE,
                    new PresenceRemark.PresenceChanged(
                        new Presence("user_abc123", PresenceStatus.ONLINE, NOON), null),
                    NOON,
                    null))),
        "/data/lastSeen");
    assertThat(request(Fixtures.text("agents/client_user_presence")).command())
        .isEqualTo(new PresenceCommand.SetPresence(PresenceStatus.ONLINE));
  }

  @Test
  void saysAMessage() {
    Frame frame =
        dialect.encode(
            said(new RoomEvent.MessagePosted(message("Task completed successfully!", null))));
    assertLike(
        "agents/chat_message", text(frame), "/data/senderName", "/data/topic", "/data/offset");
    assertThat(frame.position()).isEqualTo(POSITION);
    assertThat(frame.topic()).isEqualTo(CONVERSATION);
    assertThat(Fixtures.parse(text(frame)).getJsonObject("data").getInt("offset")).isEqualTo(42);
  }

  @Test
  void saysWhatAMessageHasBeside() {
    Message message =
        new Message(
            "m",
            "conv-123",
            "bob",
            "Bob",
            "",
            Message.Type.FILE,
            List.of(new Attachment("att_1", "a b.txt", "text/plain", 3, false)),
            "msg-1",
            NOON,
            NOON,
            null);
    String text = text(dialect.encode(said(new RoomEvent.MessagePosted(message))));
    assertThat(text)
        .contains("\"replyTo\":\"msg-1\"", "\"url\":\"/api/v1/rooms/conv-123/attachments/att_1\"");
  }

  @Test
  void saysWhatBecomesOfAMessage() {
    assertLike(
        "agents/chat_message_edited",
        text(
            dialect.encode(
                said(new RoomEvent.MessageEdited(message("Task completed.", NOON), "bob")))),
        "/data/senderName",
        "/data/topic",
        "/data/offset");
    assertLike(
        "agents/chat_message_deleted",
        text(
            dialect.encode(
                said(new RoomEvent.MessageDeleted("conv-123", "msg-456", null, List.of())))),
        PLACE);
  }

  @Test
  void saysANotification() {
    Notification notification =
        new Notification(
            "ntf_1",
            Notification.Level.SUCCESS,
            null,
            "All tests passed!",
            null,
            null,
            null,
            List.of(),
            null,
            "ci",
            NOON);
    assertLike(
        "agents/notification",
        text(
            dialect.encode(
                new Publication(
                    Topic.GLOBAL, new NotificationEvent.Notified(notification), NOON, POSITION))),
        "/data/id",
        "/data/title",
        "/data/link",
        "/data/icon",
        "/data/badge",
        "/data/actions",
        "/data/userId",
        "/data/sentBy",
        "/data/timestamp",
        "/data/topic",
        "/data/offset");
  }

  @Test
  void hasNoWordForWhatIsNotOfThisContract() {
    for (DurableEvent event :
        List.of(
            new NotificationEvent.SystemEvent("e", Json.EMPTY, "root"),
            new NotificationEvent.NotificationRead("ntf_1", NOON),
            new DurableEvent.ApiKeyRevoked("k", NOON))) {
      assertThat(dialect.encode(new Publication(Topic.GLOBAL, event, NOON, POSITION))).isNull();
    }
  }

  @Test
  void saysTheStateOfAConversation() {
    assertLike(
        "agents/conversation_state",
        text(dialect.encode(state(List.of(message("Task completed successfully!", null))))),
        "/data/messages/0/senderName");
  }

  @Test
  void aFrameHasRoomForTheNewestMessages() {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      messages.add(message("€".repeat(15_990) + i, null));
    }
    String text = text(dialect.encode(state(messages)));
    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(Frame.MAX_BYTES);
    assertThat(text).contains("€49\"").doesNotContain("€1\"");
  }

  @Test
  void saysWhereAFeedGoesOnAnew() {
    assertLike("agents/resync", text(dialect.encode(new Notice.Resync(CONVERSATION, POSITION))));
  }

  @Test
  void asksForASignOfLifeAndGivesOne() {
    assertLike("agents/ping", text(dialect.encode(new Notice.Heartbeat())));
    Request ping = request(Fixtures.text("agents/client_ping"));
    assertThat(ping.command()).isEqualTo(new ConnectionCommand.Ping());
    assertLike("agents/pong", text(dialect.encode(ping, Reply.done())));
    Request pong = request(Fixtures.text("agents/client_pong"));
    assertThat(pong.command()).isEqualTo(new ConnectionCommand.Pong());
    assertThat(dialect.encode(pong, Reply.done())).isNull();
  }

  @Test
  void hearsThatSomebodyWantsToHear() {
    Request subscribe = request(Fixtures.text("agents/client_subscribe"));
    assertThat(subscribe.command())
        .isEqualTo(new ConnectionCommand.Listen(CONVERSATION, null, null));
    assertLike("agents/subscribed", text(dialect.encode(subscribe, Reply.done())));
    assertThat(request(Fixtures.text("agents/client_subscribe_since")).command())
        .isEqualTo(new ConnectionCommand.Listen(CONVERSATION, 41L, "e1"));
    assertThat(request(Fixtures.text("agents/client_auth")).command())
        .isEqualTo(new ConnectionCommand.Renew("a-newer-token"));
  }

  @Test
  void hearsAMessageAndAnswersThoseWhoNameIt() {
    Request named = request(Fixtures.text("agents/client_chat_message"));
    assertThat(named.command())
        .isEqualTo(
            new PostMessage(
                "conv-123",
                "What is next?",
                Message.Type.TEXT,
                List.of(),
                null,
                null,
                "c-1",
                null,
                null,
                RoomType.TEAM));
    Reply posted = new Reply.Posted("msg-456", POSITION, NOON);
    assertLike("agents/ack", text(dialect.encode(named, posted)));
    Request unnamed =
        request(
            "{\"type\":\"chat_message\",\"data\":{\"conversationId\":\"c\",\"content\":\"x\"}}");
    assertThat(dialect.encode(unnamed, posted)).isNull();
  }

  @Test
  void saysWhatIsWrong() {
    assertLike(
        "agents/error",
        text(dialect.encode(Refusal.of(Refusal.Code.MALFORMED, "Invalid message format"))),
        "/data/code");
    Refusal refusal =
        new Refusal(
            Refusal.Code.RATE_LIMITED,
            "Slower.",
            Duration.ofMillis(1500),
            List.of(new Refusal.Fault("/data/content", "is missing")),
            null);
    assertThat(
            text(
                dialect.encode(
                    request(Fixtures.text("agents/client_chat_message")),
                    new Reply.Refused(refusal))))
        .isEqualTo(
            "{\"type\":\"error\",\"data\":{\"code\":\"rate_limited\",\"error\":\"Slower.\","
                + "\"retryAfterMs\":1500,"
                + "\"errors\":[{\"pointer\":\"/data/content\",\"detail\":\"is missing\"}],"
                + "\"clientMessageId\":\"c-1\"},\"timestamp\":\"2025-12-26T13:00:00.000Z\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "ping", "[]", "\"ping\"", "{", "{\"type\":\"ping\"}}", "NaN"})
  void refusesWhatIsNotAnObject(String frame) {
    assertThat(unreadable(frame).refusal().code()).isEqualTo(Refusal.Code.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|/type",
        "{'type':null}|/type",
        "{'type':'PING'}|/type",
        "{'type':'agent_status'}|/type",
        "{'type':'ping','type':'ping'}|/type",
        "{'type':'auth'}|/data",
        "{'type':'auth','data':'t'}|/data",
        "{'type':'auth','data':{}}|/data/token",
        "{'type':'subscribe','data':{}}|/data/conversationId",
        "{'type':'subscribe','data':{'conversationId':''}}|/data/conversationId",
        "{'type':'subscribe','data':{'conversationId':'c','since':-1}}|/data/since",
        "{'type':'subscribe','data':{'conversationId':'c','since':'1'}}|/data/since",
        "{'type':'subscribe','data':{'conversationId':'c','epoch':1}}|/data/epoch",
        "{'type':'chat_message','data':{'content':'x'}}|/data/conversationId",
        "{'type':'chat_message','data':{'conversationId':'c'}}|/data/content",
        "{'type':'chat_message','data':{'conversationId':'c','content':' '}}|/data/content",
        "{'type':'chat_message','data':{'conversationId':'c','content':1}}|/data/content",
        "{'type':'ping','x':'\\u0000'}|/x",
      })
  void namesWhatIsWrongWithAFrame(String frame, String pointer) {
    Refusal refusal = unreadable(frame.replace('\'', '"')).refusal();
    assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(refusal.faults()).extracting(Refusal.Fault::pointer).containsExactly(pointer);
  }

  @Test
  void namesTheMessageThatCouldNotBeRead() {
    Unreadable unreadable =
        unreadable("{\"type\":\"chat_message\",\"data\":{\"clientMessageId\":\"c-1\"}}");
    assertThat(text(dialect.encode(unreadable.refusal(), unreadable.requestId())))
        .contains("\"clientMessageId\":\"c-1\"");
  }

  private static Publication said(Event event) {
    return new Publication(CONVERSATION, event, NOON, POSITION);
  }

  private static Notice.State state(List<Message> messages) {
    Room room = new Room("conv-123", RoomType.TEAM, "conv-123", "bob", NOON, null, null);
    return new Notice.State(
        CONVERSATION,
        new RoomView.OneRoom(
            new RoomView.Overview(room, null, 0, 0, 0),
            List.of(),
            List.of(),
            messages.stream().map(m -> new RoomView.Shown(m, 41, Map.of(), 0)).toList(),
            POSITION),
        POSITION);
  }

  private Request request(String frame) {
    Decoded decoded = dialect.decode(frame);
    assertThat(decoded).isInstanceOf(Request.class);
    return (Request) decoded;
  }

  private Unreadable unreadable(String frame) {
    Decoded decoded = dialect.decode(frame);
    assertThat(decoded).isInstanceOf(Unreadable.class);
    return (Unreadable) decoded;
  }

  private static String text(@Nullable Frame frame) {
    assertThat(frame).isNotNull();
    return frame.text();
  }
}
