package dev.parley.switchboard;

import dev.parley.vocabulary.AgentCommand;
import dev.parley.vocabulary.AgentQuery;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.ContentCommand;
import dev.parley.vocabulary.ContentQuery;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.EphemeralCommand;
import dev.parley.vocabulary.NotificationCommand;
import dev.parley.vocabulary.NotificationQuery;
import dev.parley.vocabulary.OperatorCommand;
import dev.parley.vocabulary.PresenceCommand;
import dev.parley.vocabulary.PresenceQuery;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.RoomQuery;
import dev.parley.vocabulary.Topic;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who may ask for what. A new command does not compile before it is decided here. */
final class Permissions {

  /** The hub makes these ids; the digits hold no underscore, so there is one way to read them. */
  private static final Pattern ACTIVITY_ID = Pattern.compile("act_[0-9]+_(.+)", Pattern.DOTALL);

  private Permissions() {}

  /** Why the caller may not ask for that; null where it may. */
  static @Nullable Refusal refusal(Command command, Caller caller) {
    Refusal refusal = lacking(role(command), caller);
    if (refusal != null) {
      return refusal;
    }
    String agentId = agent(command, caller);
    return agentId == null || caller.mayActFor(agentId)
        ? null
        : Refusal.of(Refusal.Code.FORBIDDEN, "This credential speaks for nobody else.");
  }

  /** Why the caller may not listen to a topic; null where it may. */
  static @Nullable Refusal refusalToListen(Caller caller, Topic topic, Readership readership) {
    return switch (topic.kind()) {
      case COLLABORATION -> lacking(Role.OBSERVER, caller);
      case ROOM, CONTENT ->
          readership.mayRead(caller, topic) ? null : nothing("topic to be heard here");
      case USER, AGENT, SERVICE -> refusalToHearOther(caller, topic);
      case GLOBAL, AGENTS -> lacking(Role.OBSERVER, caller);
      case PRESENCE -> lacking(Role.MEMBER, caller);
      // The hub's own.
      case IDENTITY -> nothing("topic to be heard here");
    };
  }

  /** Why the caller may not ask for that, by what is so now; null where it may. */
  static @Nullable Refusal refusalByState(Command command, Caller caller, Readership readership) {
    return switch (command) {
      case RoomCommand asked -> readership.refusalToAsk(asked, caller);
      case ConnectionCommand.Listen asked -> refusalToListen(caller, asked.topic(), readership);
      case EphemeralCommand.SetTyping asked -> readership.refusalToWrite(caller, asked.roomId());
      case EphemeralCommand.SetView asked ->
          !asked.open() || readership.mayRead(caller, Room.topic(asked.roomId()))
              ? null
              : nothing("room");
      case ContentCommand asked -> readership.refusalToMake(caller, asked.contentId());
      case ContentQuery asked ->
          readership.mayRead(caller, Topic.ofContent(asked.contentId()))
              ? null
              : nothing("content");
      case RoomQuery asked ->
          asked.roomId() == null || readership.mayRead(caller, Room.topic(asked.roomId()))
              ? null
              : nothing("room");
      default -> null;
    };
  }

  /** An agent or a service of a user's id is somebody else. */
  private static @Nullable Refusal refusalToHearOther(Caller caller, Topic topic) {
    Refusal refusal = lacking(Role.MEMBER, caller);
    return refusal != null || Topic.of(caller).equals(topic)
        ? refusal
        : Refusal.of(Refusal.Code.FORBIDDEN, "This topic is somebody else's own.");
  }

  private static Refusal nothing(String what) {
    return Refusal.of(Refusal.Code.NOT_FOUND, "There is no such " + what + ".");
  }

  private static @Nullable Refusal lacking(@Nullable Role needed, Caller caller) {
    if (needed == null || caller.holds(needed)) {
      return null;
    }
    return caller.kind() == Caller.Kind.ANONYMOUS
        ? Refusal.of(Refusal.Code.UNAUTHENTICATED, "This needs a credential.")
        : Refusal.of(Refusal.Code.FORBIDDEN, "This needs the role " + needed.wireName() + ".");
  }

