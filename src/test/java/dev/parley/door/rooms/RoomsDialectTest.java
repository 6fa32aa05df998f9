package dev.parley.door.rooms;

import static dev.parley.door.Fixtures.assertLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.delivery.Dialect;
import dev.parley.delivery.Frame;
import dev.parley.door.Fixtures;
import dev.parley.door.rooms.Frames.Samples;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomQuery;
import dev.parley.vocabulary.RoomView;
import dev.parley.vocabulary.Slice;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class RoomsDialectTest {
  private final RoomsDialect dialect = new RoomsDialect(() -> Samples.NOON);

  @ParameterizedTest
  @EnumSource
  void saysWhatTheSampleSays(Frames frame) {
    Frame said = frame.in(dialect);
    assertThat(said).isNotNull();
    assertLike("rooms/" + frame.sample(), said.text());
    assertThat(Fixtures.parse(said.text()).getString("type")).isEqualTo(said.type());
  }

  @ParameterizedTest
  @EnumSource
  void understandsTheSample(Asked asked) {
    Dialect.Decoded decoded = dialect.decode(Fixtures.text("rooms/" + asked.sample()));
    assertThat(decoded).isEqualTo(new Dialect.Request(asked.command(), "r1"));
  }

  @Test
  void everySampleAndEveryActionIsTested() throws IOException {
    List<String> known = new ArrayList<>();
    Arrays.stream(Frames.values()).map(Frames::sample).forEach(known::add);
    Arrays.stream(Asked.values()).map(Asked::sample).forEach(known::add);
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/frames/rooms"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
          .containsExactlyInAnyOrderElementsOf(known);
    }
    assertThat(known)
        .containsAll(
            Arrays.stream(Action.values()).map(action -> "client_" + action.wireName()).toList());
  }

  /** So that a client which counts along is never led astray. */
  @ParameterizedTest
  @EnumSource
  void whatHasAPlaceSaysWhereAndNothingElseDoes(Frames frame) {
    Frame said = frame.in(dialect);
    JsonObject object = Fixtures.parse(said.text());
    if (said.position() != null && !said.type().equals("roomState")) {
      assertThat(object.getString("topic")).isEqualTo(said.topic().name());
      assertThat(object.getInt("offset")).isEqualTo(42);
    } else if (!List.of("resync", "roomState").contains(said.type())) {
      assertThat(object).doesNotContainKey("topic");
    }
  }

  @Test
  void whatIsAskedWithoutANameIsAnsweredWithoutOne() {
    Dialect.Request request =
        (Dialect.Request) dialect.decode("{\"action\":\"ping\",\"unknown\":[]}");
    assertThat(dialect.encode(request, Reply.done()).text())
        .isEqualTo("{\"type\":\"pong\",\"timestamp\":\"2026-01-30T12:00:00.000Z\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no JSON|malformed||",
        "[]|malformed||",
        "{}|invalid||/action",
        "{\"action\":7,\"requestId\":\"r\"}|invalid|r|/action",
        "{\"action\":\"dance\",\"requestId\":\"r\"}|invalid|r|/action",
        "{\"action\":\"joinRoom\",\"requestId\":\"r\"}|invalid|r|/roomId",
        "{\"action\":\"joinRoom\",\"requestId\":7,\"roomId\":\"a\"}|invalid||/requestId",
        "{\"action\":\"joinRoom\",\"requestId\":\"\",\"roomId\":\"a\"}|invalid||/requestId",
        "{\"action\":\"joinRoom\",\"roomId\":\"a\",\"roomType\":\"den\"}|invalid||/roomType",
        "{\"action\":\"joinRoom\",\"roomId\":\"a\",\"since\":-1}|invalid||/since",
        "{\"action\":\"joinRoom\",\"roomId\":\"a\",\"since\":1.5}|invalid||/since",
        "{\"action\":\"joinRoom\",\"roomId\":\"a\",\"since\":1,\"epoch\":7}|invalid||/epoch",
        "{\"action\":\"leaveRoom\",\"roomId\":\" \"}|invalid||/roomId",
        "{\"action\":\"sendMessage\",\"roomId\":\"a\"}|invalid||/message",
        "{\"action\":\"sendMessage\",\"roomId\":\"a\",\"message\":\" \"}|invalid||/message",
        "{\"action\":\"sendMessage\",\"roomId\":\"a\",\"message\":\"x\",\"messageType\":\"y\"}"
            + "|invalid||/messageType",
        "{\"action\":\"editMessage\",\"roomId\":\"a\",\"message\":\"x\"}|invalid||/messageId",
        "{\"action\":\"react\",\"roomId\":\"a\",\"messageId\":\"x\"}|invalid||/emoji",
        "{\"action\":\"markRead\",\"roomId\":\"a\"}|invalid||/offset",
        "{\"action\":\"markRead\",\"roomId\":\"a\",\"offset\":9007199254740992}|invalid||/offset",
        "{\"action\":\"getHistory\",\"roomId\":\"a\",\"limit\":501}|invalid||/limit",
        "{\"action\":\"getHistory\",\"roomId\":\"a\",\"before\":0}|invalid||/before",
        "{\"action\":\"broadcast\",\"event\":\"x\",\"data\":[]}|invalid||/data",
        "{\"action\":\"auth\"}|invalid||/token",
        "{\"action\":\"typing\",\"isTyping\":true}|invalid||/roomId",
        "{\"action\":\"typing\",\"roomId\":\"a\"}|invalid||/isTyping",
        "{\"action\":\"watchContent\"}|invalid||/contentId",
        "{\"action\":\"updateContentStatus\",\"contentId\":\"c\"}|invalid||/status",
        "{\"action\":\"updateContentStatus\",\"contentId\":\"c\",\"status\":\"failed\","
            + "\"progress\":101}|invalid||/progress",
        "{\"action\":\"setPresence\",\"status\":\"asleep\"}|invalid||/status",
      })
  void saysWhatIsWrong(String frame, String code, String requestId, String pointer) {
    Dialect.Unreadable unreadable = (Dialect.Unreadable) dialect.decode(frame);
    assertThat(unreadable.refusal().code().wireName()).isEqualTo(code);
    assertThat(unreadable.requestId()).isEqualTo(requestId);
    assertThat(unreadable.refusal().faults().stream().map(Refusal.Fault::pointer))
        .isEqualTo(pointer == null ? List.of() : List.of(pointer));
  }

  @Test
  void doesNotGreet() {
    assertThat(dialect.encode(new Notice.Established(Caller.HUB, "rooms", false))).isNull();
    assertThat(dialect.encode(new Notice.AuthRenewed(Caller.HUB))).isNull();
  }

  @Test
  void tellsNoMoreThanAFrameCanHold() {
    List<RoomView.Shown> long500 = new ArrayList<>();
    for (int offset = 500; offset > 0; offset--) {
      long500.add(new RoomView.Shown(message("é".repeat(Message.MAX_TEXT)), offset, Map.of(), 0));
    }
    Frame history =
        dialect.encode(
            new Dialect.Request(
                new RoomQuery.ListMessages("team-general", null, new Slice(500, null)), "r1"),
            Reply.shown(new RoomView.Messages(long500, null)));
    JsonObject told = Fixtures.parse(history.text());
    assertThat(history.utf8().length).isBetween(Frame.MAX_BYTES * 9 / 10, Frame.MAX_BYTES);
    int count = told.getJsonArray("messages").size();
    assertThat(told.getJsonArray("messages").getJsonObject(count - 1).getInt("offset"))
        .as("the newest comes last")
        .isEqualTo(500);
    assertThat(told.getInt("nextBefore")).isEqualTo(500 - count + 1);

    Frame entered =
        dialect.encode(
            new Dialect.Request(Samples.enter(null, null), "r1"),
            Reply.shown(
                new RoomView.OneRoom(
                    Samples.ONE_ROOM.overview(),
                    Samples.ONE_ROOM.members(),
                    Samples.ONE_ROOM.received(),
                    long500.reversed(),
                    Samples.PLACE)));
    assertThat(entered.text().getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(Frame.MAX_BYTES);
    JsonObject room = Fixtures.parse(entered.text());
    assertThat(room.getJsonArray("messages")).hasSizeGreaterThan(20);
    assertThat(room.getJsonArray("messages").getLast().asJsonObject().getInt("offset"))
        .isEqualTo(500);
  }

  private static Message message(String text) {
    Message like = Samples.EDITED;
    return new Message(
        like.messageId(),
        like.roomId(),
        like.userId(),
        like.userName(),
        text,
        like.type(),
        like.attachments(),
        null,
        like.sentAt(),
        like.expiresAt(),
        null);
  }
}
