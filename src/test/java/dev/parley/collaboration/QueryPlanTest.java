package dev.parley.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.ExplainingDriver;
import dev.parley.store.StoreSettings;
import dev.parley.store.TestPostgres;
import dev.parley.vocabulary.ActivitySearch;
import dev.parley.vocabulary.ActivityStatus;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.DecisionRequest;
import dev.parley.vocabulary.Query.ListCollaborations;
import dev.parley.vocabulary.Query.ListDecisionRequests;
import dev.parley.vocabulary.Query.ListMemoryUpdates;
import dev.parley.vocabulary.Query.ShowActivityFeed;
import dev.parley.vocabulary.Query.ShowCollaboration;
import dev.parley.vocabulary.Slice;
import dev.parley.vocabulary.Topic;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * With a million activities, PostgreSQL looks through no large table from its beginning to its end,
 * whatever is asked; nor at start, nor to write, nor to forget.
 */
class QueryPlanTest {
  private static final Pattern LOOKS_THROUGH =
      Pattern.compile(
          "Seq Scan on (activity|journal_event|memory_update|decision|decision_request"
              + "|collaboration_session|idempotency|journal_batch)\\b");

  private static final Slice NEWEST = new Slice(50, null);

  private static final ExplainingDriver DRIVER = new ExplainingDriver();
  private static final Map<String, String> ALL = new TreeMap<>();
  private static HubFixture hub;

