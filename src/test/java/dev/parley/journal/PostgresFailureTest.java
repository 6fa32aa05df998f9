package dev.parley.journal;

import static dev.parley.journal.JournalFixture.AGENT;
import static dev.parley.journal.JournalFixture.await;
import static dev.parley.journal.JournalFixture.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.StoreSettings;
import dev.parley.store.TestPostgres;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The database server fails as database servers do. */
@Timeout(120)
class PostgresFailureTest {
  private static final int COMMANDS = 600;
  private static final JournalSettings PATIENT =
      new JournalSettings(
          16,
          1 << 20,
          4096,
          32 << 20,
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofHours(24),
          Duration.ofDays(7),
          null);

  private final TestPostgres server = TestPostgres.get();
  private final String url = server.database();
  private JournalFixture hub;

  @BeforeEach
  void open() throws SQLException {
    hub = JournalFixture.open(StoreSettings.postgresql(url, null, null), PATIENT);
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private interface Trouble {
    void make() throws Exception;
  }

  /** Records all the time, with trouble now and then, and looks at what has become of it. */
  private void recordWhile(int everyCommands, Trouble trouble) throws Exception {
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      replies.add(hub.journal.submit(record("a" + i), AGENT, null).toCompletableFuture());
      if (i % 20 == 19) {
        replies.get(i - 15).get(60, TimeUnit.SECONDS);
      }
      if (i % everyCommands == everyCommands - 1) {
        trouble.make();
      }
    }
    for (CompletableFuture<Reply> reply : replies) {
      assertThat(reply.get(60, TimeUnit.SECONDS)).isInstanceOf(Reply.Created.class);
    }
    List<String> expected = IntStream.range(0, COMMANDS).mapToObj(i -> "a" + i).toList();
    await(this::isReadable);
    assertThat(hub.stored()).containsExactlyElementsOf(expected);
    assertThat(JournalFixture.agents(hub.heard)).containsExactlyElementsOf(expected);
    assertThat(hub.follower.position).isEqualTo(COMMANDS);
    await(() -> hub.journal.status().isWell(Duration.ofSeconds(5)));
  }

  /** A reader may meet a connection that has just been ended, and is told so. */
  private boolean isReadable() {
    try {
      return !hub.stored().isEmpty();
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @Test
  void connectionsThatAreEndedLoseNothingAndRepeatNothing() throws Exception {
    recordWhile(30, () -> server.terminateBackends(url));
  }

  @Test
  void aServerThatCrashesAndComesBackLosesNothingAndRepeatsNothing() throws Exception {
    String epoch = hub.journal.extent(Topic.COLLABORATION).epoch();
    recordWhile(
        COMMANDS / 2,
        () -> {
          server.stop();
          try {
            await(() -> hub.journal.status().failure() != null);
          } finally {
            server.start();
          }
        });
    assertThat(hub.journal.extent(Topic.COLLABORATION).epoch()).isEqualTo(epoch);
  }

  @Test
  void aServerThatWasFailedOverBeginsANewEpoch() throws Exception {
    hub.run("before");
    String epoch = hub.journal.extent(Topic.COLLABORATION).epoch();
    server.failOver();
    // The pool finds out by itself that its connections are dead, and tells nobody.
    await(this::isReadable);
    assertThat(hub.run("after")).isInstanceOf(Reply.Created.class);
    assertThat(hub.journal.extent(Topic.COLLABORATION).epoch()).isNotEqualTo(epoch);
    assertThat(hub.stored()).containsExactly("before", "after");
    assertThat(hub.heard.getLast().offset()).isEqualTo(2);
  }

  @Test
  void somebodyWhoHoldsTheLogKeepsItWaitingButNotForEver() throws Exception {
    CompletableFuture<Reply> reply;
    try (Connection other = hub.store.dataSource().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT 1 FROM log FOR UPDATE");
      reply = hub.journal.submit(record("a"), AGENT, null).toCompletableFuture();
      await(() -> hub.journal.status().failure() != null);
      assertThat(reply).isNotDone();
      other.rollback();
    }
    assertThat(reply.get(60, TimeUnit.SECONDS)).isInstanceOf(Reply.Created.class);
    assertThat(hub.stored()).containsExactly("a");
  }

  @Test
  void aTransactionIsBoundedInTime() throws SQLException {
    try (Connection connection = hub.store.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      hub.store.limitTransaction(connection);
      assertThat(setting(connection, "lock_timeout")).isEqualTo("3s");
      assertThat(setting(connection, "statement_timeout")).isEqualTo("5s");
      assertThat(setting(connection, "idle_in_transaction_session_timeout")).isEqualTo("2s");
      connection.rollback();
      assertThat(setting(connection, "lock_timeout")).isEqualTo("0");
      connection.rollback();
    }
  }

  private static String setting(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + name)) {
      row.next();
      return row.getString(1);
    }
  }
}
