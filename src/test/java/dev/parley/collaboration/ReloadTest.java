package dev.parley.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.TestEngine;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The model that is read from the rows is the one that followed the events. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class ReloadTest {
  private static final int ROUNDS = 12;
  private static final int TOGETHER = 40;
  @Parameter TestEngine engine;
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void atAnyMomentTheRowsSayWhatTheEventsSaid(long seed) throws SQLException {
    Random random = new Random(seed);
    RandomCommands commands = new RandomCommands(seed);
    HubFixture hub = HubFixture.open(engine.settings(directory));
    try {
      for (int round = 0; round < ROUNDS; round++) {
        run(hub, commands, 1 + random.nextInt(TOGETHER));
        verify(hub);
        assertThat(hub.loaded().agents()).isEqualTo(hub.model.agents());
        if (random.nextInt(4) == 0) {
          hub.close();
          hub = HubFixture.open(engine.settings(directory));
          verify(hub);
        }
      }
    } finally {
      hub.close();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void severalNodesComeToTheSameState(long seed) throws SQLException {
    Random random = new Random(seed);
    RandomCommands commands = new RandomCommands(seed);
    try (HubFixture first = HubFixture.open(engine.settings(directory));
        HubFixture second = HubFixture.beside(first)) {
      for (int round = 0; round < ROUNDS; round++) {
        HubFixture hub = random.nextBoolean() ? first : second;
        run(hub, commands, 1 + random.nextInt(TOGETHER));
        // A node catches up before it runs commands of its own.
        hub.create(Commands.record("a"));
        verify(hub);
      }
    }
  }

  private static void run(HubFixture hub, RandomCommands commands, int count) {
    List<DurableCommand> together = commands.next(count);
    hub.runTogether(together).forEach(commands::answered);
  }

  private static void verify(HubFixture hub) {
    StatusSnapshot followed = hub.model.snapshot();
    assertThat(hub.loaded().snapshot()).isEqualTo(followed);

    List<Publication> log = hub.journal.read(Topic.COLLABORATION, 1, Integer.MAX_VALUE);
    assertThat(followed.position()).isEqualTo(log.getLast().position());
    Oracle oracle =
        new Oracle(log.stream().map(publication -> (DurableEvent) publication.event()).toList());
    assertThat(followed.state()).isEqualTo(oracle.state(HubFixture.BOARD_SIZE));
    assertThat(hub.endedSessions()).isEqualTo(oracle.ended());
  }
}