  /** The role that a command needs; null where any caller may ask. */
  private static @Nullable Role role(Command command) {
    return switch (command) {
      case DurableCommand.RecordActivity c -> Role.AGENT;
      case DurableCommand.CompleteActivity c -> Role.AGENT;
      case DurableCommand.StartCollaboration c -> Role.AGENT;
      case DurableCommand.EndCollaboration c -> Role.AGENT;
      case DurableCommand.RecordMemoryUpdate c -> Role.AGENT;
      case DurableCommand.ClaimRequest c -> Role.AGENT;
      case DurableCommand.RecordDecision c -> Role.AGENT;
      case DurableCommand.RequestDecision c -> Role.AGENT;
      case DurableCommand.AnswerDecisionRequest c -> Role.MEMBER;
      case DurableCommand.TimeOutDecisionRequests c -> Role.ADMIN;
      case DurableCommand.ExpireActivities c -> Role.ADMIN;
      case DurableCommand.ForgetAgents c -> Role.ADMIN;
      case DurableCommand.CreateApiKey c -> Role.ADMIN;
      case DurableCommand.RevokeApiKey c -> Role.ADMIN;
      case RoomCommand c -> RoomPermissions.role(c);
      case RoomQuery c -> RoomPermissions.role(c);
      case NotificationCommand c -> role(c);
      case AgentCommand c -> Role.AGENT;
      case NotificationQuery c -> Role.MEMBER;
      case AgentQuery c -> Role.OBSERVER;
      case ContentCommand c -> Role.MEMBER;
      case ContentQuery c -> Role.MEMBER;
      case PresenceCommand c -> Role.MEMBER;
      case PresenceQuery.ListPresence c -> Role.MEMBER;
      case PresenceQuery.ShowPresence c -> Role.MEMBER;
      case PresenceQuery.ShowOwnPresence c -> Role.MEMBER;
      case PresenceQuery.CountConnections c -> Role.OBSERVER;
      case EphemeralCommand.SetTyping c -> Role.MEMBER;
      case EphemeralCommand.SetView c -> c.open() ? Role.MEMBER : null;
      case Query.ShowAgentStatus c -> Role.OBSERVER;
      case Query.ShowActivityFeed c -> Role.OBSERVER;
      case Query.ShowActiveCollaborations c -> Role.OBSERVER;
      case Query.ListCollaborations c -> Role.OBSERVER;
      case Query.ShowCollaboration c -> Role.OBSERVER;
      case Query.ListMemoryUpdates c -> Role.OBSERVER;
      case Query.ListDecisionRequests c -> Role.OBSERVER;
      case Query.ShowDecisionRequest c -> Role.OBSERVER;
      case Query.ListApiKeys c -> Role.ADMIN;
      case Query.ListAudit c -> Role.ADMIN;
      case Query.ShowMe c -> null;
      case OperatorCommand.MakeBackup c -> Role.ADMIN;
      case ConnectionCommand.Subscribe c -> Role.OBSERVER;
      case ConnectionCommand.Unsubscribe c -> Role.OBSERVER;
      case ConnectionCommand.GetState c -> Role.OBSERVER;
      // Which topics, is asked for each.
      case ConnectionCommand.Listen c -> null;
      case ConnectionCommand.EnterRoom c -> Role.MEMBER;
      case ConnectionCommand.SpeakInRoom c -> Role.MEMBER;
      case ConnectionCommand.LeaveRoom c -> null;
      case ConnectionCommand.WatchContent c -> Role.MEMBER;
      case ConnectionCommand.UnwatchContent c -> null;
      case ConnectionCommand.Ping c -> null;
      case ConnectionCommand.Pong c -> null;
      case ConnectionCommand.Renew c -> null;
    };
  }

  private static Role role(NotificationCommand command) {
    return switch (command) {
      case NotificationCommand.Notify c -> Role.AGENT;
      case NotificationCommand.MarkNotificationRead c -> Role.MEMBER;
      case NotificationCommand.MarkNotificationsRead c -> Role.MEMBER;
      case NotificationCommand.Broadcast c -> Role.ADMIN;
    };
  }

  /** The agent in whose name a command speaks; null where it speaks in none's. */
  private static @Nullable String agent(Command command, Caller caller) {
    return switch (command) {
      case DurableCommand.RecordActivity c -> c.agentId();
      case DurableCommand.RecordMemoryUpdate c -> c.agentId();
      case DurableCommand.CompleteActivity c -> agentOfActivity(c.activityId());
      case DurableCommand.StartCollaboration c -> null;
      case DurableCommand.EndCollaboration c -> null;
      case DurableCommand.ClaimRequest c -> null;
      case DurableCommand.RecordDecision c -> c.agentId();
      case DurableCommand.RequestDecision c -> c.agentId();
      case DurableCommand.AnswerDecisionRequest c -> null;
      case DurableCommand.TimeOutDecisionRequests c -> null;
      case DurableCommand.ExpireActivities c -> null;
      case DurableCommand.ForgetAgents c -> null;
      case DurableCommand.CreateApiKey c -> null;
      case DurableCommand.RevokeApiKey c -> null;
      case RoomCommand c -> RoomPermissions.speaker(c, caller);
      case NotificationCommand c -> null;
      case AgentCommand c -> c.agentId();
      case ContentCommand c -> null;
      case PresenceCommand c -> null;
      case EphemeralCommand c -> null;
      case Query c -> null;
      case ConnectionCommand c -> null;
      case OperatorCommand c -> null;
    };
  }

  /** Null for an id that no activity can have; the feature then says that there is none. */
  private static @Nullable String agentOfActivity(String activityId) {
    Matcher matcher = ACTIVITY_ID.matcher(activityId);
    return matcher.matches() ? matcher.group(1) : null;
  }
}
