package dev.parley.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.journal.RealJournal;
import dev.parley.journal.Snapshots;
import dev.parley.store.TestEngine;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.ContentCommand;
import dev.parley.vocabulary.ContentCommand.RetryContent;
import dev.parley.vocabulary.ContentCommand.UpdateContentStatus;
import dev.parley.vocabulary.ContentEvent.ContentFailed;
import dev.parley.vocabulary.ContentEvent.ContentRetryRequested;
import dev.parley.vocabulary.ContentEvent.ContentStatusChanged;
import dev.parley.vocabulary.ContentQuery.ListContentHistory;
import dev.parley.vocabulary.ContentQuery.ShowContent;
import dev.parley.vocabulary.ContentRemark.ContentProgressed;
import dev.parley.vocabulary.ContentState;
import dev.parley.vocabulary.ContentStatus;
import dev.parley.vocabulary.ContentStatus.Failure;
import dev.parley.vocabulary.ContentView;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Slice;
import dev.parley.vocabulary.Topic;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How it stands with what is being made. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class ContentStoreTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_789_000_000_000L);
  private static final Failure FAILURE = new Failure("Out of ink.", true);
  private static final Topic TOPIC = Topic.ofContent("post");
  private static final Duration RETENTION = Duration.ofDays(30);

  @Parameter TestEngine engine;
  @TempDir Path directory;
  private RealJournal journal;
  private ContentQueries queries;

  @BeforeEach
  void open() throws SQLException {
    journal =
        new RealJournal(
            engine.settings(directory),
            () -> NOW,
            List.of(new ContentHandler(RETENTION)),
            List.of());
    queries =
        new ContentQueries(
            new Snapshots(journal.store()::entityManager, journal.journal()::durableStamp),
            Runnable::run);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private Reply run(ContentCommand command, Caller.Kind kind, String id) {
    return journal.run(command, new Caller(kind, id, id, Set.of(Role.MEMBER), null, null, null));
  }

  private void update(ContentState state, @Nullable Integer progress, @Nullable Failure failure) {
    UpdateContentStatus command =
        new UpdateContentStatus("post", null, state, progress, new Json("{\"a\":1}"), failure);
    assertThat(run(command, Caller.Kind.AGENT, "writer")).isEqualTo(Reply.done());
  }

  private Reply retry() {
    return run(new RetryContent("post"), Caller.Kind.USER, "alice");
  }

  private ContentStatus shown() {
    return queries.show(new ShowContent("post", true)).status();
  }

  private ContentView.History history(int limit, @Nullable Long before) {
    return queries.history(new ListContentHistory("post", new Slice(limit, before)));
  }

  @Test
  void anotherStateIsKeptAndAStepOfProgressIsOnlyTold() {
    update(ContentState.QUEUED, null, null);
    update(ContentState.GENERATING, 10, null);
    update(ContentState.GENERATING, 50, null);
    update(ContentState.GENERATING, null, null);
    update(ContentState.COMPLETED, null, null);

    assertThat(journal.said()).allMatch(said -> said.topic().equals(TOPIC));
    assertThat(journal.said())
        .extracting(said -> ((ContentStatusChanged) said.event()).status().progress())
        .containsExactly(0, 10, 100);
    assertThat(journal.remarked()).allMatch(said -> said.topic().equals(TOPIC));
    assertThat(journal.remarked())
        .extracting(said -> ((ContentProgressed) said.event()).status().progress())
        .containsExactly(50, 50);
    assertThat(journal.remarked())
        .extracting(said -> ((ContentProgressed) said.event()).basis())
        .as("until the next state")
        .containsExactly(2L, 2L);
    assertThat(shown())
        .isEqualTo(
            new ContentStatus(
                "post",
                null,
                ContentState.COMPLETED,
                100,
                new Json("{\"a\":1}"),
                null,
                "writer",
                NOW));
    assertThat(history(2, null).changes())
        .extracting(ContentStatus::state)
        .containsExactly(ContentState.COMPLETED, ContentState.GENERATING);
    assertThat(history(2, history(2, null).next()).changes())
        .extracting(ContentStatus::state)
        .containsExactly(ContentState.QUEUED);
    assertThat(history(3, null).next()).isNull();
  }

  @Test
  void aStepOfProgressIsKeptInCaseSomebodyAsks() throws SQLException {
    update(ContentState.GENERATING, 10, null);
    update(ContentState.GENERATING, 45, null);
    close();
    open();
    assertThat(shown().progress()).isEqualTo(45);
    ContentView.OneContent content = queries.show(new ShowContent("post", false));
    assertThat(content.position().offset()).isEqualTo(1);
    assertThat(queries.state(TOPIC).toCompletableFuture().join())
        .isEqualTo(new Notice.State(TOPIC, content, content.position()));
  }

  @Test
  void whatNothingWasToldOf() {
    assertThat(queries.show(new ShowContent("post", true))).isNull();
    assertThat(queries.show(new ShowContent("post", false)).status()).isNull();
    assertThat(queries.state(TOPIC).toCompletableFuture().join()).isNull();
    assertThat(history(1, null)).isEqualTo(new ContentView.History(List.of(), null));
    assertThat(((Reply.Refused) retry()).refusal().code()).isEqualTo(Refusal.Code.NOT_FOUND);
  }

  @Test
  void aFailureIsToldAndWhoeverToldItIsAskedOnce() {
    update(ContentState.GENERATING, 45, null);
    assertThat(((Reply.Refused) retry()).refusal().code()).isEqualTo(Refusal.Code.CONFLICT);
    update(ContentState.FAILED, null, FAILURE);
    assertThat(journal.lastEvent()).isEqualTo(new ContentFailed("post", FAILURE, NOW));
    assertThat(shown().progress()).isEqualTo(45);
    assertThat(shown().failure()).isEqualTo(FAILURE);

    assertThat(retry()).isEqualTo(Reply.done());
    assertThat(journal.lastEvent()).isEqualTo(new ContentRetryRequested(shown(), "alice", NOW));
    assertThat(journal.said().getLast().topic()).isEqualTo(Topic.of(Caller.Kind.AGENT, "writer"));
    int said = journal.said().size();
    assertThat(retry()).isEqualTo(Reply.done());
    assertThat(journal.said()).hasSize(said);

    update(ContentState.QUEUED, null, null);
    assertThat(shown().failure()).isNull();
    update(ContentState.FAILED, null, FAILURE);
    retry();
    assertThat(journal.lastEvent()).isInstanceOf(ContentRetryRequested.class);
  }

  @Test
  void whatItsMakerSaysCannotBeRetriedIsNot() {
    update(ContentState.FAILED, null, new Failure("Nobody wants it.", false));
    assertThat(((Reply.Refused) retry()).refusal().code()).isEqualTo(Refusal.Code.CONFLICT);
  }

  @Test
  void whatIsOldIsForgottenAndTheFeedGoesOn() throws SQLException {
    update(ContentState.GENERATING, 10, null);
    update(ContentState.COMPLETED, null, null);
    assertThat(prune(NOW.plus(RETENTION).minusMillis(1))).isZero();
    assertThat(prune(NOW.plus(RETENTION).plusMillis(10))).isEqualTo(3);
    assertThat(queries.show(new ShowContent("post", true))).isNull();
    assertThat(history(5, null).changes()).isEmpty();
    update(ContentState.QUEUED, null, null);
    assertThat(journal.said().getLast().offset()).isEqualTo(3);
  }

  private int prune(Instant now) throws SQLException {
    try (Connection connection = journal.store().dataSource().getConnection()) {
      int pruned = new ContentHandler(RETENTION).prune(connection, now, 100);
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
      return pruned;
    }
  }
}