  /** Rows of the last ten days and, where they would be forgotten, older ones. */
  @BeforeAll
  static void fill() throws SQLException {
    String url = TestPostgres.get().database();
    StoreSettings database = StoreSettings.postgresql(url, null, null);
    HubFixture.open(database).close();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      long now = System.currentTimeMillis() * 1000;
      for (String sql :
          List.of(
              "INSERT INTO activity SELECT %d - g * 860000::bigint, 'agent-' || g %% 500,"
                  + " 'department-' || g %% 20, (ARRAY['memory_write', 'memory_read',"
                  + " 'task_assigned', 'decision_made'])[1 + g %% 4], CASE WHEN g <= 500 THEN"
                  + " 'active' ELSE 'completed' END, %1$d / 1000 - g * 860, NULL, '{}', ''"
                  + " FROM generate_series(1, 1000000) g",
              "INSERT INTO journal_event SELECT g, 'collaboration', g, 'invented',"
                  + " %d / 1000 - (200000 - g) * 2000::bigint, '{}'"
                  + " FROM generate_series(1, 200000) g",
              "INSERT INTO memory_update SELECT %d - g * 1000::bigint, 'write', 'item-' || g %% 900,"
                  + " 'agent-' || g %% 500, %1$d / 1000 - g, '{}' FROM generate_series(1, 100000) g",
              "INSERT INTO collaboration_session SELECT %d - g * 1000000::bigint, 'agent-1',"
                  + " 'general', %1$d / 1000 - g * 1000, %1$d / 1000 - g * 900, g <= 100, 0, 0, 0, 0"
                  + " FROM generate_series(1, 50000) g",
              "INSERT INTO decision SELECT %d - g * 1000::bigint, %1$d - (g %% 50000) * 1000000::bigint,"
                  + " 'agent-1', 'yes', NULL, '', 0.5, %1$d / 1000 - g"
                  + " FROM generate_series(1, 50000) g",
              "INSERT INTO decision_request SELECT %d - g * 1000::bigint, 'agent-1', 'which?', '',"
                  + " NULL, '', 0, %1$d / 1000 + 3600000, CASE WHEN g <= 20 THEN 'pending' ELSE"
                  + " 'timed_out' END, NULL, NULL, NULL, NULL FROM generate_series(1, 50000) g",
              "INSERT INTO idempotency SELECT 'key-' || g, 'print', NULL, %d / 1000 - g * 1000"
                  + " FROM generate_series(1, 50000) g",
              "INSERT INTO journal_batch SELECT 'batch-' || g, g, %d / 1000 - g * 100"
                  + " FROM generate_series(1, 50000) g",
              "INSERT INTO agent SELECT 'agent-' || g, 'd', 0, 0, %d - g, 1, 0, false"
                  + " FROM generate_series(0, 499) g",
              "INSERT INTO topic_head VALUES ('collaboration', 1, 200000)",
              "UPDATE log SET seq = 200000, last_stamp = %d",
              "ANALYZE")) {
        statement.execute(sql.formatted(now));
      }
    }
    hub = HubFixture.open(database, DRIVER);
  }

  @AfterAll
  static void close() {
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void noLargeTableIsLookedThrough() throws Exception {
    String agent = "agent-7";
    Instant now = Instant.now();
    for (ActivitySearch search :
        List.of(
            ActivitySearch.ALL,
            ActivitySearch.ofAgent(agent),
            ActivitySearch.ofAgent("nobody"),
            new ActivitySearch(null, "department-3", null, null, null, null),
            new ActivitySearch(null, null, ActivityType.MEMORY_WRITE, null, null, null),
            new ActivitySearch(null, null, null, ActivityStatus.ACTIVE, null, null),
            new ActivitySearch(null, null, null, ActivityStatus.COMPLETED, null, null),
            new ActivitySearch(null, null, null, ActivityStatus.FAILED, null, null),
            new ActivitySearch(
                agent,
                "department-7",
                ActivityType.DECISION_MADE,
                ActivityStatus.COMPLETED,
                now.minusSeconds(9_000_000),
                now),
            new ActivitySearch(
                null, null, null, null, now.minusSeconds(900), now.minusSeconds(300)))) {
      explained(
          "feed " + search, () -> hub.queries.activityFeed(new ShowActivityFeed(search, NEWEST)));
    }
    for (Boolean active : new Boolean[] {null, true, false}) {
      explained(
          "sessions " + active, () -> hub.sessions.list(new ListCollaborations(active, NEWEST)));
    }
    String session =
        hub.sessions
            .list(new ListCollaborations(true, NEWEST))
            .sessions()
            .getFirst()
            .session()
            .sessionId();
    explained("session", () -> hub.sessions.detail(new ShowCollaboration(session)));
    explained("memory", () -> hub.queries.memoryUpdates(new ListMemoryUpdates(null, null, NEWEST)));
    explained(
        "memory of an item",
        () -> hub.queries.memoryUpdates(new ListMemoryUpdates("item-5", null, NEWEST)));
    explained(
        "memory of an agent",
        () -> hub.queries.memoryUpdates(new ListMemoryUpdates(null, agent, NEWEST)));
    for (DecisionRequest.Status status : DecisionRequest.Status.values()) {
      explained(
          "requests " + status, () -> hub.requests.list(new ListDecisionRequests(status, NEWEST)));
    }
    explained("requests", () -> hub.requests.list(new ListDecisionRequests(null, NEWEST)));
    explained("events", () -> hub.journal.read(Topic.COLLABORATION, 199_000, 500));
    explained("writing", () -> hub.run(Commands.succeed(hub.create(Commands.record(agent)))));
    // What was asked at start and by housekeeping is there too.
    ALL.putAll(DRIVER.plans());
    assertThat(ALL.keySet()).anyMatch(sql -> sql.contains("MAX("));
    Map<String, String> bad = new TreeMap<>(ALL);
    bad.values().removeIf(plan -> !LOOKS_THROUGH.matcher(plan).find());
    assertThat(bad).isEmpty();
  }

  @Test
  void itWouldBeSeen() throws SQLException {
    String sql = "SELECT stamp FROM activity WHERE recorded_at = 5";
    try (Connection connection = hub.store.dataSource().getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.executeQuery().close();
    }
    assertThat(DRIVER.plans().remove(sql)).containsPattern(LOOKS_THROUGH);
  }

  private interface Work {
    Object run() throws Exception;
  }

  private static void explained(String what, Work work) throws Exception {
    ALL.putAll(DRIVER.plans());
    DRIVER.plans().clear();
    long began = System.nanoTime();
    assertThat(work.run()).isNotNull();
    assertThat(DRIVER.plans()).as(what).isNotEmpty();
    DRIVER
        .plans()
        .forEach(
            (sql, plan) ->
                assertThat(plan)
                    .as("%s, %d ms: %s", what, (System.nanoTime() - began) / 1_000_000, sql)
                    .doesNotContainPattern(LOOKS_THROUGH));
  }
}
