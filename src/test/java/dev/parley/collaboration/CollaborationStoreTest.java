package dev.parley.collaboration;

import static dev.parley.collaboration.Commands.decide;
import static dev.parley.collaboration.Commands.end;
import static dev.parley.collaboration.Commands.fail;
import static dev.parley.collaboration.Commands.record;
import static dev.parley.collaboration.Commands.start;
import static dev.parley.collaboration.Commands.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.store.TestEngine;
import dev.parley.vocabulary.Activity;
import dev.parley.vocabulary.ActivityStatus;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.DurableCommand.RecordActivity;
import dev.parley.vocabulary.DurableCommand.RecordMemoryUpdate;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.MemoryOperation;
import dev.parley.vocabulary.Query.ShowActiveCollaborations;
import dev.parley.vocabulary.Query.ShowActivityFeed;
import dev.parley.vocabulary.Query.ShowAgentStatus;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Session;
import dev.parley.vocabulary.StatusBoard;
import dev.parley.vocabulary.View;
import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class CollaborationStoreTest {
  @Parameter TestEngine engine;
  @TempDir Path directory;
  private HubFixture hub;

  @BeforeEach
  void open() throws SQLException {
    hub = HubFixture.open(engine.settings(directory));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private void openAgain() throws SQLException {
    hub.close();
    open();
  }

  @Test
  void anActivityIsInTheFeedAsItWasRecorded() {
    RecordActivity command =
        new RecordActivity(
            "agent \uD83D\uDE00",
            "engineering, é",
            ActivityType.COUNCIL_DEBATE,
            new Json("{\"text\":\"\\u0001 \uD83D\uDE00\",\"n\":[1,2.50,null]}"),
            List.of("agent_2", "agent 3, really"));
    String id = hub.create(command);

    Activity activity = feed(null, 1).activities().get(0);
    assertThat(activity)
        .usingRecursiveComparison()
        .ignoringFields("timestamp")
        .isEqualTo(
            new Activity(
                id,
                command.agentId(),
                command.department(),
                command.type(),
                activity.timestamp(),
                command.metadata(),
                command.relatedAgents(),
                ActivityStatus.ACTIVE));
    assertThat(activity.timestamp()).isEqualTo(hub.heard.get(0).time());
  }

  @Test
  void theFeedIsNewestFirstWithinItsLimitAndOfOneAgentIfAsked() throws SQLException {
    List<DurableCommand> commands = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      commands.add(record(i % 3 == 0 ? "a" : "b"));
    }
    List<String> ids =
        hub.runTogether(commands).stream().map(reply -> ((Reply.Created) reply).id()).toList();

    for (int round = 0; round < 2; round++) {
      assertThat(ids(feed(null, 500))).containsExactlyElementsOf(ids.reversed().subList(0, 500));
      assertThat(ids(feed(null, 1))).containsExactly(ids.getLast());
      List<String> ofA =
          ids.reversed().stream().filter(id -> id.endsWith("_a")).limit(150).toList();
      assertThat(ids(feed("a", 150))).containsExactlyElementsOf(ofA);
      assertThat(feed("a", 500).activities()).hasSize(200);
      assertThat(feed("nobody", 50)).isEqualTo(new View.ActivityFeed(List.of(), "nobody", null));
      openAgain();
    }
  }

  @Test
  void theFeedShowsWhatBecameOfActivities() throws SQLException {
    String active = hub.create(record("a"));
    String completed = hub.create(record("a"));
    String failed = hub.create(record("a"));
    String expired = hub.create(record("a"));
    hub.run(succeed(completed));
    hub.run(fail(failed));
    expire(expired);

    for (int round = 0; round < 2; round++) {
      assertThat(feed("a", 50).activities())
          .extracting(Activity::activityId, Activity::status)
          .containsExactly(
              tuple(expired, ActivityStatus.EXPIRED),
              tuple(failed, ActivityStatus.FAILED),
              tuple(completed, ActivityStatus.COMPLETED),
              tuple(active, ActivityStatus.ACTIVE));
      assertThat(board().activeActivities()).isEqualTo(1);
      assertThat(board().agents().get(0).currentActivity()).isEqualTo(active);
      assertThat(board().agents().get(0).lastActivity()).isEqualTo(expired);
      openAgain();
    }

    assertThat(hub.run(succeed(expired))).isEqualTo(Reply.done());
    assertThat(feed("a", 1).activities().get(0).status()).isEqualTo(ActivityStatus.COMPLETED);
  }

  @Test
  void theFeedShowsNothingThatTheModelHasNotHeardOf() throws SQLException {
    String known = hub.create(record("a"));
    String later = hub.create(record("a"));
    StatusModel behind = new StatusModel(10, remarks -> {});
    behind.apply(hub.heard.subList(0, 1));
    hub.run(succeed(known));

    AtomicLong durable = new AtomicLong(stampOf(known));
    CollaborationQueries queries =
        new CollaborationQueries(behind, hub.store::entityManager, durable::get);
    assertThat(queries.activityFeed(ShowActivityFeed.newest("a", 50)).activities())
        .extracting(Activity::activityId, Activity::status)
        .containsExactly(tuple(known, ActivityStatus.ACTIVE));

    behind.apply(hub.heard.subList(1, 3));
    durable.set(stampOf(later));
    assertThat(queries.activityFeed(ShowActivityFeed.newest(null, 50)).activities())
        .extracting(Activity::activityId, Activity::status)
        .containsExactly(
            tuple(later, ActivityStatus.ACTIVE), tuple(known, ActivityStatus.COMPLETED));
  }

  private static long stampOf(String activityId) {
    return Ids.parseActivity(activityId).orElseThrow().stamp();
  }

  @Test
  void theCountsOfSessionsSurviveARestart() throws SQLException {
    hub.create(decide("a"));
    String ended = hub.create(start("a", "b"));
    String id = hub.create(start("a", "b", "new"));
    hub.create(record("a"));
    hub.create(decide("new"));
    hub.run(end(ended));

    for (int round = 0; round < 3; round++) {
      assertThat(hub.queries.activeCollaborations(new ShowActiveCollaborations()).sessions())
          .extracting(
              Session::sessionId,
              Session::participants,
              Session::activityCount,
              Session::decisionCount)
          .containsExactly(tuple(id, List.of("a", "b", "new"), 2L + round, 1L + round));
      openAgain();
      hub.create(decide("b"));
    }
  }

  @Test
  void commandsOfOneBatchSeeEachOther() {
    String id = hub.create(record("seed"));
    List<DurableCommand> together = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      together.add(record("new"));
      together.add(start("new", "seed"));
    }
    together.add(succeed(id));
    together.add(fail(id));
    List<Reply> replies = hub.runTogether(together);

    assertThat(replies.subList(0, 200)).allMatch(Reply.Created.class::isInstance);
    assertThat(replies.get(200)).isEqualTo(Reply.done());
    assertThat(replies.get(201)).isInstanceOf(Reply.Refused.class);
    List<Session> sessions = hub.model.snapshot().state().activeSessions();
    assertThat(sessions)
        .extracting(Session::activityCount)
        .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> 99L - i).toList());
  }

  @Test
  void memoryUpdatesAreKept() {
    hub.run(new RecordMemoryUpdate(MemoryOperation.WRITE, "i", "a", new Json("{\"n\":1}")));
    hub.run(new RecordMemoryUpdate(MemoryOperation.DELETE, "i", "a", Json.EMPTY));

    try (EntityManager entities = hub.store.entityManager()) {
      assertThat(
              entities
                  .createQuery(
                      "SELECT u FROM MemoryUpdateRow u ORDER BY u.stamp", MemoryUpdateRow.class)
                  .getResultList())
          .extracting(row -> row.update().operation(), row -> row.update().metadata().text())
          .containsExactly(
              tuple(MemoryOperation.WRITE, "{\"n\":1}"), tuple(MemoryOperation.DELETE, "{}"));
    }
    assertThat(board().totalAgents()).isZero();
  }

  /** Does what the timer's command will do. */
  private void expire(String activityId) throws SQLException {
    try (Connection connection = hub.store.dataSource().getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE activity SET status = 'expired', ended_at = 1 WHERE stamp = ?")) {
      update.setLong(1, Ids.parseActivity(activityId).orElseThrow().stamp());
      update.executeUpdate();
    }
    openAgain();
  }

  private StatusBoard board() {
    return hub.queries.agentStatus(new ShowAgentStatus());
  }

  private View.ActivityFeed feed(@Nullable String agentId, int limit) {
    return hub.queries.activityFeed(ShowActivityFeed.newest(agentId, limit));
  }

  private static List<String> ids(View.ActivityFeed feed) {
    return feed.activities().stream().map(Activity::activityId).toList();
  }
}
