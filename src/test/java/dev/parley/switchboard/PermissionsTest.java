package dev.parley.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.AgentCommand;
import dev.parley.vocabulary.AgentQuery;
import dev.parley.vocabulary.AgentState;
import dev.parley.vocabulary.AuditSearch;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.ContentCommand;
import dev.parley.vocabulary.ContentQuery;
import dev.parley.vocabulary.ContentState;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.EphemeralCommand;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.Kinds;
import dev.parley.vocabulary.MemoryOperation;
import dev.parley.vocabulary.Notification;
import dev.parley.vocabulary.NotificationCommand;
import dev.parley.vocabulary.NotificationQuery;
import dev.parley.vocabulary.OperatorCommand;
import dev.parley.vocabulary.PresenceCommand;
import dev.parley.vocabulary.PresenceQuery;
import dev.parley.vocabulary.PresenceStatus;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.RoomType;
import dev.parley.vocabulary.Slice;
import dev.parley.vocabulary.Topic;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PermissionsTest {
  private static final Readership NOBODY = new Nobody();

  private static Caller caller(Caller.Kind kind, String id, Role... roles) {
    return new Caller(kind, id, id, Set.of(roles), null, null, null);
  }

  private static DurableCommand record(String agentId) {
    return new DurableCommand.RecordActivity(
        agentId, "d", ActivityType.MEMORY_WRITE, Json.EMPTY, List.of());
  }

  private static DurableCommand status(String agentId) {
    return new AgentCommand.PutAgentStatus(agentId, AgentState.IDLE, null, null);
  }

  private static DurableCommand remember(String agentId) {
    return new DurableCommand.RecordMemoryUpdate(MemoryOperation.WRITE, "i", agentId, Json.EMPTY);
  }

  private static DurableCommand complete(String activityId) {
    return new DurableCommand.CompleteActivity(activityId, true);
  }

  /** Every command but the subscription, whose filter is of no matter, with the role it needs. */
  static Stream<Arguments> commands() {
    return Stream.concat(RoomWords.commands(), other());
  }

  private static Stream<Arguments> other() {
    return Stream.of(
        Arguments.of(record("a"), Role.AGENT),
        Arguments.of(complete("act_1_a"), Role.AGENT),
        Arguments.of(new DurableCommand.StartCollaboration(List.of("a"), "t"), Role.AGENT),
        Arguments.of(new DurableCommand.EndCollaboration("collab_1"), Role.AGENT),
        Arguments.of(remember("a"), Role.AGENT),
        Arguments.of(
            new DurableCommand.CreateApiKey("k", "h", Caller.Kind.USER, "o", Set.of(), null, null),
            Role.ADMIN),
        Arguments.of(new DurableCommand.RevokeApiKey("k"), Role.ADMIN),
        Arguments.of(new Query.ShowAgentStatus(), Role.OBSERVER),
        Arguments.of(Query.ShowActivityFeed.newest(null, 1), Role.OBSERVER),
        Arguments.of(new Query.ShowActiveCollaborations(), Role.OBSERVER),
        Arguments.of(new DurableCommand.ClaimRequest(), Role.AGENT),
        Arguments.of(
            new DurableCommand.RecordDecision("collab_1", "a", "d", null, List.of(), null),
            Role.AGENT),
        Arguments.of(
            new DurableCommand.RequestDecision(
                "a", "q", List.of(), null, Duration.ofSeconds(1), List.of()),
            Role.AGENT),
        Arguments.of(new DurableCommand.AnswerDecisionRequest("req_1", "o", null), Role.MEMBER),
        Arguments.of(new DurableCommand.TimeOutDecisionRequests(List.of()), Role.ADMIN),
        Arguments.of(new DurableCommand.ExpireActivities(List.of()), Role.ADMIN),
        Arguments.of(new DurableCommand.ForgetAgents(List.of(), 0), Role.ADMIN),
        Arguments.of(new Query.ListCollaborations(null, new Slice(1, null)), Role.OBSERVER),
        Arguments.of(new Query.ShowCollaboration("collab_1"), Role.OBSERVER),
        Arguments.of(new Query.ListMemoryUpdates(null, null, new Slice(1, null)), Role.OBSERVER),
        Arguments.of(new Query.ListDecisionRequests(null, new Slice(1, null)), Role.OBSERVER),
        Arguments.of(new Query.ShowDecisionRequest("req_1", Duration.ZERO), Role.OBSERVER),
        Arguments.of(new Query.ListApiKeys(), Role.ADMIN),
        Arguments.of(
            new Query.ListAudit(
                new AuditSearch(null, null, null, null, null, null), new Slice(1, null)),
            Role.ADMIN),
        Arguments.of(
            new NotificationCommand.Notify(
                Notification.Level.INFO, "m", null, null, null, null, null, List.of()),
            Role.AGENT),
        Arguments.of(new AgentCommand.PutAgent("a", null, null, null), Role.AGENT),
        Arguments.of(status("a"), Role.AGENT),
        Arguments.of(new AgentQuery.ListAgents(), Role.OBSERVER),
        Arguments.of(new AgentQuery.ShowAgent("a"), Role.OBSERVER),
        Arguments.of(new PresenceCommand.SetPresence(PresenceStatus.BUSY), Role.MEMBER),
        Arguments.of(new PresenceQuery.ListPresence(), Role.MEMBER),
        Arguments.of(new PresenceQuery.ShowPresence(List.of("a")), Role.MEMBER),
        Arguments.of(new PresenceQuery.ShowOwnPresence(), Role.MEMBER),
        Arguments.of(new PresenceQuery.CountConnections(), Role.OBSERVER),
        Arguments.of(new EphemeralCommand.SetTyping("r", true), Role.MEMBER),
        Arguments.of(new EphemeralCommand.SetView("r", "c1", true), Role.MEMBER),
        Arguments.of(new NotificationCommand.MarkNotificationRead("ntf_1"), Role.MEMBER),
        Arguments.of(new NotificationCommand.MarkNotificationsRead(List.of("ntf_1")), Role.MEMBER),
        Arguments.of(new NotificationCommand.Broadcast("e", Json.EMPTY), Role.ADMIN),
        Arguments.of(
            new NotificationQuery.ListNotifications(false, new Slice(1, null)), Role.MEMBER),
        Arguments.of(new Query.ShowMe(), null),
        Arguments.of(new OperatorCommand.MakeBackup("nightly"), Role.ADMIN),
        Arguments.of(new ConnectionCommand.Unsubscribe(), Role.OBSERVER),
        Arguments.of(new ConnectionCommand.GetState(), Role.OBSERVER),
        Arguments.of(new ConnectionCommand.Ping(), null),
        Arguments.of(new ConnectionCommand.Pong(), null),
        Arguments.of(new ConnectionCommand.Listen(Topic.GLOBAL, null, null), null),
        Arguments.of(
            new ConnectionCommand.EnterRoom(
                new RoomCommand.JoinRoom("r", RoomType.TEAM), null, null),
            Role.MEMBER),
        Arguments.of(
            new ConnectionCommand.SpeakInRoom((RoomCommand.PostMessage) RoomWords.postAs(null)),
            Role.MEMBER),
        Arguments.of(new ConnectionCommand.LeaveRoom("r"), null),
        Arguments.of(new ConnectionCommand.WatchContent("c"), Role.MEMBER),
        Arguments.of(new ConnectionCommand.UnwatchContent("c"), null),
        Arguments.of(
            new ContentCommand.UpdateContentStatus(
                "c", null, ContentState.QUEUED, null, Json.EMPTY, null),
            Role.MEMBER),
        Arguments.of(new ContentCommand.RetryContent("c"), Role.MEMBER),
        Arguments.of(new ContentQuery.ShowContent("c", true), Role.MEMBER),
        Arguments.of(new ContentQuery.ListContentHistory("c", new Slice(1, null)), Role.MEMBER),
        Arguments.of(new ConnectionCommand.Renew("t"), null));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachCommandNeedsItsRole(Command command, @Nullable Role needed) {
    for (Role held : Role.values()) {
      Refusal refusal = Permissions.refusal(command, caller(Caller.Kind.USER, "u", held));
      if (needed == null || held.compareTo(needed) >= 0) {
        assertThat(refusal).as("%s with %s", command, held).isNull();
      } else {
        assertThat(refusal.code()).isEqualTo(Refusal.Code.FORBIDDEN);
        assertThat(refusal.detail()).contains(needed.wireName());
      }
    }
    Refusal withoutRoles = Permissions.refusal(command, caller(Caller.Kind.USER, "u"));
    assertThat(withoutRoles == null).isEqualTo(needed == null);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whoIsNobodyIsAskedToSignIn(Command command, @Nullable Role needed) {
    Refusal refusal = Permissions.refusal(command, Caller.ANONYMOUS);
    if (needed == null || needed == Role.OBSERVER) {
      assertThat(refusal).isNull();
    } else {
      assertThat(refusal.code()).isEqualTo(Refusal.Code.UNAUTHENTICATED);
    }
  }

  @Test
  void observersListenToWhatAgentsDoAndNobodyToTheHubsOwnTopics() {
    Caller observer = caller(Caller.Kind.USER, "u", Role.OBSERVER);
    assertThat(Permissions.refusalToListen(observer, Topic.COLLABORATION, NOBODY)).isNull();
    assertThat(Permissions.refusalToListen(Caller.ANONYMOUS, Topic.COLLABORATION, NOBODY)).isNull();
    Caller nothing = caller(Caller.Kind.USER, "u");
    assertThat(Permissions.refusalToListen(nothing, Topic.COLLABORATION, NOBODY).code())
        .isEqualTo(Refusal.Code.FORBIDDEN);
    Caller admin = caller(Caller.Kind.USER, "root", Role.ADMIN);
    for (Topic topic : List.of(Topic.IDENTITY, new Topic(Topic.Kind.ROOM, "r"))) {
      assertThat(Permissions.refusalToListen(admin, topic, NOBODY).code())
          .isEqualTo(Refusal.Code.NOT_FOUND);
    }
  }

  @Test
  void everybodyListensToWhatIsForEverybodyAndUsersToTheirOwn() {
    assertThat(Permissions.refusalToListen(Caller.ANONYMOUS, Topic.GLOBAL, NOBODY)).isNull();
    Topic topic = Topic.ofUser("alice");
    assertThat(
            Permissions.refusalToListen(
                caller(Caller.Kind.USER, "alice", Role.MEMBER), topic, NOBODY))
        .isNull();
    for (Caller other :
        List.of(
            caller(Caller.Kind.USER, "alice", Role.OBSERVER),
            caller(Caller.Kind.USER, "bob", Role.MEMBER),
            caller(Caller.Kind.USER, "Alice", Role.MEMBER),
            caller(Caller.Kind.USER, "root", Role.ADMIN),
            caller(Caller.Kind.AGENT, "alice", Role.AGENT),
            caller(Caller.Kind.SERVICE, "alice", Role.ADMIN))) {
      assertThat(Permissions.refusalToListen(other, topic, NOBODY).code())
          .isEqualTo(Refusal.Code.FORBIDDEN);
    }
    Caller agent = caller(Caller.Kind.AGENT, "alice", Role.AGENT);
    assertThat(Permissions.refusalToListen(agent, Topic.of(agent), NOBODY)).isNull();
    assertThat(Permissions.refusalToListen(Caller.ANONYMOUS, topic, NOBODY).code())
        .isEqualTo(Refusal.Code.UNAUTHENTICATED);
  }

  @Test
  void noCommandIsForgottenHere() {
    Set<Class<?>> tried = new HashSet<>();
    commands().forEach(arguments -> tried.add(arguments.get()[0].getClass()));
    tried.add(ConnectionCommand.Subscribe.class);
    Kinds.of(Command.class).forEach(type -> assertThat(tried).contains(type));
  }

  static Stream<Arguments> speakers() {
    Caller own = caller(Caller.Kind.AGENT, "agent_1", Role.AGENT);
    Caller service = caller(Caller.Kind.SERVICE, "ci", Role.AGENT);
    Caller user = caller(Caller.Kind.USER, "agent_9", Role.AGENT);
    Caller member = caller(Caller.Kind.USER, "bob", Role.MEMBER);
    Caller admin = caller(Caller.Kind.USER, "root", Role.ADMIN);
    return Stream.of(
        Arguments.of(own, record("agent_1"), true),
        Arguments.of(own, record("agent_2"), false),
        Arguments.of(own, record("Agent_1"), false),
        Arguments.of(own, status("agent_1"), true),
        Arguments.of(own, status("agent_2"), false),
        Arguments.of(own, new AgentCommand.PutAgent("agent_2", null, null, null), false),
        Arguments.of(own, remember("agent_1"), true),
        Arguments.of(own, remember("agent_2"), false),
        Arguments.of(own, complete("act_17_agent_1"), true),
        Arguments.of(own, complete("act_17_agent_2"), false),
        Arguments.of(own, complete("act_17_x_agent_1"), false),
        Arguments.of(own, complete("act_17_17_agent_1"), false),
        Arguments.of(own, complete("act_17_agent_1\nx"), false),
        // no activity has such an id: the feature says so
        Arguments.of(own, complete("act__agent_1"), true),
        Arguments.of(own, complete("agent_1"), true),
        Arguments.of(own, complete(""), true),
        Arguments.of(service, record("agent_2"), true),
        Arguments.of(service, complete("act_17_agent_2"), true),
        Arguments.of(user, record("agent_2"), true),
        Arguments.of(own, RoomWords.postAs("agent_1"), true),
        Arguments.of(own, RoomWords.postAs("agent_2"), false),
        Arguments.of(service, RoomWords.postAs("alice"), true),
        Arguments.of(member, RoomWords.postAs("bob"), true),
        Arguments.of(member, RoomWords.postAs("alice"), false),
        Arguments.of(admin, remember("agent_2"), true));
  }

  @ParameterizedTest
  @MethodSource("speakers")
  void anAgentsKeySpeaksForThatAgentAlone(Caller caller, Command command, boolean permitted) {
    Refusal refusal = Permissions.refusal(command, caller);
    if (permitted) {
      assertThat(refusal).isNull();
    } else {
      assertThat(refusal.code()).isEqualTo(Refusal.Code.FORBIDDEN);
    }
  }
}
