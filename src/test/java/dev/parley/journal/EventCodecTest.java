package dev.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.vocabulary.Activity;
import dev.parley.vocabulary.ActivityStatus;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.AgentEvent;
import dev.parley.vocabulary.AgentProfile;
import dev.parley.vocabulary.AgentState;
import dev.parley.vocabulary.AgentStatus;
import dev.parley.vocabulary.ApiKey;
import dev.parley.vocabulary.Attachment;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.ContentEvent;
import dev.parley.vocabulary.ContentState;
import dev.parley.vocabulary.ContentStatus;
import dev.parley.vocabulary.Decision;
import dev.parley.vocabulary.DecisionRequest;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Invitation;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.Kinds;
import dev.parley.vocabulary.Member;
import dev.parley.vocabulary.MemoryOperation;
import dev.parley.vocabulary.MemoryUpdate;
import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.Notification;
import dev.parley.vocabulary.NotificationEvent;
import dev.parley.vocabulary.PresenceEvent;
import dev.parley.vocabulary.PresenceStatus;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomEvent;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomType;
import dev.parley.vocabulary.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
  private static final Instant TIME = Instant.ofEpochMilli(1_789_000_000_123L);
  private final EventCodec codec = new EventCodec();

  private static ContentStatus content(ContentStatus.@Nullable Failure failure) {
    return new ContentStatus(
        "c", "post", ContentState.FAILED, 45, new Json("{\"a\":1}"), failure, "alice", TIME);
  }

  static List<DurableEvent> events() {
    return List.of(
        new DurableEvent.ActivityRecorded(
            new Activity(
                "act_1_agent \uD83D\uDE00",
                "agent \uD83D\uDE00",
                "engineering",
                ActivityType.MEMORY_WRITE,
                TIME,
                new Json("{\"a\":[1,2.50,{\"b\":null}],\"text\":\"\\u0001 \\\" \\\\ é\"}"),
                List.of("agent_2", "agent_3"),
                ActivityStatus.ACTIVE)),
        new DurableEvent.ActivityCompleted(
            "act_1_a", "a", ActivityType.TASK_COMPLETED, ActivityStatus.EXPIRED),
        new DurableEvent.MemoryUpdated(
            new MemoryUpdate(MemoryOperation.DELETE, "item", "a", TIME, Json.EMPTY)),
        new DurableEvent.CollaborationStarted(
            new Session("collab_1", List.of("a", "b"), "general", TIME, 0, 0)),
        new DurableEvent.CollaborationEnded("collab_1", TIME),
        new DurableEvent.AgentForgotten("a"),
        new DurableEvent.DecisionRecorded(
            new Decision("dec_1", "collab_1", "a", "x\ny", null, List.of("x", "y"), 0.25, TIME)),
        new DurableEvent.DecisionRequested(request(DecisionRequest.Status.PENDING, null)),
        new DurableEvent.DecisionResolved(
            request(
                DecisionRequest.Status.ANSWERED,
                new DecisionRequest.Answer("yes", "go", "alice", TIME))),
        new DurableEvent.ApiKeyCreated(
            new ApiKey(
                "id", "0f", Caller.Kind.AGENT, "a", Set.of(Role.AGENT), null, TIME, null, null)),
        new DurableEvent.ApiKeyRevoked("id", TIME),
        new RoomEvent.RoomCreated(ROOM),
        new RoomEvent.RoomChanged(ROOM, "alice"),
        new RoomEvent.MemberAdded("r", member(null), "alice"),
        new RoomEvent.MemberChanged("r", member(TIME), "alice"),
        new RoomEvent.MemberRemoved("r", "bob", "alice"),
        new RoomEvent.MessagePosted(message(null)),
        new RoomEvent.MessageEdited(message(TIME), "alice"),
        new RoomEvent.MessageDeleted("r", "m", null, List.of(3L, 7L)),
        new RoomEvent.ReactionChanged("r", "m", "bob", "\uD83D\uDC4D", true, TIME),
        new RoomEvent.InvitationSent(
            new Invitation("inv_1", ROOM, "bob", RoomRole.GUEST, "alice", TIME)),
        new AgentEvent.AgentRegistered(new AgentProfile("a", "A", "lab", null, TIME)),
        new AgentEvent.AgentStatusChanged(
            new AgentStatus("a", AgentState.WORKING, "Reading", 45), TIME),
        new AgentEvent.AgentStatusChanged(new AgentStatus("a", AgentState.IDLE, null, null), TIME),
        new PresenceEvent.PresenceHeld("alice", PresenceStatus.BUSY, TIME),
        new PresenceEvent.PresenceHeld("alice", null, TIME),
        new ContentEvent.ContentStatusChanged(content(null)),
        new ContentEvent.ContentFailed("c", new ContentStatus.Failure("Out of ink.", true), TIME),
        new ContentEvent.ContentRetryRequested(
            content(new ContentStatus.Failure("Out of ink.", true)), "bob", TIME),
        new NotificationEvent.Notified(
            new Notification(
                "ntf_1",
                Notification.Level.WARNING,
                "Title",
                "two\nlines",
                "/x",
                null,
                null,
                List.of(new Notification.Action("open", "Open", null)),
                "alice",
                "ci",
                TIME)),
        new NotificationEvent.NotificationRead("ntf_1", TIME),
        new NotificationEvent.SystemEvent("maintenance", new Json("{\"a\":[1]}"), "root"));
  }

  private static final Room ROOM =
      new Room("r", RoomType.CONTENT, "A room", "alice", TIME, Duration.ofHours(2), null);

  private static Member member(Instant mutedUntil) {
    return new Member("bob", RoomRole.MODERATOR, TIME, mutedUntil);
  }

  private static Message message(Instant editedAt) {
    return new Message(
        "m",
        "r",
        "bob",
        "Bob",
        "Good\nmorning",
        Message.Type.FILE,
        List.of(new Attachment("att_1", "a.txt", "text/plain", 12, false)),
        null,
        TIME,
        TIME.plusSeconds(60),
        editedAt);
  }

  private static DecisionRequest request(
      DecisionRequest.Status status, DecisionRequest.Answer answer) {
    return new DecisionRequest(
        "req_1",
        "a",
        "Ship it?",
        List.of(new DecisionRequest.Option("yes", "Ship"), new DecisionRequest.Option("no", "No")),
        null,
        List.of("alice"),
        TIME,
        TIME.plusSeconds(60),
        status,
        answer);
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventComesBackAsItWas(DurableEvent event) {
    assertThat(codec.decode(codec.typeOf(event), codec.encode(event))).isEqualTo(event);
  }

  @Test
  void everyKindOfEventIsAmongTheExamples() {
    Set<Class<?>> shown = events().stream().map(Object::getClass).collect(Collectors.toSet());
    shown.add(DurableEvent.Unknown.class); // Read, never written.
    assertThat(shown).containsExactlyInAnyOrderElementsOf(Kinds.of(DurableEvent.class).toList());
  }

  @Test
  void whatANewerVersionHasWrittenIsAHole() {
    assertThat(codec.decode("invented", "{}")).isEqualTo(new DurableEvent.Unknown("invented"));
    String flown =
        codec.encode(events().getFirst()).replace("\"MEMORY_WRITE\"", "\"MEMORY_INVENTED\"");
    assertThat(flown).contains("MEMORY_INVENTED");
    assertThat(codec.decode("activity_recorded", flown))
        .isEqualTo(new DurableEvent.Unknown("activity_recorded"));
    assertThat(codec.decode("collaboration_ended", "{\"sessionId\":\"s\",\"later\":[1]}"))
        .isEqualTo(new DurableEvent.CollaborationEnded("s", null));
  }

  @Test
  void aHoleIsNeverWritten() {
    assertThatThrownBy(() -> codec.typeOf(new DurableEvent.Unknown("invented")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("invented");
  }
}
