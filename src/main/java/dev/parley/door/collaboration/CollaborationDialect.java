package dev.parley.door.collaboration;

import dev.parley.delivery.Dialect;
import dev.parley.delivery.Frame;
import dev.parley.door.DecisionShapes;
import dev.parley.door.JsonText;
import dev.parley.door.Members;
import dev.parley.door.Problem;
import dev.parley.door.RefusedException;
import dev.parley.door.Room;
import dev.parley.door.Shapes;
import dev.parley.vocabulary.AgentEvent;
import dev.parley.vocabulary.AgentRemark;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.ContentEvent;
import dev.parley.vocabulary.ContentRemark;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.EphemeralCommand;
import dev.parley.vocabulary.LatestEvent;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.NotificationEvent;
import dev.parley.vocabulary.OperatorCommand;
import dev.parley.vocabulary.PresenceEvent;
import dev.parley.vocabulary.PresenceRemark;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomEvent;
import dev.parley.vocabulary.RoomRemark;
import dev.parley.vocabulary.StatusBoard;
import dev.parley.vocabulary.StreamedEvent;
import dev.parley.vocabulary.View;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of the Collaboration contract, in both directions. */
public final class CollaborationDialect implements Dialect {
  private static final int MAX_TOKEN = 16 * 1024;

  private final InstantSource clock;

  /**
   * @param clock dates the frames that answer one client; publications carry their own time
   */
  public CollaborationDialect(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "collaboration";
  }

  @Override
  public @Nullable Frame encode(Publication said) {
    return switch (said.event()) {
      case DurableEvent.ActivityRecorded event ->
          durable(
              "agent_activity",
              said,
              Shapes.object().add("activity", Shapes.activity(event.activity())));
      case DurableEvent.ActivityCompleted event ->
          durable(
              "activity_completed",
              said,
              Shapes.object()
                  .add("activity_id", event.activityId())
                  .add("success", event.success())
                  .add("status", event.status().wireName()));
      case DurableEvent.MemoryUpdated event ->
          durable(
              "memory_update",
              said,
              Shapes.object().add("update", Shapes.memoryUpdate(event.update())));
      case DurableEvent.CollaborationStarted event ->
          durable(
              "collaboration_started",
              said,
              Shapes.object().add("session", Shapes.startedSession(event.session())));
      case DurableEvent.CollaborationEnded event ->
          durable(
              "collaboration_ended", said, Shapes.object().add("session_id", event.sessionId()));
      case LatestEvent.BoardChanged event ->
          status(
              said, event.board(), Shapes.standings(event.board().agents(), Room.ofFrame()), null);
      case LatestEvent.BoardDelta event ->
          status(
              said,
              event.board(),
              Shapes.standings(event.changed(), Room.ofFrame()),
              Shapes.texts(event.gone()));
      case DurableEvent.DecisionRecorded event ->
          durable(
              "decision_recorded",
              said,
              Shapes.object().add("decision", DecisionShapes.decision(event.decision())));
      case DurableEvent.DecisionRequested event ->
          durable(
              "decision_requested",
              said,
              Shapes.object().add("request", DecisionShapes.request(event.request())));
      case DurableEvent.DecisionResolved event ->
          durable(
              "decision_resolved",
              said,
              Shapes.object().add("request", DecisionShapes.request(event.request())));
      // The next status update no longer has it.
      case DurableEvent.AgentForgotten event -> null;
      case DurableEvent.ApiKeyCreated event -> null;
      case DurableEvent.ApiKeyRevoked event -> null;
      case DurableEvent.Unknown event -> null;
      // The status update has what this changes.
      case AgentEvent event -> null;
      // Of other contracts.
      case RoomEvent event -> null;
      case RoomRemark event -> null;
      // Told by the other doors.
      case AgentRemark event -> null;
      case ContentEvent event -> null;
      case ContentRemark event -> null;
      case PresenceEvent event -> null;
      case PresenceRemark event -> null;
      case NotificationEvent event -> null;
      case StreamedEvent.MessageChunk event -> null;
      case StreamedEvent.MessageFinished event -> null;
    };
  }

  @Override
  public @Nullable Frame encode(Notice notice) {
    return switch (notice) {
      case Notice.Established established -> {
        JsonObjectBuilder members = Shapes.object().add("client_type", established.clientType());
        if (established.resumed()) {
          members.add("resumed", true);
        }
        yield frame("connection_established", dated(members));
      }
      case Notice.State state -> state(state);
      case Notice.Resync resync ->
          frame(
              "resync",
              dated(
                  Shapes.object()
                      .add("topic", resync.topic().name())
                      .add("epoch", resync.position().epoch())
                      .add("offset", resync.position().offset())));
      case Notice.AuthExpiring expiring ->
          frame(
              "auth_expiring",
              dated(Shapes.object().add("expiresAt", Shapes.time(expiring.expiresAt()))));
      case Notice.AuthRenewed renewed ->
          frame(
              "auth",
              dated(
                  Shapes.object()
                      .add("success", true)
                      .add("expiresAt", Shapes.optionalTime(renewed.expiresAt()))));
      // The transport's own will do.
      case Notice.Heartbeat heartbeat -> null;
    };
  }

