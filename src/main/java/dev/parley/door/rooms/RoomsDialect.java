package dev.parley.door.rooms;

import dev.parley.delivery.Dialect;
import dev.parley.delivery.Frame;
import dev.parley.door.ContentShapes;
import dev.parley.door.JsonText;
import dev.parley.door.Members;
import dev.parley.door.NotificationShapes;
import dev.parley.door.PresenceShapes;
import dev.parley.door.Problem;
import dev.parley.door.RefusedException;
import dev.parley.door.Shapes;
import dev.parley.vocabulary.AgentEvent;
import dev.parley.vocabulary.AgentRemark;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.ContentEvent;
import dev.parley.vocabulary.ContentRemark;
import dev.parley.vocabulary.ContentView;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.LatestEvent;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.NotificationEvent;
import dev.parley.vocabulary.PresenceEvent;
import dev.parley.vocabulary.PresenceRemark;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomEvent;
import dev.parley.vocabulary.RoomRemark;
import dev.parley.vocabulary.RoomView;
import dev.parley.vocabulary.StreamedEvent;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said by the Rooms contract. */
public final class RoomsDialect implements Dialect {
  private static final String CONTENT_STATUS = "contentStatus";

  private final InstantSource clock;

  /**
   * @param clock dates what concerns one connection alone
   */
  public RoomsDialect(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "rooms";
  }

  @Override
  public @Nullable Frame encode(Publication said) {
    return switch (said.event()) {
      case RoomEvent event -> durable(said, RoomWords.of(event, said.offset()));
      case RoomRemark event -> remark(said, RoomWords.of(event));
      case NotificationEvent event -> durable(said, notification(event));
      case ContentEvent event -> durable(said, content(event));
      case ContentRemark.ContentProgressed event ->
          remark(said, new Said(CONTENT_STATUS, ContentShapes.status(event.status())));
      case PresenceRemark.PresenceChanged event ->
          remark(said, new Said("presence", PresenceShapes.presence(event.presence())));
      // What others see is said by the presence.
      case PresenceEvent event -> null;
      // Of the Collaboration contract.
      case DurableEvent.ActivityRecorded event -> null;
      case DurableEvent.ActivityCompleted event -> null;
      case DurableEvent.MemoryUpdated event -> null;
      case DurableEvent.CollaborationStarted event -> null;
      case DurableEvent.CollaborationEnded event -> null;
      case DurableEvent.DecisionRecorded event -> null;
      case DurableEvent.DecisionRequested event -> null;
      case DurableEvent.DecisionResolved event -> null;
      case DurableEvent.AgentForgotten event -> null;
      case AgentEvent event -> null;
      case AgentRemark event -> null;
      case LatestEvent.BoardChanged event -> null;
      case LatestEvent.BoardDelta event -> null;
      case StreamedEvent.MessageChunk event -> null;
      case StreamedEvent.MessageFinished event -> null;
      // For the hub's nodes.
      case DurableEvent.ApiKeyCreated event -> null;
      case DurableEvent.ApiKeyRevoked event -> null;
      case DurableEvent.Unknown event -> null;
    };
  }

  private static Said content(ContentEvent event) {
    return switch (event) {
      case ContentEvent.ContentStatusChanged changed ->
          new Said(CONTENT_STATUS, ContentShapes.status(changed.status()));
      case ContentEvent.ContentFailed failed ->
          new Said("contentError", ContentShapes.failure(failed));
      case ContentEvent.ContentRetryRequested requested ->
          new Said("contentRetryRequested", ContentShapes.retry(requested));
    };
  }

  private static Said notification(NotificationEvent event) {
    return switch (event) {
      case NotificationEvent.Notified told ->
          new Said("notification", NotificationShapes.notification(told.notification()));
      case NotificationEvent.NotificationRead read ->
          new Said(
              "notificationRead",
              Shapes.object()
                  .add("id", read.notificationId())
                  .add("readAt", Shapes.time(read.readAt())));
      case NotificationEvent.SystemEvent told ->
          new Said(
              "systemEvent",
              Shapes.object()
                  .add("event", told.name())
                  .add("data", Shapes.json(told.data()))
                  .add("sentBy", told.by()));
    };
  }

