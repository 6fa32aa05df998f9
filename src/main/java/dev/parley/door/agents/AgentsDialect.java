package dev.parley.door.agents;

import dev.parley.delivery.Dialect;
import dev.parley.delivery.Frame;
import dev.parley.door.AgentShapes;
import dev.parley.door.NotificationShapes;
import dev.parley.door.PresenceShapes;
import dev.parley.door.Problem;
import dev.parley.door.Room;
import dev.parley.door.RoomShapes;
import dev.parley.door.Shapes;
import dev.parley.vocabulary.AgentEvent;
import dev.parley.vocabulary.AgentRemark;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.ContentEvent;
import dev.parley.vocabulary.ContentRemark;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.LatestEvent;
import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.NotificationEvent;
import dev.parley.vocabulary.PresenceEvent;
import dev.parley.vocabulary.PresenceRemark;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomCommand.PostMessage;
import dev.parley.vocabulary.RoomEvent;
import dev.parley.vocabulary.RoomRemark;
import dev.parley.vocabulary.RoomView;
import dev.parley.vocabulary.StreamedEvent;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The words of the Agents contract, in both directions. Every frame has {@code type, data,
 * timestamp}.
 */
public final class AgentsDialect implements Dialect {
  private final InstantSource clock;

  /**
   * @param clock dates the frames that answer one client; publications carry their own time
   */
  public AgentsDialect(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "agents";
  }

  @Override
  public @Nullable Frame encode(Publication said) {
    return switch (said.event()) {
      case RoomEvent.MessagePosted posted ->
          durable("chat_message", said, message(posted.message()));
      case RoomEvent.MessageEdited edited ->
          durable(
              "chat_message_edited",
              said,
              message(edited.message())
                  .add("editedAt", Shapes.optionalTime(edited.message().editedAt())));
      case RoomEvent.MessageDeleted deleted ->
          durable(
              "chat_message_deleted",
              said,
              Shapes.object()
                  .add("conversationId", deleted.roomId())
                  .add("messageId", deleted.messageId()));
      case NotificationEvent.Notified notified ->
          durable("notification", said, NotificationShapes.notification(notified.notification()));
      case AgentRemark.StatusTold told ->
          Frame.of(
              text("agent_status", AgentShapes.status(told.status()), said.time()), "agent_status");
      case PresenceRemark.PresenceChanged changed ->
          Frame.of(
              text("user_presence", PresenceShapes.presence(changed.presence()), said.time()),
              "user_presence");
      // Of this contract, but not for clients.
      case AgentRemark.Progressed progressed -> null;
      // What it has no word for; a message is told once, when it is complete.
      case StreamedEvent.MessageChunk chunk -> null;
      case StreamedEvent.MessageFinished finished -> null;
      case RoomEvent.RoomCreated created -> null;
      case RoomEvent.RoomChanged changed -> null;
      case RoomEvent.MemberAdded added -> null;
      case RoomEvent.MemberChanged changed -> null;
      case RoomEvent.MemberRemoved removed -> null;
      case RoomEvent.ReactionChanged changed -> null;
      case RoomEvent.InvitationSent sent -> null;
      case RoomRemark remark -> null;
      case PresenceEvent event -> null;
      case ContentEvent event -> null;
      case ContentRemark event -> null;
      case NotificationEvent.NotificationRead read -> null;
      case NotificationEvent.SystemEvent event -> null;
      // Of the Collaboration contract.
      case LatestEvent.BoardChanged changed -> null;
      case LatestEvent.BoardDelta delta -> null;
      case AgentEvent event -> null;
      case DurableEvent.ActivityRecorded recorded -> null;
      case DurableEvent.ActivityCompleted completed -> null;
      case DurableEvent.MemoryUpdated updated -> null;
      case DurableEvent.CollaborationStarted started -> null;
      case DurableEvent.CollaborationEnded ended -> null;
      case DurableEvent.DecisionRecorded recorded -> null;
      case DurableEvent.DecisionRequested requested -> null;
      case DurableEvent.DecisionResolved resolved -> null;
      case DurableEvent.AgentForgotten forgotten -> null;
      // The hub's own.
      case DurableEvent.ApiKeyCreated created -> null;
      case DurableEvent.ApiKeyRevoked revoked -> null;
      case DurableEvent.Unknown unknown -> null;
    };
  }

  @Override
  public @Nullable Frame encode(Notice notice) {
    return switch (notice) {
      case Notice.Established established ->
          established.caller().kind() == Caller.Kind.ANONYMOUS
              ? unauthenticated(
                  Refusal.of(
                      Refusal.Code.UNAUTHENTICATED,
                      "Without a credential you are told what everybody is notified of."))
              : frame("auth", authenticated(established.caller()));
      case Notice.AuthRenewed renewed -> frame("auth", authenticated(renewed.caller()));
      case Notice.AuthExpiring expiring ->
          twice("auth_expiring", Shapes.object().add("expiresAt", time(expiring.expiresAt())));
      case Notice.Resync resync ->
          twice(
              "resync",
              Shapes.object()
                  .add("topic", resync.topic().name())
                  .add("epoch", resync.position().epoch())
                  .add("offset", resync.position().offset()));
      case Notice.State state -> state(state);
      case Notice.Heartbeat heartbeat -> bare("ping");
    };
  }

