package dev.parley.journal;

import static dev.parley.journal.JournalFixture.AGENT;
import static dev.parley.journal.JournalFixture.record;
import static dev.parley.journal.JournalFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.TestEngine;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class IdempotencyTest {
  private static final Idempotency KEY = new Idempotency("k", "f");

  @Parameter TestEngine engine;
  @TempDir Path directory;

  @Test
  void theFirstAnswerIsGivenAgainAlsoAfterARestart() throws Exception {
    Reply first;
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory))) {
      first = hub.run(record("a"), KEY);
      assertThat(hub.run(record("a"), KEY)).isEqualTo(first);
    }
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory))) {
      assertThat(hub.run(record("a"), KEY)).isEqualTo(first);
      assertThat(hub.stored()).containsExactly("a");
    }
  }

  @Test
  void manyAtOnceInOneBatchAreDoneOnce() throws Exception {
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory))) {
      CountDownLatch go = JournalTest.blockWriter(hub);
      List<CompletableFuture<Reply>> replies =
          IntStream.range(0, 50)
              .mapToObj(i -> hub.journal.submit(record("a"), AGENT, KEY).toCompletableFuture())
              .toList();
      go.countDown();
      Reply first = replies.get(0).get(30, TimeUnit.SECONDS);
      assertThat(first).isInstanceOf(Reply.Created.class);
      for (CompletableFuture<Reply> reply : replies) {
        assertThat(reply.get(30, TimeUnit.SECONDS)).isEqualTo(first);
      }
      assertThat(hub.stored()).containsExactly("blocker", "a");
    }
  }

  @Test
  void theSameKeyForAnotherRequestIsRefused() throws Exception {
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory))) {
      hub.run(record("a"), KEY);
      assertThat(refusal(hub.run(record("b"), new Idempotency("k", "other"))))
          .isEqualTo(Refusal.Code.INVALID);
      assertThat(hub.stored()).containsExactly("a");
    }
  }

  @Test
  void aRefusedRequestMayBeRepeatedWithItsKey() throws Exception {
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory))) {
      assertThat(refusal(hub.run(record("refused"), KEY))).isEqualTo(Refusal.Code.CONFLICT);
      assertThat(hub.run(record("a"), KEY)).isInstanceOf(Reply.Created.class);
    }
  }

  @Test
  void anAnswerIsForgottenInTime() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochMilli(1_800_000_000_000L));
    try (JournalFixture hub =
        new JournalFixture(engine.settings(directory), null, JournalSettings.DEFAULT, now::get)) {
      Reply first = hub.run(record("a"), KEY);
      now.set(now.get().plus(Duration.ofHours(23)));
      assertThat(hub.run(record("a"), KEY)).isEqualTo(first);
      now.set(now.get().plus(Duration.ofHours(2)));
      assertThat(hub.run(record("a"), KEY)).isNotEqualTo(first);
      assertThat(hub.stored()).containsExactly("a", "a");
    }
  }

  @Test
  void aClockThatGoesBackDoesNotTakeTimeOrStampsBack() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochMilli(1_800_000_000_000L));
    try (JournalFixture hub =
        new JournalFixture(engine.settings(directory), null, JournalSettings.DEFAULT, now::get)) {
      String first = ((Reply.Created) hub.run("a")).id();
      now.set(now.get().minusSeconds(100));
      String second = ((Reply.Created) hub.run("a")).id();
      assertThat(first).isEqualTo("act_1800000000000000_a");
      assertThat(second).isEqualTo("act_1800000000000001_a");
      assertThat(hub.heard.get(1).time()).isEqualTo(hub.heard.get(0).time());
    }
  }
}
