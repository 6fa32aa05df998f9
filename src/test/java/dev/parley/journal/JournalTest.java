package dev.parley.journal;

import static dev.parley.journal.JournalFixture.AGENT;
import static dev.parley.journal.JournalFixture.PERSON;
import static dev.parley.journal.JournalFixture.await;
import static dev.parley.journal.JournalFixture.record;
import static dev.parley.journal.JournalFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.TestEngine;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class JournalTest {
  @Parameter TestEngine engine;
  @TempDir Path directory;

  @Test
  void whatIsAnsweredIsStoredHeardAndInTheModelsInOneOrder() throws Exception {
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory))) {
      List<CompletableFuture<Reply>> replies =
          IntStream.range(0, 1000)
              .mapToObj(i -> hub.journal.submit(record("a" + i), AGENT, null).toCompletableFuture())
              .toList();
      for (CompletableFuture<Reply> reply : replies) {
        assertThat(reply.get(30, TimeUnit.SECONDS)).isInstanceOf(Reply.Created.class);
      }
      List<Publication> stored = hub.journal.read(Topic.COLLABORATION, 1, 2000);
      assertThat(stored).isEqualTo(hub.heard);
      assertThat(stored).extracting(Publication::offset).containsExactlyElementsOf(offsets(1000));
      assertThat(hub.follower.agents())
          .containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(i -> "a" + i).toList());
      assertThat(hub.journal.extent(Topic.COLLABORATION).head()).isEqualTo(1000);
      assertThat(stored).extracting(p -> p.event().toString()).doesNotHaveDuplicates();
    }
  }

  @Test
  void aPageStartsWhereItIsAskedToAndEndsAtTheHead() throws Exception {
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory))) {
      for (int i = 0; i < 5; i++) {
        hub.run("a");
      }
      assertThat(hub.journal.read(Topic.COLLABORATION, 3, 2))
          .extracting(Publication::offset)
          .containsExactly(3L, 4L);
      assertThat(hub.journal.read(Topic.COLLABORATION, 5, 10)).hasSize(1);
      assertThat(hub.journal.read(Topic.COLLABORATION, 6, 10)).isEmpty();
      assertThat(hub.journal.read(Topic.GLOBAL, 1, 10)).isEmpty();
      assertThat(hub.journal.extent(Topic.GLOBAL))
          .isEqualTo(new Journal.Extent(hub.journal.extent(Topic.COLLABORATION).epoch(), 1, 0));
    }
  }

  /** As after a newer version of the hub was taken back. */
  @Test
  void anEventThatThisVersionDoesNotKnowIsAHoleThatKeepsItsOffset() throws Exception {
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory))) {
      for (int i = 0; i < 3; i++) {
        hub.run("a");
      }
      try (Connection connection = hub.store.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.executeUpdate(
            "UPDATE journal_event SET event_type = 'invented' WHERE topic_offset = 2");
        hub.store.commit(connection);
      }
      List<Publication> page = hub.journal.read(Topic.COLLABORATION, 1, 10);
      assertThat(page).extracting(Publication::offset).containsExactly(1L, 2L, 3L);
      assertThat(page.get(1).event()).isEqualTo(new DurableEvent.Unknown("invented"));
    }
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory))) {
      hub.run("a");
      assertThat(hub.heard.getFirst().offset()).isEqualTo(4);
    }
  }

  @Test
  void aRestartGoesOnInTheSameEpoch() throws Exception {
    Position before;
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory))) {
      hub.run("a");
      before = hub.heard.get(0).position();
    }
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory))) {
      assertThat(hub.follower.position).isEqualTo(1);
      hub.run("a");
      assertThat(hub.heard.get(0).position()).isEqualTo(new Position(before.epoch(), 2));
      assertThat(hub.heard.get(0).event().toString()).contains("department=known");
    }
  }

  @Test
  void commandsOfOneBatchSeeEachOther() throws Exception {
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory))) {
      CountDownLatch go = blockWriter(hub);
      List<CompletableFuture<Reply>> replies =
          Stream.of("a", "a", "a")
              .map(agent -> hub.journal.submit(record(agent), AGENT, null).toCompletableFuture())
              .toList();
      go.countDown();
      for (CompletableFuture<Reply> reply : replies) {
        reply.get(30, TimeUnit.SECONDS);
      }
      assertThat(hub.heard.subList(1, 4))
          .extracting(p -> p.event().toString().contains("department=new"))
          .containsExactly(true, false, false);
    }
  }

  @Test
  void aRefusalLeavesNoTrace() throws Exception {
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory))) {
      assertThat(refusal(hub.run("refused"))).isEqualTo(Refusal.Code.CONFLICT);
      assertThat(hub.heard).isEmpty();
      hub.run("a");
      assertThat(hub.stored()).containsExactly("a");
    }
  }

  @Test
  void aPoisonCommandHarmsNobodyElseInItsBatch() throws Exception {
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory))) {
      CountDownLatch go = blockWriter(hub);
      List<String> agents = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        agents.add(i % 20 == 7 ? "bug" + i : i % 20 == 13 ? "value" + i : "good" + i);
      }
      List<CompletableFuture<Reply>> replies =
          agents.stream()
              .map(agent -> hub.journal.submit(record(agent), AGENT, null).toCompletableFuture())
              .toList();
      go.countDown();
      for (int i = 0; i < agents.size(); i++) {
        Reply reply = replies.get(i).get(30, TimeUnit.SECONDS);
        if (agents.get(i).startsWith("bug")) {
          assertThat(refusal(reply)).isEqualTo(Refusal.Code.INTERNAL);
        } else if (agents.get(i).startsWith("value")) {
          assertThat(refusal(reply)).isEqualTo(Refusal.Code.INVALID);
        } else {
          assertThat(reply).isInstanceOf(Reply.Created.class);
        }
      }
      List<String> good = agents.stream().filter(agent -> agent.startsWith("good")).toList();
      assertThat(hub.stored().subList(1, good.size() + 1)).containsExactlyElementsOf(good);
      assertThat(hub.stored()).isEqualTo(JournalFixture.agents(hub.heard));
    }
  }

  @Test
  void aFullQueueAnswersAtOnceAndAnOverdueCommandIsNotRun() throws Exception {
    JournalSettings small =
        new JournalSettings(
            4,
            1 << 20,
            16,
            1 << 20,
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofHours(24),
            Duration.ofDays(7),
            null);
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory), small)) {
      CountDownLatch go = blockWriter(hub);
      List<CompletableFuture<Reply>> replies =
          IntStream.range(0, 20)
              .mapToObj(i -> hub.journal.submit(record("w" + i), AGENT, null).toCompletableFuture())
              .toList();
      Refusal full = ((Reply.Refused) replies.get(19).getNow(null)).refusal();
      assertThat(full.code()).isEqualTo(Refusal.Code.UNAVAILABLE);
      assertThat(full.retryAfter()).isPositive();
      CompletableFuture<Reply> person =
          hub.journal.submit(record("person"), PERSON, null).toCompletableFuture();
      assertThat(person).as("agents leave room for people").isNotDone();
      hub.pass(Duration.ofHours(2));
      assertThat(refusal(person.get(30, TimeUnit.SECONDS))).isEqualTo(Refusal.Code.UNAVAILABLE);
      for (CompletableFuture<Reply> reply : replies) {
        assertThat(refusal(reply.get(30, TimeUnit.SECONDS))).isEqualTo(Refusal.Code.UNAVAILABLE);
      }
      assertThat(hub.journal.status().isWell(Duration.ofMinutes(30))).isFalse();
      go.countDown();
      assertThat(hub.run("last")).isInstanceOf(Reply.Created.class);
      assertThat(hub.stored()).containsExactly("blocker", "last");
      assertThat(hub.journal.status().isWell(Duration.ofMinutes(30))).isTrue();
    }
  }

  @Test
  void whatWasAcceptedIsFinishedBeforeTheEnd() throws Exception {
    List<CompletableFuture<Reply>> replies;
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory))) {
      CountDownLatch go = blockWriter(hub);
      replies =
          IntStream.range(0, 600)
              .mapToObj(i -> hub.journal.submit(record("a" + i), AGENT, null).toCompletableFuture())
              .toList();
      go.countDown();
    }
    assertThat(replies).allMatch(reply -> reply.getNow(null) instanceof Reply.Created);
    try (JournalFixture hub = JournalFixture.open(engine.settings(directory))) {
      assertThat(hub.stored()).hasSize(601);
      hub.journal.close();
      assertThat(refusal(hub.run("late"))).isEqualTo(Refusal.Code.UNAVAILABLE);
    }
  }

  @Test
  void twoHubsOnOneStoreShareOneOrder() throws Exception {
    try (JournalFixture one = JournalFixture.open(engine.settings(directory));
        JournalFixture two = JournalFixture.beside(one)) {
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        replies.add(one.journal.submit(record("one" + i), AGENT, null).toCompletableFuture());
        replies.add(two.journal.submit(record("two" + i), AGENT, null).toCompletableFuture());
      }
      for (CompletableFuture<Reply> reply : replies) {
        assertThat(reply.get(30, TimeUnit.SECONDS)).isInstanceOf(Reply.Created.class);
      }
      one.run("last");
      two.run("last");
      one.run("last");
      assertThat(one.stored()).hasSize(403);
      assertThat(one.follower.agents()).isEqualTo(one.stored());
      assertThat(two.follower.agents()).isEqualTo(one.stored().subList(0, 402));
    }
  }

  @Test
  void anIdleHubFollowsWhatAnotherOneAppends() throws Exception {
    try (JournalFixture one = JournalFixture.open(engine.settings(directory));
        JournalFixture two = JournalFixture.beside(one)) {
      one.run("a");
      one.run("b");
      await(() -> two.journal.extent(Topic.COLLABORATION).head() == 2);
      assertThat(two.follower.agents()).containsExactly("a", "b");
      assertThat(two.heard).as("the broker tells, not the journal").isEmpty();
    }
  }

  static CountDownLatch blockWriter(JournalFixture hub) throws InterruptedException {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    hub.feature.before =
        () -> {
          blocked.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    hub.journal.submit(record("blocker"), AGENT, null);
    blocked.await();
    return go;
  }

  private static List<Long> offsets(long upTo) {
    return LongStream.rangeClosed(1, upTo).boxed().toList();
  }
}