  @Override
  public @Nullable Frame encode(Request request, Reply reply) {
    String requestId = request.requestId();
    if (reply instanceof Reply.Refused refused) {
      return request.command() instanceof ConnectionCommand.Renew
          ? unauthenticated(refused.refusal())
          : encode(refused.refusal(), requestId);
    }
    if (request.command() instanceof PostMessage post
        && reply instanceof Reply.Posted posted
        && requestId != null) {
      return frame(
          "ack",
          Shapes.object()
              .add("conversationId", post.roomId())
              .add("clientMessageId", requestId)
              .addAll(RoomShapes.posted(posted)));
    }
    return switch (request.command()) {
      case ConnectionCommand.Ping ping -> bare("pong");
      case ConnectionCommand.Listen listen ->
          frame("subscribed", Shapes.object().add("conversationId", listen.topic().id()));
      default -> null;
    };
  }

  @Override
  public Frame encode(Refusal refusal) {
    return encode(refusal, null);
  }

  @Override
  public Frame encode(Refusal refusal, @Nullable String requestId) {
    JsonObjectBuilder data = Problem.error("error", refusal);
    if (requestId != null) {
      data.add("clientMessageId", requestId);
    }
    return frame("error", data);
  }

  @Override
  public Decoded decode(String frame) {
    return Requests.read(frame);
  }

  /** That somebody is not, or no longer, known. */
  Frame unauthenticated(Refusal refusal) {
    return frame(
        "auth",
        Shapes.object()
            .add("success", false)
            .add("error", refusal.detail())
            .add("code", refusal.code().wireName()));
  }

  private static JsonObjectBuilder authenticated(Caller caller) {
    return Shapes.object()
        .add("success", true)
        .add("userId", caller.id())
        .add("expiresAt", Shapes.optionalTime(caller.expiresAt()));
  }

  private static JsonObjectBuilder message(Message message) {
    JsonObjectBuilder data =
        Shapes.object()
            .add("conversationId", message.roomId())
            .add("messageId", message.messageId())
            .add("content", message.text())
            .add("sender", message.userId())
            .add("senderName", message.userName())
            .add("timestamp", time(message.sentAt()));
    if (message.replyTo() != null) {
      data.add("replyTo", message.replyTo());
    }
    if (!message.attachments().isEmpty()) {
      data.add(
          "attachments",
          RoomShapes.list(
              message.attachments(), found -> RoomShapes.attachment(found, message.roomId())));
    }
    return data;
  }

  /** The newest messages; only rooms are shown here. */
  private @Nullable Frame state(Notice.State state) {
    if (!(state.view() instanceof RoomView.OneRoom room)) {
      return null;
    }
    JsonObjectBuilder data =
        Shapes.object()
            .add("conversationId", room.overview().room().roomId())
            .add(
                "messages",
                RoomShapes.list(
                    RoomShapes.newest(room.messages(), Room.ofFrame()),
                    shown -> message(shown.message()).add("offset", shown.offset())))
            .add("topic", state.topic().name())
            .add("epoch", state.position().epoch())
            .add("offset", state.position().offset());
    String type = "conversation_state";
    return new Frame(text(type, data, clock.instant()), type, state.topic(), state.position());
  }

  private static Frame durable(String type, Publication said, JsonObjectBuilder data) {
    data.add("topic", said.topic().name()).add("offset", said.offset());
    return new Frame(text(type, data, said.time()), type, said.topic(), said.position());
  }

  private Frame frame(String type, JsonObjectBuilder data) {
    return Frame.of(text(type, data, clock.instant()), type);
  }

  /** What all contracts have beside the type, this one has in its data too. */
  private Frame twice(String type, JsonObjectBuilder members) {
    JsonObject told = members.build();
    JsonObjectBuilder frame = Shapes.object().add("type", type);
    told.forEach(frame::add);
    return Frame.of(dated(frame.add("data", told), clock.instant()), type);
  }

  private Frame bare(String type) {
    return Frame.of(dated(Shapes.object().add("type", type), clock.instant()), type);
  }

  private static String text(String type, JsonObjectBuilder data, Instant time) {
    return dated(Shapes.object().add("type", type).add("data", data), time);
  }

  private static String dated(JsonObjectBuilder frame, Instant time) {
    return frame.add("timestamp", time(time)).build().toString();
  }

  private static String time(Instant time) {
    return Shapes.time(time);
  }
}
