package dev.parley.journal;

import static dev.parley.journal.JournalFixture.AGENT;
import static dev.parley.journal.JournalFixture.await;
import static dev.parley.journal.JournalFixture.record;
import static dev.parley.journal.JournalFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.StoreSettings;
import dev.parley.store.TestEngine;
import dev.parley.store.TestPostgres;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two hubs that both want the log to themselves. */
@Timeout(60)
class LeaseTest {
  private static final String WAITS = "another hub uses the database";
  private static final JournalSettings ALONE =
      new JournalSettings(
          64,
          1 << 20,
          4096,
          32 << 20,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofHours(24),
          Duration.ofDays(7),
          Duration.ofSeconds(1));

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(TestEngine.class)
  void theSecondWaitsUntilTheFirstLetsGo(TestEngine engine) throws Exception {
    try (JournalFixture first = JournalFixture.open(engine.settings(directory), ALONE)) {
      assertThat(first.journal.serves()).isTrue();
      first.run("a");
      try (JournalFixture second = JournalFixture.beside(first, ALONE)) {
        assertWaits(second);
        first.run("b");
        first.journal.close();
        await(second.journal::serves);
        assertThat(second.journal.status().failure()).isNull();
        assertThat(second.follower.position).isEqualTo(2);
        assertThat(second.run("c")).isInstanceOf(Reply.Created.class);
        assertThat(second.stored()).containsExactly("a", "b", "c");
        assertThat(second.heard).hasSize(1);
        assertThat(second.superseded).hasValue(0);
      }
    }
  }

  @Test
  void theFirstKeepsItWhetherItHasToDoOrNot() throws Exception {
    String database = TestPostgres.get().database();
    try (JournalFixture first = open(database);
        JournalFixture second = open(database)) {
      long end = System.nanoTime() + ALONE.lease().multipliedBy(3).toNanos();
      while (System.nanoTime() < end) {
        first.run("a");
      }
      end = System.nanoTime() + ALONE.lease().multipliedBy(3).toNanos();
      while (System.nanoTime() < end) {
        assertThat(first.journal.serves()).isTrue();
        TimeUnit.MILLISECONDS.sleep(10);
      }
      assertWaits(second);
    }
  }

  @Test
  void whoWasCutOffLongEnoughStepsDownAndComesBackWithEverything() throws Exception {
    String database = TestPostgres.get().database();
    try (JournalFixture first = open(database)) {
      first.run("a");
      String epoch = first.journal.extent(Topic.COLLABORATION).epoch();
      try (JournalFixture second = open(database)) {
        first.driver.gone(true);
        await(second.journal::serves);
        assertThat(first.journal.serves()).as("nobody is told what may be old").isFalse();
        second.run("b");
        assertThat(first.superseded).as("it cannot know").hasValue(0);

        first.driver.gone(false);
        await(() -> WAITS.equals(first.journal.status().failure()));
        assertWaits(first);
        assertThat(first.superseded).hasValue(1);
        second.run("c");
      }
      await(first.journal::serves);
      assertThat(first.follower.position).isEqualTo(3);
      first.run("d");
      assertThat(first.stored()).containsExactly("a", "b", "c", "d");
      assertThat(first.journal.extent(Topic.COLLABORATION).epoch()).isEqualTo(epoch);
      assertThat(JournalFixture.agents(first.heard)).containsExactly("a", "d");
    }
  }

  @Test
  void whoWasPausedInTheMiddleOfABatchDoesNotWriteIt() throws Exception {
    String database = TestPostgres.get().database();
    try (JournalFixture first = open(database);
        JournalFixture second = open(database)) {
      CountDownLatch paused = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      first.feature.before =
          () -> {
            paused.countDown();
            try {
              go.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          };
      CompletableFuture<Reply> reply =
          first.journal.submit(record("late"), AGENT, null).toCompletableFuture();
      paused.await();
      await(second.journal::serves);
      second.run("b");
      go.countDown();
      assertThat(refusal(reply.get(30, TimeUnit.SECONDS))).isEqualTo(Refusal.Code.UNAVAILABLE);
      assertThat(first.superseded).hasValue(1);
      assertThat(second.stored()).containsExactly("b");
      assertThat(first.heard).isEmpty();
    }
  }

  private static JournalFixture open(String database) throws SQLException {
    return JournalFixture.open(StoreSettings.postgresql(database, null, null), ALONE);
  }

  private static void assertWaits(JournalFixture hub) throws Exception {
    assertThat(hub.journal.serves()).isFalse();
    assertThat(hub.journal.status().failure()).isEqualTo(WAITS);
    assertThat(hub.journal.status().isWell(Duration.ofSeconds(5))).isFalse();
    assertThat(refusal(hub.run("nobody"))).isEqualTo(Refusal.Code.UNAVAILABLE);
  }
}
