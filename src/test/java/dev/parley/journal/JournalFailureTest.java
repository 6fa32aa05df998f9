package dev.parley.journal;

import static dev.parley.journal.JournalFixture.AGENT;
import static dev.parley.journal.JournalFixture.await;
import static dev.parley.journal.JournalFixture.record;
import static dev.parley.journal.JournalFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.FaultyDriver.Commit;
import dev.parley.store.TestEngine;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The store fails, at the worst moments. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class JournalFailureTest {
  private static final JournalSettings PATIENT =
      new JournalSettings(
          64,
          1 << 20,
          4096,
          32 << 20,
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofHours(24),
          Duration.ofDays(7),
          null);

  private static final List<Commit> FATES = List.of(Commit.values());

  @Parameter TestEngine engine;
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void lostAnswersToCommitsGiveNeitherDuplicatesNorRefusals(long seed) throws Exception {
    Random random = new Random(seed);
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory), PATIENT)) {
      hub.driver.commits(() -> FATES.get(random.nextInt(FATES.size())));
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        replies.add(hub.journal.submit(record("a" + i), AGENT, null).toCompletableFuture());
        if (random.nextInt(20) == 0) {
          replies.get(i).get(30, TimeUnit.SECONDS);
        }
      }
      for (CompletableFuture<Reply> reply : replies) {
        assertThat(reply.get(60, TimeUnit.SECONDS)).isInstanceOf(Reply.Created.class);
      }
      assertThat(hub.driver.brokenCommits()).as("seed %d", seed).isPositive();
      List<String> expected = IntStream.range(0, 300).mapToObj(i -> "a" + i).toList();
      assertThat(hub.stored()).containsExactlyElementsOf(expected);
      assertThat(JournalFixture.agents(hub.heard)).containsExactlyElementsOf(expected);
      assertThat(hub.follower.position).isEqualTo(300);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Commit.class,
      names = {"LOST_BEFORE", "LOST_AFTER"})
  void nothingIsHeardOrAnsweredWhileTheOutcomeIsUnknown(Commit fate) throws Exception {
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory), PATIENT)) {
      CountDownLatch lost = new CountDownLatch(1);
      hub.driver.commits(
          () -> {
            hub.driver.gone(true);
            lost.countDown();
            return fate;
          });
      CompletableFuture<Reply> reply =
          hub.journal.submit(record("a"), AGENT, null).toCompletableFuture();
      assertThat(lost.await(10, TimeUnit.SECONDS)).as("%s", reply.getNow(null)).isTrue();
      await(() -> hub.journal.status().failure() != null);
      assertThat(reply).isNotDone();
      assertThat(hub.heard).isEmpty();
      assertThat(hub.follower.position).isZero();
      hub.driver.commits(() -> Commit.SUCCEEDS);
      hub.driver.gone(false);
      assertThat(reply.get(30, TimeUnit.SECONDS)).isInstanceOf(Reply.Created.class);
      assertThat(hub.stored()).containsExactly("a");
      assertThat(hub.heard).hasSize(1);
    }
  }

  @Test
  void aStoreThatIsGoneIsToldAsUnavailableAndComesBackByItself() throws Exception {
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory), PATIENT)) {
      hub.run("before");
      hub.driver.gone(true);
      CompletableFuture<Reply> during =
          hub.journal.submit(record("during"), AGENT, null).toCompletableFuture();
      await(() -> hub.journal.status().failure() != null);
      hub.pass(Duration.ofMinutes(2));
      Refusal refusal = ((Reply.Refused) during.get(30, TimeUnit.SECONDS)).refusal();
      assertThat(refusal.code()).isEqualTo(Refusal.Code.UNAVAILABLE);
      assertThat(refusal.retryAfter()).isPositive();
      assertThat(hub.journal.status().isWell(Duration.ofSeconds(5))).isFalse();
      assertThat(JournalFixture.agents(hub.heard)).containsExactly("before");
      hub.driver.gone(false);
      await(() -> hub.journal.status().isWell(Duration.ofSeconds(5)));
      assertThat(hub.run("after")).isInstanceOf(Reply.Created.class);
      assertThat(hub.stored()).isEqualTo(JournalFixture.agents(hub.heard)).contains("after");
    }
  }

  @Test
  void anUnknownOutcomeThatLastsIsAnsweredUnavailableAndSettledLater() throws Exception {
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory), PATIENT)) {
      hub.driver.commits(
          () -> {
            hub.driver.gone(true);
            return Commit.LOST_AFTER;
          });
      Idempotency key = new Idempotency("key", "same");
      CompletableFuture<Reply> reply =
          hub.journal.submit(record("a"), AGENT, key).toCompletableFuture();
      await(() -> hub.journal.status().failure() != null);
      hub.pass(Duration.ofMinutes(2));
      assertThat(refusal(reply.get(30, TimeUnit.SECONDS))).isEqualTo(Refusal.Code.UNAVAILABLE);
      hub.driver.commits(() -> Commit.SUCCEEDS);
      hub.driver.gone(false);
      await(() -> hub.journal.status().isWell(Duration.ofSeconds(5)));
      assertThat(hub.run(record("a"), key)).isInstanceOf(Reply.Created.class);
      assertThat(hub.stored()).as("it had happened, once").containsExactly("a");
      assertThat(hub.heard).hasSize(1);
    }
  }
}
