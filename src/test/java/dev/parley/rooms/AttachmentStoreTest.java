package dev.parley.rooms;

import static dev.parley.rooms.Talk.ALICE;
import static dev.parley.rooms.Talk.BOB;
import static dev.parley.rooms.Talk.EVE;
import static dev.parley.rooms.Talk.code;
import static dev.parley.rooms.Talk.delete;
import static dev.parley.rooms.Talk.edit;
import static dev.parley.rooms.Talk.make;
import static dev.parley.rooms.Talk.posted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.TestEngine;
import dev.parley.vocabulary.Attachment;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomCommand.AddAttachment;
import dev.parley.vocabulary.RoomCommand.DropAttachment;
import dev.parley.vocabulary.RoomCommand.ExpireMessages;
import dev.parley.vocabulary.RoomCommand.PostMessage;
import dev.parley.vocabulary.RoomCommand.StoreChunk;
import dev.parley.vocabulary.RoomQuery.ShowAttachment;
import dev.parley.vocabulary.RoomQuery.ShowChunk;
import dev.parley.vocabulary.RoomQuery.ShowMessage;
import dev.parley.vocabulary.RoomType;
import dev.parley.vocabulary.RoomView;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class AttachmentStoreTest {
  @Parameter TestEngine engine;
  @TempDir Path directory;
  private RoomFixture hub;

  @BeforeEach
  void open() throws SQLException {
    hub = new RoomFixture(engine.settings(directory));
    hub.run(make("r", RoomType.DIRECT, "bob"));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private static StoreChunk chunk(String id, int index, int bytes) {
    byte[] content = new byte[bytes];
    Arrays.fill(content, (byte) (index + 1));
    return new StoreChunk("r", id, index, ByteBuffer.wrap(content));
  }

  private static AddAttachment add(String id, long size, boolean thumbnail) {
    return new AddAttachment(
        "r", new Attachment(id, "é \"x\".png", "image/png", size, thumbnail), "d".repeat(64));
  }

  /** Two parts and a small picture. */
  private void bring(String id) {
    assertThat(hub.run(chunk(id, 0, StoreChunk.MAX_BYTES))).isEqualTo(Reply.done());
    assertThat(hub.run(chunk(id, 1, 7))).isEqualTo(Reply.done());
    assertThat(hub.run(chunk(id, StoreChunk.THUMBNAIL, 3))).isEqualTo(Reply.done());
    assertThat(hub.run(add(id, StoreChunk.MAX_BYTES + 7, true))).isEqualTo(Reply.created(id));
  }

  private static PostMessage say(String text, String... attachments) {
    return new PostMessage(
        "r",
        text,
        Message.Type.FILE,
        List.of(attachments),
        null,
        null,
        null,
        null,
        null,
        RoomType.TEAM);
  }

  private RoomView.OneAttachment find(String id, Caller caller) {
    return hub.attachments.find(new ShowAttachment("r", id), caller);
  }

  private void nothingIsLeft() throws SQLException {
    assertThat(hub.rows("room_attachment")).isZero();
    assertThat(hub.rows("room_attachment_chunk")).isZero();
  }

  @Test
  void aFileIsBroughtAndSaidSomethingWith() throws SQLException {
    bring("a");
    assertThat(find("a", BOB)).as("before it is said").isNull();
    assertThat(find("a", ALICE).attachment().size()).isEqualTo(StoreChunk.MAX_BYTES + 7);
    String messageId = hub.post(say("", "a")).id();

    RoomView.OneAttachment found = find("a", BOB);
    assertThat(found.attachment())
        .isEqualTo(new Attachment("a", "é \"x\".png", "image/png", StoreChunk.MAX_BYTES + 7, true));
    assertThat(found.digest()).isEqualTo("d".repeat(64));
    assertThat(hub.messages.find(new ShowMessage("r", messageId)).shown().message().attachments())
        .containsExactly(found.attachment());
    for (int index = StoreChunk.THUMBNAIL; index < 2; index++) {
      ByteBuffer content = hub.attachments.chunk(new ShowChunk("r", "a", index), BOB).content();
      assertThat(content).isEqualTo(chunk("a", index, content.remaining()).content());
    }
    assertThat(hub.attachments.chunk(new ShowChunk("r", "a", 2), BOB)).isNull();
    assertThat(hub.attachments.find(new ShowAttachment("other", "a"), BOB)).isNull();
  }

  @Test
  void itGoesWithItsMessage() throws SQLException {
    bring("a");
    bring("b");
    String first = posted(hub.run(say("two", "a", "b"))).id();
    hub.run(edit("r", first, "both"));
    hub.run(delete("r", first));
    nothingIsLeft();

    bring("c");
    String second = posted(hub.run(say("one", "c"))).id();
    hub.pass(Duration.ofDays(30));
    assertThat(find("c", BOB)).as("expired, and not removed yet").isNull();
    hub.run(new ExpireMessages("r", List.of(second)), Caller.HUB);
    nothingIsLeft();
    assertThat(hub.rows("journal_event WHERE payload LIKE '%image/png%'")).isZero();
  }

  @Test
  void nobodySaysAnythingWithAFileThatIsNotTheirsToSay() {
    bring("a");
    for (PostMessage refused : List.of(say("x", "none"), say("x", "a", "a"))) {
      assertThat(code(hub.run(refused))).isEqualTo(Refusal.Code.INVALID);
    }
    assertThat(code(hub.run(say("x", "a"), BOB))).isEqualTo(Refusal.Code.INVALID);
    hub.run(chunk("half", 0, 5));
    assertThat(code(hub.run(say("x", "half")))).isEqualTo(Refusal.Code.INVALID);
    hub.run(make("other", RoomType.TEAM));
    PostMessage elsewhere =
        new PostMessage(
            "other",
            "x",
            Message.Type.FILE,
            List.of("a"),
            null,
            null,
            null,
            null,
            null,
            RoomType.TEAM);
    assertThat(code(hub.run(elsewhere))).isEqualTo(Refusal.Code.INVALID);
    hub.post(say("x", "a"));
    assertThat(code(hub.run(say("again", "a")))).isEqualTo(Refusal.Code.INVALID);
    assertThat(code(hub.run(new DropAttachment("r", "a")))).isEqualTo(Refusal.Code.NOT_FOUND);
  }

  @Test
  void onlyItsBringerBringsTheRest() {
    hub.run(chunk("a", 0, 5));
    assertThat(code(hub.run(chunk("a", 1, 5), BOB))).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(code(hub.run(chunk("a", 1, 5), EVE))).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(code(hub.run(add("a", 5, false), BOB))).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(code(hub.run(chunk("a", 2, 5)))).as("a gap").isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(code(hub.run(chunk("a", 0, 5)))).as("twice").isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(code(hub.run(add("a", 6, false)))).as("not all").isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(hub.run(add("a", 5, false))).isEqualTo(Reply.created("a"));
    assertThat(code(hub.run(chunk("a", 1, 5)))).isEqualTo(Refusal.Code.NOT_FOUND);
  }

  @Test
  void whatStandsInNoMessageGoesAfterADay() throws SQLException {
    bring("whole");
    hub.run(chunk("half", 0, 5));
    bring("said");
    hub.post(say("x", "said"));
    hub.pass(AttachmentHandler.WAITING.minusMillis(1));
    assertThat(prune()).isZero();
    hub.pass(Duration.ofMillis(1));
    assertThat(code(hub.run(say("x", "whole")))).isEqualTo(Refusal.Code.INVALID);
    // The journal's own housekeeping may have been faster.
    prune();
    assertThat(hub.rows("room_attachment")).isEqualTo(1);
    assertThat(hub.rows("room_attachment_chunk")).isEqualTo(3);
    assertThat(find("said", BOB)).isNotNull();
  }

  @Test
  void whatIsNotNeededIsDropped() throws SQLException {
    bring("a");
    assertThat(code(hub.run(new DropAttachment("r", "a"), BOB))).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(hub.run(new DropAttachment("r", "a"))).isEqualTo(Reply.done());
    hub.run(chunk("b", 0, 5));
    assertThat(hub.run(new DropAttachment("r", "b"))).isEqualTo(Reply.done());
    nothingIsLeft();
  }

  private int prune() throws SQLException {
    try (Connection connection = hub.store.dataSource().getConnection()) {
      return new AttachmentHandler(RoomSettings.DEFAULTS)
          .prune(connection, Instant.ofEpochMilli(hub.millis()), 500);
    }
  }
}
