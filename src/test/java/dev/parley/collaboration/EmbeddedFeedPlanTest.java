package dev.parley.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.StoreSettings;
import dev.parley.vocabulary.Query.ShowActivityFeed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the embedded store reads the feed. */
class EmbeddedFeedPlanTest {
  @TempDir Path directory;
  private final SqlRecorder sql = new SqlRecorder();
  private HubFixture hub;

  @BeforeEach
  void open() throws SQLException {
    hub = HubFixture.open(StoreSettings.embedded(directory), sql);
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void theFeedGoesAlongAnIndex() throws SQLException {
    // Else it would read, and sort, everything that ever happened.
    assertThat(planOfFeed(null)).contains("access=INDEX PRED").doesNotContain("FULL SCAN");
    assertThat(planOfFeed("a"))
        .contains("access=INDEX PRED", "index=ACTIVITY_BY_AGENT")
        .doesNotContain("FULL SCAN");
    // The order by the stamp alone, which the feed of an agent avoids, takes another way.
    assertThat(feedSql("a")).matches("(?s).*ORDER BY AGENT_ID DESC, STAMP DESC.*");
  }

  private String planOfFeed(@Nullable String agentId) throws SQLException {
    StringBuilder plan = new StringBuilder();
    String sql = feedSql(agentId).replaceFirst("(AGENT_ID = )\\?", "$1'a'").replace("?", "5");
    try (Connection connection = hub.store.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN PLAN FOR " + sql)) {
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }

  /** What the database is really asked. */
  private String feedSql(@Nullable String agentId) {
    sql.prepared().clear();
    hub.queries.activityFeed(ShowActivityFeed.newest(agentId, 50));
    return sql.prepared().getLast().toUpperCase(Locale.ROOT);
  }
}