  @Override
  public @Nullable Frame encode(Request request, Reply reply) {
    if (reply instanceof Reply.Refused refused) {
      return encode(refused.refusal());
    }
    return switch (request.command()) {
      case ConnectionCommand.Ping ping -> frame("pong", dated(Shapes.object()));
      case ConnectionCommand.Subscribe subscribe -> subscribed(subscribe.names());
      case ConnectionCommand.Unsubscribe unsubscribe -> subscribed(Subscriptions.EVERYTHING);
      case ConnectionCommand.Listen listen -> null;
      case ConnectionCommand.Pong pong -> null;
      case ConnectionCommand.GetState getState -> null;
      case ConnectionCommand.Renew renew -> null;
      case ConnectionCommand.EnterRoom enter -> null;
      case ConnectionCommand.LeaveRoom leave -> null;
      case ConnectionCommand.WatchContent watch -> null;
      case ConnectionCommand.UnwatchContent unwatch -> null;
      case ConnectionCommand.SpeakInRoom speak -> null;
      case DurableCommand durable -> null;
      case EphemeralCommand passing -> null;
      case Query query -> null;
      case OperatorCommand operation -> null;
    };
  }

  @Override
  public Frame encode(Refusal refusal) {
    return frame("error", dated(Shapes.object().add("error", Problem.error(refusal))));
  }

  @Override
  public Decoded decode(String frame) {
    try {
      JsonObject object = JsonText.parse(frame);
      Members members = new Members(object);
      Word word = members.oneOf("type", List.of(Word.values()), Word::wireName);
      members.check();
      ConnectionCommand command =
          switch (word) {
            case PING -> new ConnectionCommand.Ping();
            case GET_STATE -> new ConnectionCommand.GetState();
            case UNSUBSCRIBE -> new ConnectionCommand.Unsubscribe();
            case SUBSCRIBE -> Subscriptions.read(members);
            case AUTH -> new ConnectionCommand.Renew(members.text("token", MAX_TOKEN));
          };
      members.check();
      return new Request(command, null);
    } catch (RefusedException e) {
      return new Unreadable(e.refusal());
    }
  }

  private Frame state(Notice.State state) {
    View.CollaborationState view = (View.CollaborationState) state.view();
    Room room = Room.ofFrame();
    Room half = room.half();
    JsonArrayBuilder sessions = Shapes.sessions(view.activeSessions(), half);
    room.regain(half);
    JsonObjectBuilder members =
        dated(
            Shapes.object()
                .add("agent_status", Shapes.board(view.board(), room))
                .add("active_collaborations", sessions));
    members.add("epoch", state.position().epoch()).add("offset", state.position().offset());
    String type = "collaboration_state";
    return new Frame(text(type, members), type, state.topic(), state.position());
  }

  /** Says the agents and all counts; with those that are gone, as what has changed. */
  private static Frame status(
      Publication said,
      StatusBoard board,
      JsonObjectBuilder agents,
      @Nullable JsonArrayBuilder gone) {
    JsonObjectBuilder members =
        Shapes.object().add("timestamp", Shapes.time(said.time())).add("agents", agents);
    if (gone != null) {
      members.add("delta", true).add("removed_agents", gone);
    }
    return frame("agent_status_update", members.addAll(Shapes.counts(board)));
  }

  private Frame subscribed(List<String> names) {
    return frame("subscribed", dated(Shapes.object().add("activity_types", Shapes.texts(names))));
  }

  private JsonObjectBuilder dated(JsonObjectBuilder members) {
    return members.add("timestamp", Shapes.time(clock.instant()));
  }

  private static Frame durable(String type, Publication said, JsonObjectBuilder members) {
    members.add("timestamp", Shapes.time(said.time())).add("offset", said.offset());
    return new Frame(text(type, members), type, said.topic(), said.position());
  }

  private static Frame frame(String type, JsonObjectBuilder members) {
    return Frame.of(text(type, members), type);
  }

  private static String text(String type, JsonObjectBuilder members) {
    return Shapes.object().add("type", type).addAll(members).build().toString();
  }

  /** What a client can say. */
  private enum Word {
    PING,
    SUBSCRIBE,
    UNSUBSCRIBE,
    GET_STATE,
    AUTH;

    String wireName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
