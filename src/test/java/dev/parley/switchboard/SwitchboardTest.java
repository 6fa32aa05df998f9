package dev.parley.switchboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.journal.Idempotency;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.OperatorCommand;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.View;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SwitchboardTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Caller AGENT = caller(Role.AGENT, null);
  private static final Caller ADMIN = caller(Role.ADMIN, null);

  private static final Set<Class<?>> ANSWERED =
      Set.of(Query.ShowActivityFeed.class, Query.ShowDecisionRequest.class, Query.ShowMe.class);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong();
  private final List<Object> submitted = new ArrayList<>();
  private Instant now = NOW;
  private Supplier<CompletionStage<Reply>> journal =
      () -> CompletableFuture.completedFuture(Reply.created("act_1_a"));
  private Supplier<Reply> feed = () -> Reply.shown(new View.ActivityFeed(List.of(), null, null));
  private final CompletableFuture<Reply> waiting = new CompletableFuture<>();
  private Executor readers = Runnable::run;
  private Switchboard switchboard;

  @BeforeEach
  void create() {
    switchboard =
        new Switchboard(
            (command, caller, idempotency) -> {
              submitted.add(command);
              if (idempotency != null) {
                submitted.add(idempotency);
              }
              return journal.get();
            },
            (command, caller) -> {
              submitted.add(command);
              return Reply.done();
            },
            queries(),
            new Nobody(),
            operation -> {
              submitted.add(operation);
              return CompletableFuture.completedFuture(Reply.done());
            },
            Limits.of(10, 2, 1, 1),
            meters,
            () -> now,
            nanos::get);
  }

  private Queries queries() {
    Queries queries =
        new Queries(task -> readers.execute(task))
            .reading(Query.ShowActivityFeed.class, (query, caller) -> feed.get())
            .waiting(Query.ShowDecisionRequest.class, (query, caller) -> waiting)
            .inMemory(Query.ShowMe.class, (query, caller) -> Reply.shown(new View.Me(caller)));
    for (Class<? extends Query> kind : Queries.kinds()) {
      if (!ANSWERED.contains(kind)) {
        queries.inMemory(kind, (query, caller) -> feed.get());
      }
    }
    return queries;
  }

  @Test
  void aQueryMayBeAnsweredLater() {
    CompletionStage<Reply> reply =
        switchboard.handle(
            new Query.ShowDecisionRequest("req_1", Duration.ofSeconds(1)), AGENT, null);

    assertThat(reply.toCompletableFuture()).isNotDone();
    waiting.complete(Reply.done());
    assertThat(reply.toCompletableFuture()).isCompletedWithValue(Reply.done());
  }

  private static Caller caller(Role role, Instant expiresAt) {
    return new Caller(Caller.Kind.USER, "u", "u", Set.of(role), null, expiresAt, null);
  }

  private static DurableCommand activity(String agentId) {
    return new DurableCommand.RecordActivity(
        agentId, "d", ActivityType.MEMORY_WRITE, Json.EMPTY, List.of());
  }

  private Reply handle(Command command, Caller caller) {
    return switchboard.handle(command, caller, null).toCompletableFuture().join();
  }

  private Refusal refused(Command command, Caller caller) {
    return ((Reply.Refused) handle(command, caller)).refusal();
  }

  private long count(String command, String outcome) {
    return meters
        .get("parley.commands")
        .tags("command", command, "outcome", outcome)
        .timer()
        .count();
  }

  @Test
  void durableCommandsGoToTheJournalWithTheirMark() {
    Idempotency mark = new Idempotency("k", "f");
    Reply reply = switchboard.handle(activity("a"), AGENT, mark).toCompletableFuture().join();
    assertThat(reply).isEqualTo(Reply.created("act_1_a"));
    assertThat(submitted).containsExactly(activity("a"), mark);
    assertThat(count("record_activity", "created")).isEqualTo(1);
  }

  @Test
  void queriesGoToWhoAnswersThem() {
    assertThat(handle(new Query.ShowMe(), AGENT)).isEqualTo(Reply.shown(new View.Me(AGENT)));
    assertThat(handle(Query.ShowActivityFeed.newest(null, 1), AGENT))
        .isInstanceOf(Reply.Shown.class);
    assertThat(submitted).isEmpty();
    assertThat(count("show_activity_feed", "shown")).isEqualTo(1);
  }

  @Test
  void aConnectionsOwnCommandIsPermittedOrNot() {
    assertThat(handle(new ConnectionCommand.GetState(), AGENT)).isEqualTo(Reply.done());
    Caller nothing = new Caller(Caller.Kind.USER, "u", "u", Set.of(), null, null, null);
    assertThat(refused(new ConnectionCommand.GetState(), nothing).code())
        .isEqualTo(Refusal.Code.FORBIDDEN);
  }

  @Test
  void whatIsNotPermittedReachesNobody() {
    assertThat(refused(new DurableCommand.RevokeApiKey("k"), AGENT).code())
        .isEqualTo(Refusal.Code.FORBIDDEN);
    assertThat(submitted).isEmpty();
    assertThat(count("revoke_api_key", "forbidden")).isEqualTo(1);
  }

  @Test
  void anEndedCredentialIsNone() {
    Caller ending = caller(Role.AGENT, NOW);
    assertThat(refused(activity("a"), ending).code()).isEqualTo(Refusal.Code.UNAUTHENTICATED);
    assertThat(handle(new ConnectionCommand.Renew("t"), ending)).isEqualTo(Reply.done());
    now = NOW.minusMillis(1);
    assertThat(handle(activity("a"), ending)).isInstanceOf(Reply.Created.class);
  }

  @Test
  void activitiesAreLimitedPerAgentWhoeverRecordsThem() {
    handle(activity("a"), AGENT);
    handle(activity("a"), ADMIN);
    Refusal refusal = refused(activity("a"), AGENT);
    assertThat(refusal.code()).isEqualTo(Refusal.Code.RATE_LIMITED);
    assertThat(refusal.retryAfter()).isPositive();
    assertThat(handle(activity("b"), AGENT)).isInstanceOf(Reply.Created.class);
    assertThat(handle(new DurableCommand.CompleteActivity("act_1_a", true), AGENT))
        .isInstanceOf(Reply.Created.class);
    nanos.addAndGet(refusal.retryAfter().toNanos());
    assertThat(handle(activity("a"), AGENT)).isInstanceOf(Reply.Created.class);
  }

  @Test
  void whoMayNotRecordTakesNothingFromTheAgent() {
    Caller other = new Caller(Caller.Kind.AGENT, "b", "b", Set.of(Role.AGENT), null, null, null);
    for (int i = 0; i < 10; i++) {
      refused(activity("a"), other);
    }
    assertThat(handle(activity("a"), AGENT)).isInstanceOf(Reply.Created.class);
  }

  @Test
  void aFailureIsToldByItsIdAlone() {
    List<Runnable> failures =
        List.of(
            () ->
                journal = () -> CompletableFuture.failedFuture(new IllegalStateException("secret")),
            () ->
                journal =
                    () -> {
                      throw new IllegalStateException("secret");
                    },
            () ->
                journal =
                    () ->
                        CompletableFuture.supplyAsync(
                            () -> {
                              throw new AssertionError("secret");
                            },
                            Runnable::run));
    for (Runnable failure : failures) {
      failure.run();
      Refusal refusal = refused(new DurableCommand.EndCollaboration("collab_1"), AGENT);
      assertThat(refusal.code()).isEqualTo(Refusal.Code.INTERNAL);
      assertThat(refusal.detail()).doesNotContain("secret").doesNotContain("Exception");
    }
    assertThat(count("end_collaboration", "internal")).isEqualTo(3);
  }

  @Test
  void theLogTellsWhyUnderTheIdThatTheClientWasTold() {
    Logger logger = (Logger) LoggerFactory.getLogger(Switchboard.class);
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    logger.addAppender(appender);
    try {
      journal = () -> CompletableFuture.failedFuture(new IllegalStateException("why"));
      Refusal refusal = refused(activity("a"), AGENT);
      assertThat(appender.list).hasSize(1);
      ILoggingEvent entry = appender.list.get(0);
      assertThat(entry.getThrowableProxy().getMessage()).isEqualTo("why");
      String id = (String) entry.getKeyValuePairs().get(0).value;
      assertThat(refusal.detail()).contains(id);
    } finally {
      logger.detachAppender(appender);
    }
  }

  @Test
  void aQueryThatFailsIsToldTheSameWay() {
    feed =
        () -> {
          throw new IllegalStateException("secret");
        };
    assertThat(refused(Query.ShowActivityFeed.newest(null, 1), AGENT).code())
        .isEqualTo(Refusal.Code.INTERNAL);
    assertThat(refused(new Query.ShowAgentStatus(), AGENT).code()).isEqualTo(Refusal.Code.INTERNAL);
  }

  @Test
  void whenNoReaderIsFreeTheCallerIsToldToComeBack() {
    readers =
        task -> {
          throw new RejectedExecutionException("full");
        };
    Refusal refusal = refused(Query.ShowActivityFeed.newest(null, 1), AGENT);
    assertThat(refusal.code()).isEqualTo(Refusal.Code.UNAVAILABLE);
    assertThat(refusal.retryAfter()).isPositive();
  }

  @Test
  void aQueryThatNobodyAnswersIsToldAtTheStart() {
    Queries incomplete =
        new Queries(Runnable::run).inMemory(Query.ShowMe.class, (query, caller) -> feed.get());
    assertThatThrownBy(
            () ->
                new Switchboard(
                    (command, caller, mark) -> journal.get(),
                    (command, caller) -> Reply.done(),
                    incomplete,
                    new Nobody(),
                    operation -> CompletableFuture.completedFuture(Reply.done()),
                    LimitSettings.DEFAULTS,
                    meters,
                    () -> now,
                    nanos::get))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ShowActivityFeed");
    assertThatThrownBy(() -> incomplete.inMemory(Query.ShowMe.class, (query, caller) -> feed.get()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void onlyAnAdministratorOperates() {
    OperatorCommand backup = new OperatorCommand.MakeBackup("nightly");

    assertThat(refused(backup, caller(Role.AGENT, null)).code()).isEqualTo(Refusal.Code.FORBIDDEN);
    assertThat(submitted).isEmpty();
    assertThat(handle(backup, caller(Role.ADMIN, null))).isEqualTo(Reply.done());
    assertThat(submitted).containsExactly(backup);
  }
}
