package dev.parley.journal;

import static dev.parley.journal.JournalFixture.AGENT;
import static dev.parley.journal.JournalFixture.await;
import static dev.parley.journal.JournalFixture.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.TestEngine;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept for a time only. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class RetentionTest {
  private static final int OLD = 1_200;

  @Parameter TestEngine engine;
  @TempDir Path directory;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T00:00:00Z"));

  private JournalFixture open() throws SQLException {
    return new JournalFixture(engine.settings(directory), null, JournalSettings.DEFAULT, now::get);
  }

  @Test
  void oldEventsGoAndTheTopicSaysHowFarItReachesBack() throws Exception {
    try (JournalFixture hub = open()) {
      runMany(hub);
      pass(Duration.ofDays(6));
      hub.run(record("kept"), new Idempotency("key", "same"));
      pass(Duration.ofDays(1));
      awaitHousekeeping(() -> oldest(hub) == OLD + 1);
      assertReachesBackTo(hub);
      awaitHousekeeping(() -> rows(hub, "journal_batch") == 0);
      awaitHousekeeping(() -> rows(hub, "idempotency WHERE request_key = 'key'") == 0);
    }
    try (JournalFixture hub = open()) {
      assertReachesBackTo(hub);
      hub.run("next");
      assertThat(hub.heard.getFirst().offset()).isEqualTo(OLD + 2);
      pass(Duration.ofDays(30));
      awaitHousekeeping(() -> oldest(hub) == OLD + 3);
      assertThat(hub.journal.extent(Topic.COLLABORATION).head()).isEqualTo(OLD + 2);
      hub.run("last");
      assertThat(hub.journal.read(Topic.COLLABORATION, OLD + 3, 10)).hasSize(1);
    }
  }

  private static void assertReachesBackTo(JournalFixture hub) {
    Journal.Extent extent = hub.journal.extent(Topic.COLLABORATION);
    assertThat(extent.oldest()).isEqualTo(OLD + 1);
    assertThat(extent.head()).isEqualTo(OLD + 1);
    assertThat(hub.journal.read(Topic.COLLABORATION, OLD, 10)).isEmpty();
    assertThat(hub.journal.read(Topic.COLLABORATION, OLD + 1, 10))
        .extracting(Publication::offset)
        .containsExactly(OLD + 1L);
  }

  private static void runMany(JournalFixture hub) throws Exception {
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < OLD; i++) {
      replies.add(hub.journal.submit(record("old"), AGENT, null).toCompletableFuture());
    }
    for (CompletableFuture<Reply> reply : replies) {
      assertThat(reply.get(30, TimeUnit.SECONDS)).isInstanceOf(Reply.Created.class);
    }
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private interface Condition {
    boolean holds() throws SQLException;
  }

  /** Housekeeping pauses by the clock, which stands still unless it is moved. */
  private void awaitHousekeeping(Condition condition) {
    await(
        () -> {
          pass(Duration.ofSeconds(1));
          try {
            return condition.holds();
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static long oldest(JournalFixture hub) {
    return hub.journal.extent(Topic.COLLABORATION).oldest();
  }

  private static long rows(JournalFixture hub, String table) throws SQLException {
    try (Connection connection = hub.store.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }
}
