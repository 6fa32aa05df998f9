package dev.parley.rooms;

import static dev.parley.rooms.Talk.answer;
import static dev.parley.rooms.Talk.code;
import static dev.parley.rooms.Talk.delete;
import static dev.parley.rooms.Talk.edit;
import static dev.parley.rooms.Talk.make;
import static dev.parley.rooms.Talk.react;
import static dev.parley.rooms.Talk.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.TestEngine;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomCommand.ChangeRoom;
import dev.parley.vocabulary.RoomCommand.CreateRoom;
import dev.parley.vocabulary.RoomCommand.ExpireMessages;
import dev.parley.vocabulary.RoomEvent.MessageDeleted;
import dev.parley.vocabulary.RoomType;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class MessageExpiryTest {
  @Parameter TestEngine engine;
  @TempDir Path directory;
  private RoomFixture hub;
  private final List<ExpireMessages> asked = new ArrayList<>();
  private boolean storeIsGone;
  private MessageExpiry expiry;

  @BeforeEach
  void open() throws SQLException {
    hub = new RoomFixture(engine.settings(directory));
    expiry =
        new MessageExpiry(
            hub.store::entityManager,
            this::run,
            () -> Instant.ofEpochMilli(hub.millis()),
            Runnable::run);
  }

  @AfterEach
  void close() {
    hub.close();
  }

  /** Waits for the answer, so that a tick has done all that there is to do when it returns. */
  private CompletionStage<Reply> run(DurableCommand command) {
    if (storeIsGone) {
      return CompletableFuture.completedFuture(Reply.refused(Refusal.Code.UNAVAILABLE, "planted"));
    }
    asked.add((ExpireMessages) command);
    return CompletableFuture.completedFuture(hub.run(command, Caller.HUB));
  }

  @Test
  void whatIsOverGoesInPartsAndTheRestStays() throws SQLException {
    hub.run(new CreateRoom("short", RoomType.TEAM, null, Duration.ofHours(1), List.of()));
    hub.run(make("long", RoomType.TEAM));
    List<DurableCommand> commands = new ArrayList<>();
    for (int i = 0; i < 450; i++) {
      commands.add(say("short", "secret " + i));
      commands.add(say("long", "kept " + i));
    }
    hub.runTogether(commands);
    expiry.tick();
    assertThat(asked).as("too early").isEmpty();

    hub.pass(Duration.ofHours(1));
    expiry.tick();

    assertThat(asked).hasSize(3);
    assertThat(hub.rows("room_message WHERE room_id = 'short'")).isZero();
    assertThat(hub.rows("room_message")).isEqualTo(450);
    assertThat(hub.rows("journal_event WHERE payload LIKE '%secret%'")).isZero();
    assertThat(hub.rows("message_term WHERE term = 'secret'")).isZero();
    assertThat(hub.journal.read(Room.topic("short"), 3, 1_000))
        .hasSize(900)
        .allMatch(publication -> publication.event() instanceof MessageDeleted);
    expiry.tick();
    assertThat(asked).hasSize(3);
  }

  @Test
  void whatCannotBeTakenAwayNowIsTakenLater() throws SQLException {
    hub.post(say("r", "one"));
    hub.pass(Duration.ofDays(30));
    storeIsGone = true;
    expiry.tick();
    assertThat(hub.rows("room_message")).isEqualTo(1);

    storeIsGone = false;
    expiry.tick();
    assertThat(hub.rows("room_message")).isZero();
  }

  @Test
  void aMessageExpiresWhenItsRoomSaidSoAsItWasPosted() {
    hub.run(make("r", RoomType.TEAM));
    hub.post(say("r", "for long"));
    hub.run(new ChangeRoom("r", null, Duration.ofSeconds(10)));
    hub.post(say("r", "for short"));
    hub.pass(Duration.ofSeconds(10));
    expiry.tick();

    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().messageIds()).hasSize(1);
  }

  @Test
  void whatIsOverIsThereForNobodyAlreadyBeforeItIsTakenAway() {
    hub.run(new CreateRoom("r", RoomType.TEAM, null, Duration.ofSeconds(10), List.of()));
    String messageId = hub.post(say("r", "one")).id();
    hub.pass(Duration.ofSeconds(10));

    assertThat(code(hub.run(edit("r", messageId, "two")))).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(code(hub.run(react("r", messageId, "+1")))).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(code(hub.run(delete("r", messageId)))).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(code(hub.run(answer("r", "to it", messageId)))).isEqualTo(Refusal.Code.INVALID);
  }
}