  @Override
  public @Nullable Frame encode(Notice notice) {
    return switch (notice) {
      // The first thing that is said here is the answer to the first question.
      case Notice.Established established -> null;
      case Notice.State state -> state(state);
      case Notice.Resync resync ->
          frame(
              new Said(
                  "resync",
                  Shapes.object()
                      .add("topic", resync.topic().name())
                      .add("epoch", resync.position().epoch())
                      .add("offset", resync.position().offset())
                      .add("timestamp", now())));
      case Notice.AuthExpiring expiring ->
          frame(
              new Said(
                  "auth_expiring",
                  Shapes.object()
                      .add("expiresAt", Shapes.time(expiring.expiresAt()))
                      .add("timestamp", now())));
      // The transport's own will do.
      case Notice.Heartbeat heartbeat -> null;
      // The answer to the request says so.
      case Notice.AuthRenewed renewed -> null;
    };
  }

  private @Nullable Frame state(Notice.State state) {
    Said shown =
        switch (state.view()) {
          case RoomView.OneRoom room -> new Said("roomState", Answers.room(room));
          case ContentView.OneContent content -> new Said(CONTENT_STATUS, Answers.content(content));
          default -> null;
        };
    if (shown == null) {
      return null;
    }
    Said said =
        new Said(
            shown.type(),
            shown
                .members()
                .add("topic", state.topic().name())
                .add("offset", state.position().offset())
                .add("epoch", state.position().epoch())
                .add("timestamp", now()));
    return new Frame(said.text(), said.type(), state.topic(), state.position());
  }

  @Override
  public Frame encode(Request request, Reply reply) {
    if (reply instanceof Reply.Refused refused) {
      return encode(refused.refusal(), request.requestId());
    }
    String type = request.command() instanceof ConnectionCommand.Ping ? "pong" : "ack";
    JsonObjectBuilder members =
        named(request.requestId()).addAll(Answers.to(request.command(), reply));
    if (!(reply instanceof Reply.Posted)) {
      members.add("timestamp", now());
    }
    return frame(new Said(type, members));
  }

  @Override
  public Frame encode(Refusal refusal) {
    return encode(refusal, null);
  }

  @Override
  public Frame encode(Refusal refusal, @Nullable String requestId) {
    return frame(
        new Said("error", named(requestId).addAll(Problem.error(refusal)).add("timestamp", now())));
  }

  private static JsonObjectBuilder named(@Nullable String requestId) {
    JsonObjectBuilder members = Shapes.object();
    if (requestId != null) {
      members.add("requestId", requestId);
    }
    return members;
  }

  @Override
  public Decoded decode(String frame) {
    String requestId = null;
    try {
      JsonObject object = JsonText.parse(frame);
      requestId =
          object.get("requestId") instanceof JsonString given && Id.isValid(given.getString())
              ? given.getString()
              : null;
      Members members = new Members(object);
      Action action = members.oneOf("action", List.of(Action.values()), Action::wireName);
      members.optionalText("requestId", Id.MAX_LENGTH);
      members.check();
      Command command = action.read(members);
      members.check();
      return new Request(command, requestId);
    } catch (RefusedException e) {
      return new Unreadable(e.refusal(), requestId);
    }
  }

  private String now() {
    return Shapes.time(clock.instant());
  }

  /** What has a place in a feed says which; the connection hears several. */
  private static Frame durable(Publication said, Said what) {
    JsonObjectBuilder members =
        dated(said, what).add("topic", said.topic().name()).add("offset", said.offset());
    Said placed = new Said(what.type(), members);
    return new Frame(placed.text(), placed.type(), said.topic(), said.position());
  }

  private static Frame remark(Publication said, Said what) {
    return frame(new Said(what.type(), dated(said, what)));
  }

  /** What has a time of its own keeps it: a message may be older than the news of it. */
  private static JsonObjectBuilder dated(Publication said, Said what) {
    return Shapes.object().add("timestamp", Shapes.time(said.time())).addAll(what.members());
  }

  private static Frame frame(Said said) {
    return Frame.of(said.text(), said.type());
  }

  /** A message to clients: its type, and the other members. */
  record Said(String type, JsonObjectBuilder members) {
    String text() {
      return Shapes.object().add("type", type).addAll(members).build().toString();
    }
  }
}
