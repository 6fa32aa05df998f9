package dev.parley.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.journal.RealJournal;
import dev.parley.store.TestEngine;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.PresenceCommand.SetPresence;
import dev.parley.vocabulary.PresenceEvent.PresenceHeld;
import dev.parley.vocabulary.PresenceStatus;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Topic;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds on all devices survives a restart. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class PresenceStoreTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_789_000_000_000L);

  @Parameter TestEngine engine;
  @TempDir Path directory;
  private final List<String> changed = new ArrayList<>();
  private HoldModel holds;
  private RealJournal journal;

  @BeforeEach
  void open() throws SQLException {
    holds = new HoldModel(changed::add);
    journal =
        new RealJournal(
            engine.settings(directory), () -> NOW, List.of(new PresenceHandler()), List.of(holds));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private Reply set(Caller.Kind kind, PresenceStatus status) {
    return journal.run(
        new SetPresence(status),
        new Caller(kind, "alice", "alice", Set.of(Role.MEMBER), null, null, null));
  }

  private void set(PresenceStatus status) {
    assertThat(set(Caller.Kind.USER, status)).isEqualTo(Reply.done());
  }

  @Test
  void whatHoldsSurvivesARestart() throws SQLException {
    set(PresenceStatus.BUSY);
    assertThat(journal.lastEvent()).isEqualTo(new PresenceHeld("alice", PresenceStatus.BUSY, NOW));
    assertThat(journal.said().get(0).topic()).isEqualTo(Topic.ofUser("alice"));
    assertThat(changed).containsExactly("alice");

    close();
    open();

    assertThat(holds.of("alice")).isEqualTo(new HoldModel.Hold(PresenceStatus.BUSY, NOW));
    set(PresenceStatus.OFFLINE);
    assertThat(holds.of("alice")).isEqualTo(new HoldModel.Hold(PresenceStatus.OFFLINE, NOW));
    close();
    open();
    set(PresenceStatus.AWAY);
    assertThat(journal.lastEvent()).isEqualTo(new PresenceHeld("alice", null, NOW));
    assertThat(holds.of("alice")).isNull();
    close();
    open();
    assertThat(holds.of("alice")).isNull();
  }

  @Test
  void whatIsSoAlreadyIsNotSaid() {
    set(PresenceStatus.ONLINE);
    set(PresenceStatus.AWAY);
    assertThat(journal.said()).isEmpty();
    set(PresenceStatus.BUSY);
    set(PresenceStatus.BUSY);
    assertThat(journal.said()).hasSize(1);
  }

  @Test
  void onlyUsersHaveOne() {
    for (Caller.Kind kind : List.of(Caller.Kind.AGENT, Caller.Kind.SERVICE)) {
      assertThat(((Reply.Refused) set(kind, PresenceStatus.BUSY)).refusal().code())
          .isEqualTo(Refusal.Code.CONFLICT);
    }
    assertThat(journal.said()).isEmpty();
  }
}
