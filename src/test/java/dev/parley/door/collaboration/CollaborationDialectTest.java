package dev.parley.door.collaboration;

import static dev.parley.door.Fixtures.assertLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.delivery.Dialect.Decoded;
import dev.parley.delivery.Dialect.Request;
import dev.parley.delivery.Dialect.Unreadable;
import dev.parley.delivery.Frame;
import dev.parley.door.Fixtures;
import dev.parley.vocabulary.Activity;
import dev.parley.vocabulary.ActivityStatus;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.AgentStanding;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.Decision;
import dev.parley.vocabulary.DecisionRequest;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.LatestEvent;
import dev.parley.vocabulary.MemoryOperation;
import dev.parley.vocabulary.MemoryUpdate;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Session;
import dev.parley.vocabulary.StatusBoard;
import dev.parley.vocabulary.StreamedEvent;
import dev.parley.vocabulary.Topic;
import dev.parley.vocabulary.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CollaborationDialectTest {
  private static final Instant NOON = Instant.parse("2025-01-15T12:00:00Z");
  private static final Instant THEN = Instant.ofEpochSecond(1234567890L);
  private static final Position POSITION = new Position("e1", 42);

  private static final String[] COUNTS = {
    "/total_agents",
    "/active_agents",
    "/idle_agents",
    "/active_activities",
    "/active_collaborations"
  };

  private final CollaborationDialect dialect = new CollaborationDialect(() -> NOON);

  @Test
  void saysThatTheConnectionIsEstablished() {
    assertLike(
        "collaboration/connection_established",
        text(dialect.encode(new Notice.Established(Caller.ANONYMOUS, "general", false))));
  }

  @Test
  void saysThatTheFeedIsResumed() {
    assertThat(text(dialect.encode(new Notice.Established(Caller.ANONYMOUS, "general", true))))
        .isEqualTo(
            "{\"type\":\"connection_established\",\"client_type\":\"general\",\"resumed\":true,"
                + "\"timestamp\":\"2025-01-15T12:00:00.000Z\"}");
  }

  @Test
  void saysTheState() {
    StatusBoard board =
        new StatusBoard(
            48,
            12,
            5,
            2,
            List.of(
                new AgentStanding("agent_1", true, "act_1234567890_agent_1", "act_0_agent_1", 1)));
    Session session =
        new Session("collab_1234567890", List.of("agent_1", "agent_2"), "general", NOON, 5, 2);
    Frame frame =
        dialect.encode(
            new Notice.State(
                Topic.COLLABORATION,
                new View.CollaborationState(board, List.of(session)),
                POSITION));
    assertLike(
        "collaboration/collaboration_state",
        text(frame),
        "/active_collaborations/0/session_type",
        "/epoch",
        "/offset");
    assertThat(frame.position()).isEqualTo(POSITION);
    assertThat(frame.topic()).isEqualTo(Topic.COLLABORATION);
  }

  @Test
  void saysAnActivity() {
    Frame frame =
        dialect.encode(
            durable(
                new DurableEvent.ActivityRecorded(
                    new Activity(
                        "act_1234567890_agent_1",
                        "agent_1",
                        "engineering",
                        ActivityType.MEMORY_WRITE,
                        THEN,
                        new Json("{\"item_id\":\"item_123\",\"size_bytes\":1024}"),
                        List.of("agent_2"),
                        ActivityStatus.ACTIVE))));
    assertLike("collaboration/agent_activity", text(frame), "/offset");
    assertThat(frame.type()).isEqualTo("agent_activity");
    assertThat(frame.position()).isEqualTo(POSITION);
    assertThat(text(frame)).contains("\"timestamp\":1234567890.000").contains("\"offset\":42");
  }

  @ParameterizedTest
  @CsvSource({"COMPLETED,true", "FAILED,false", "EXPIRED,false"})
  void saysHowAnActivityEnded(ActivityStatus status, boolean success) {
    String text =
        text(
            dialect.encode(
                durable(
                    new DurableEvent.ActivityCompleted(
                        "act_1234567890_agent_1", "agent_1", ActivityType.MEMORY_WRITE, status))));
    if (success) {
      assertLike("collaboration/activity_completed", text, "/offset", "/status");
    }
    assertThat(Fixtures.parse(text).getBoolean("success")).isEqualTo(success);
    assertThat(Fixtures.parse(text).getString("status")).isEqualTo(status.wireName());
  }

  @Test
  void saysTheBoard() {
    StatusBoard board =
        new StatusBoard(
            2,
            1,
            1,
            0,
            List.of(
                new AgentStanding(
                    "agent_1", true, "act_1234567890_agent_1", "act_1234567890_agent_1", 0),
                new AgentStanding("agent_2", false, null, "act_1234567890_agent_2", 0)));
    assertLike(
        "collaboration/agent_status_update",
        text(
            dialect.encode(
                new Publication(
                    Topic.COLLABORATION, new LatestEvent.BoardChanged(board), NOON, null))),
        COUNTS);
  }

  @Test
  void saysWhatHasChangedOnTheBoard() {
    StatusBoard board = new StatusBoard(7, 1, 1, 0, List.of());
    AgentStanding agent = new AgentStanding("agent_2", false, null, "act_1234567890_agent_2", 0);
    assertThat(
            text(
                dialect.encode(
                    new Publication(
                        Topic.COLLABORATION,
                        new LatestEvent.BoardDelta(board, List.of(agent), List.of("agent_1")),
                        NOON,
                        null))))
        .isEqualTo(
            "{\"type\":\"agent_status_update\",\"timestamp\":\"2025-01-15T12:00:00.000Z\","
                + "\"agents\":{\"agent_2\":{\"status\":\"idle\",\"current_activity\":null,"
                + "\"last_activity\":\"act_1234567890_agent_2\"}},"
                + "\"delta\":true,\"removed_agents\":[\"agent_1\"],"
                + "\"total_agents\":7,\"active_agents\":1,\"idle_agents\":6,"
                + "\"active_activities\":1,\"active_collaborations\":0}");
  }

  @Test
  void saysAMemoryUpdate() {
    assertLike(
        "collaboration/memory_update",
        text(
            dialect.encode(
                durable(
                    new DurableEvent.MemoryUpdated(
                        new MemoryUpdate(
                            MemoryOperation.WRITE,
                            "item_123",
                            "agent_1",
                            THEN,
                            new Json("{\"size_bytes\":1024,\"compression_ratio\":13.3}")))))),
        "/offset");
  }

  @Test
  void saysThatACollaborationStartsAndEnds() {
    Session session =
        new Session("collab_1234567890", List.of("agent_1", "agent_2"), "general", NOON, 0, 0);
    assertLike(
        "collaboration/collaboration_started",
        text(dialect.encode(durable(new DurableEvent.CollaborationStarted(session)))),
        "/session/session_type",
        "/offset");
    assertLike(
        "collaboration/collaboration_ended",
        text(
            dialect.encode(
                durable(new DurableEvent.CollaborationEnded("collab_1234567890", NOON)))),
        "/offset");
  }

  @Test
  void hasNoWordForWhatIsNotOfThisContract() {
    assertThat(
            dialect.encode(
                new Publication(
                    Topic.GLOBAL, new StreamedEvent.MessageChunk("m", 0, "x"), NOON, null)))
        .isNull();
    assertThat(dialect.encode(durable(new DurableEvent.ApiKeyRevoked("k", NOON)))).isNull();
  }

  @Test
  void saysWhereTheFeedGoesOnAnew() {
    assertThat(text(dialect.encode(new Notice.Resync(Topic.COLLABORATION, POSITION))))
        .isEqualTo(
            "{\"type\":\"resync\",\"topic\":\"collaboration\",\"epoch\":\"e1\",\"offset\":42,"
                + "\"timestamp\":\"2025-01-15T12:00:00.000Z\"}");
  }

  @Test
  void saysWhatBecomesOfTheCredential() {
    assertThat(text(dialect.encode(new Notice.AuthExpiring(THEN))))
        .startsWith("{\"type\":\"auth_expiring\",\"expiresAt\":\"2009-02-13T23:31:30.000Z\"");
    assertThat(text(dialect.encode(new Notice.AuthRenewed(Caller.ANONYMOUS))))
        .startsWith("{\"type\":\"auth\",\"success\":true,\"expiresAt\":null");
  }

  @Test
  void answersPingAndSubscribe() {
    assertThat(text(dialect.encode(request("{\"type\":\"ping\"}"), Reply.done())))
        .isEqualTo("{\"type\":\"pong\",\"timestamp\":\"2025-01-15T12:00:00.000Z\"}");
    Request subscribe = request(Fixtures.text("collaboration/client_subscribe"));
    assertThat(text(dialect.encode(subscribe, Reply.done())))
        .isEqualTo(
            "{\"type\":\"subscribed\",\"activity_types\":"
                + "[\"agent_activity\",\"memory_update\",\"agent_status_update\"],"
                + "\"timestamp\":\"2025-01-15T12:00:00.000Z\"}");
    assertThat(text(dialect.encode(request("{\"type\":\"unsubscribe\"}"), Reply.done())))
        .contains("\"agent_activity\"", "\"activity_completed\"", "\"collaboration_ended\"");
    assertThat(dialect.encode(request("{\"type\":\"get_state\"}"), Reply.done())).isNull();
  }

  @Test
  void saysWhatIsWrong() {
    Refusal refusal =
        new Refusal(
            Refusal.Code.RATE_LIMITED,
            "Slower.",
            Duration.ofMillis(1500),
            List.of(new Refusal.Fault("/type", "is missing")),
            null);
    assertThat(text(dialect.encode(refusal)))
        .isEqualTo(
            "{\"type\":\"error\",\"error\":{\"code\":\"rate_limited\",\"message\":\"Slower.\","
                + "\"retryAfterMs\":1500,"
                + "\"errors\":[{\"pointer\":\"/type\",\"detail\":\"is missing\"}]},"
                + "\"timestamp\":\"2025-01-15T12:00:00.000Z\"}");
  }

  @Test
  void saysWhatPeopleAreAskedAndWhatIsDecided() {
    DecisionRequest request =
        new DecisionRequest(
            "req_1",
            "deployer",
            "Ship 2.1?",
            List.of(
                new DecisionRequest.Option("yes", "Ship it"),
                new DecisionRequest.Option("no", "Wait")),
            null,
            List.of("alice"),
            NOON,
            NOON.plusSeconds(3600),
            DecisionRequest.Status.PENDING,
            null);
    assertLike(
        "collaboration/decision_requested",
        text(dialect.encode(durable(new DurableEvent.DecisionRequested(request)))));
    DecisionRequest answered =
        request.answered(new DecisionRequest.Answer("yes", "Go.", "alice", NOON.plusSeconds(60)));
    assertLike(
        "collaboration/decision_resolved",
        text(dialect.encode(durable(new DurableEvent.DecisionResolved(answered)))));
    Decision decision =
        new Decision(
            "dec_1",
            "collab_1234567890",
            "agent_1",
            "Ship it.",
            "The tests pass.",
            List.of("Ship it.", "Wait."),
            0.75,
            NOON);
    assertLike(
        "collaboration/decision_recorded",
        text(dialect.encode(durable(new DurableEvent.DecisionRecorded(decision)))));
  }

  @Test
  void saysWhatTheSamplesSay() {
    assertLike(
        "collaboration/connection_established_resumed",
        text(dialect.encode(new Notice.Established(Caller.ANONYMOUS, "general", true))));
    assertLike(
        "collaboration/agent_status_update_delta",
        text(
            dialect.encode(
                new Publication(
                    Topic.COLLABORATION,
                    new LatestEvent.BoardDelta(
                        new StatusBoard(7, 1, 1, 0, List.of()),
                        List.of(
                            new AgentStanding("agent_2", false, null, "act_1234567890_agent_2", 0)),
                        List.of("agent_1")),
                    NOON,
                    null))));
    assertLike(
        "collaboration/resync",
        text(dialect.encode(new Notice.Resync(Topic.COLLABORATION, POSITION))));
    assertLike("collaboration/auth_expiring", text(dialect.encode(new Notice.AuthExpiring(THEN))));
    assertLike(
        "collaboration/auth", text(dialect.encode(new Notice.AuthRenewed(Caller.ANONYMOUS))));
    assertLike(
        "collaboration/pong",
        text(dialect.encode(request(Fixtures.text("collaboration/client_ping")), Reply.done())));
    assertLike(
        "collaboration/subscribed",
        text(
            dialect.encode(
                request(Fixtures.text("collaboration/client_subscribe")), Reply.done())));
    assertLike(
        "collaboration/error",
        text(
            dialect.encode(
                new Refusal(
                    Refusal.Code.RATE_LIMITED,
                    "Slower.",
                    Duration.ofMillis(1500),
                    List.of(new Refusal.Fault("/type", "is missing")),
                    null))));
    for (String frame : List.of("unsubscribe", "get_state", "auth")) {
      request(Fixtures.text("collaboration/client_" + frame));
    }
  }

  @Test
  void hearsTheSamples() {
    assertThat(request(Fixtures.text("collaboration/client_ping")).command())
        .isEqualTo(new ConnectionCommand.Ping());
    assertThat(request(Fixtures.text("collaboration/client_subscribe")).command())
        .isInstanceOf(ConnectionCommand.Subscribe.class);
    assertThat(request("{\"type\":\"get_state\"}").command())
        .isEqualTo(new ConnectionCommand.GetState());
    assertThat(request("{\"type\":\"auth\",\"token\":\"t\"}").command())
        .isEqualTo(new ConnectionCommand.Renew("t"));
  }

  @Test
  void ignoresUnknownMembers() {
    assertThat(request("{\"type\":\"ping\",\"id\":[1,{}]}").command())
        .isEqualTo(new ConnectionCommand.Ping());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "ping", "[]", "\"ping\"", "{", "{\"type\":\"ping\"}}", "NaN"})
  void refusesWhatIsNotAnObject(String frame) {
    assertThat(refusal(frame).code()).isEqualTo(Refusal.Code.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|/type",
        "{'type':null}|/type",
        "{'type':7}|/type",
        "{'type':'PING'}|/type",
        "{'type':'dance'}|/type",
        "{'type':'ping','type':'ping'}|/type",
        "{'type':'auth'}|/token",
        "{'type':'auth','token':''}|/token",
        "{'type':'subscribe'}|/activity_types",
        "{'type':'subscribe','activity_types':'ping'}|/activity_types",
        "{'type':'subscribe','activity_types':[]}|/activity_types",
        "{'type':'subscribe','activity_types':[1]}|/activity_types/0",
        "{'type':'subscribe','activity_types':['agent_activity','nonsense']}|/activity_types/1",
        "{'type':'ping','x':'\\u0000'}|/x",
      })
  void namesWhatIsWrongWithAFrame(String frame, String pointer) {
    Refusal refusal = refusal(frame.replace('\'', '"'));
    assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(refusal.faults()).extracting(Refusal.Fault::pointer).containsExactly(pointer);
  }

  private static Publication durable(DurableEvent event) {
    return new Publication(Topic.COLLABORATION, event, NOON, POSITION);
  }

  private Request request(String frame) {
    Decoded decoded = dialect.decode(frame);
    assertThat(decoded).isInstanceOf(Request.class);
    return (Request) decoded;
  }

  private Refusal refusal(String frame) {
    Decoded decoded = dialect.decode(frame);
    assertThat(decoded).isInstanceOf(Unreadable.class);
    return ((Unreadable) decoded).refusal();
  }

  private static String text(Frame frame) {
    assertThat(frame).isNotNull();
    return frame.text();
  }
}
