package dev.parley.rooms;

import static dev.parley.rooms.Talk.ADMIN;
import static dev.parley.rooms.Talk.ALICE;
import static dev.parley.rooms.Talk.BOB;
import static dev.parley.rooms.Talk.EVE;
import static dev.parley.rooms.Talk.answer;
import static dev.parley.rooms.Talk.delete;
import static dev.parley.rooms.Talk.edit;
import static dev.parley.rooms.Talk.invite;
import static dev.parley.rooms.Talk.make;
import static dev.parley.rooms.Talk.posted;
import static dev.parley.rooms.Talk.react;
import static dev.parley.rooms.Talk.read;
import static dev.parley.rooms.Talk.remove;
import static dev.parley.rooms.Talk.say;
import static dev.parley.rooms.Talk.sayAs;
import static dev.parley.rooms.Talk.unreact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.store.TestEngine;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomCommand.ExpireMessages;
import dev.parley.vocabulary.RoomEvent;
import dev.parley.vocabulary.RoomQuery.ListInvitations;
import dev.parley.vocabulary.RoomQuery.ListMembers;
import dev.parley.vocabulary.RoomQuery.ListMessages;
import dev.parley.vocabulary.RoomQuery.ListRooms;
import dev.parley.vocabulary.RoomQuery.SearchMessages;
import dev.parley.vocabulary.RoomQuery.ShowMessage;
import dev.parley.vocabulary.RoomQuery.ShowRoom;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomType;
import dev.parley.vocabulary.RoomView;
import dev.parley.vocabulary.Slice;
import dev.parley.vocabulary.Topic;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class RoomStoreTest {
  private static final Topic ROOM = Room.topic("r");

  @Parameter TestEngine engine;
  @TempDir Path directory;
  private RoomFixture hub;

  @BeforeEach
  void open() throws SQLException {
    hub = new RoomFixture(engine.settings(directory));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private void openAgain() throws SQLException {
    hub.close();
    open();
  }

  private RoomView.OneRoom show(String roomId, @Nullable Caller caller) {
    return hub.rooms.show(new ShowRoom(roomId, 50), caller);
  }

  private List<String> page(String roomId, @Nullable Long before) {
    return texts(hub.messages.list(new ListMessages(roomId, null, new Slice(10, before))));
  }

  private static List<String> texts(RoomView.Messages messages) {
    return messages.messages().stream().map(shown -> shown.message().text()).toList();
  }

  private List<String> find(String text, @Nullable String roomId, Caller caller) {
    return texts(hub.search.find(new SearchMessages(text, roomId, new Slice(10, null)), caller));
  }

  @Test
  void aRoomIsShownAtItsPlaceInTheFeed() throws SQLException {
    hub.run(make("r", RoomType.TEAM, "bob"));
    String id = hub.post(say("r", "one \uD83D\uDE00")).id();
    hub.post(answer("r", "two", id), BOB);
    hub.run(react("r", id, "+"), BOB);
    hub.run(react("r", id, "+"));
    hub.run(react("r", id, "-"));
    hub.run(unreact("r", id, "-"));
    hub.run(read("r", 4), BOB);

    for (int round = 0; round < 2; round++) {
      RoomView.OneRoom room = show("r", BOB);
      assertThat(room.position()).isEqualTo(hub.journal.read(ROOM, 9, 1).getFirst().position());
      assertThat(hub.journal.extent(ROOM).head()).isEqualTo(9);
      assertThat(room.members())
          .extracting(member -> member.userId(), member -> member.role())
          .containsExactly(tuple("alice", RoomRole.OWNER), tuple("bob", RoomRole.MEMBER));
      assertThat(room.received()).contains(new RoomView.Receipt("bob", 4, 4));
      assertThat(room.messages())
          .extracting(shown -> shown.message().text(), shown -> shown.offset())
          .containsExactly(tuple("one \uD83D\uDE00", 4L), tuple("two", 5L));
      assertThat(room.messages().getFirst().reactions())
          .isEqualTo(Map.of("+", Set.of("alice", "bob")));
      assertThat(room.messages().getFirst().replies()).isEqualTo(1);
      assertThat(room.overview())
          .isEqualTo(new RoomView.Overview(room.overview().room(), RoomRole.MEMBER, 2, 0, 4));
      assertThat(show("r", ALICE).overview().unread()).isEqualTo(1);
      assertThat(show("r", null).overview().role()).isNull();
      openAgain();
    }
    assertThat(show("none", ALICE)).isNull();
  }

  @Test
  void messagesComeInPages() {
    List<DurableCommand> commands = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      commands.add(say("r", "m" + i));
    }
    List<Reply> replies = hub.runTogether(commands);
    hub.post(say("other", "elsewhere"));

    RoomView.Messages first = hub.messages.list(new ListMessages("r", null, new Slice(10, null)));
    assertThat(texts(first)).hasSize(10).startsWith("m24").endsWith("m15");
    RoomView.Messages last =
        hub.messages.list(new ListMessages("r", null, new Slice(20, first.next())));
    assertThat(texts(last)).hasSize(15).startsWith("m14").endsWith("m0");
    assertThat(last.next()).isNull();
    String id = posted(replies.get(7)).id();
    assertThat(hub.messages.find(new ShowMessage("r", id)).shown().message().text())
        .isEqualTo("m7");
    assertThat(hub.messages.find(new ShowMessage("other", id))).isNull();

    hub.post(answer("r", "yes", id), BOB);
    assertThat(texts(hub.messages.list(new ListMessages("r", id, new Slice(10, null)))))
        .containsExactly("yes");
  }

  @Test
  void whatWasTakenBackIsFoundNowhere() throws SQLException {
    hub.run(make("r", RoomType.TEAM));
    String id = hub.post(say("r", "secretive")).id();
    hub.post(edit("r", id, "secretly"));
    hub.post(say("r", "harmless"));
    hub.run(react("r", id, "+"), BOB);
    assertThat(find("secretly", null, BOB)).containsExactly("secretly");
    assertThat(find("secretive", null, BOB)).as("before it was edited").isEmpty();

    hub.run(delete("r", id));

    for (int round = 0; round < 2; round++) {
      assertThat(page("r", null)).containsExactly("harmless");
      assertThat(find("secretly", null, ADMIN)).isEmpty();
      assertThat(hub.messages.find(new ShowMessage("r", id))).isNull();
      List<Publication> feed = hub.journal.read(ROOM, 1, 100);
      assertThat(feed).extracting(Publication::offset).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
      RoomEvent.MessageDeleted gone =
          new RoomEvent.MessageDeleted("r", id, "alice", List.of(3L, 4L));
      assertThat(List.of(feed.get(2), feed.get(3), feed.get(6)))
          .extracting(Publication::event)
          .containsOnly(gone);
      openAgain();
    }
    assertThat(hub.rows("journal_event WHERE payload LIKE '%secret%'")).isZero();
    assertThat(hub.rows("room_message WHERE content LIKE '%secret%'")).isZero();
    assertThat(hub.rows("message_term WHERE term LIKE 'secret%'")).isZero();
    assertThat(hub.rows("room_reaction")).isZero();
  }

  @Test
  void whatIsTakenBackInItsOwnBatchIsNeverWritten() throws SQLException {
    hub.run(make("r", RoomType.TEAM));
    List<DurableCommand> commands = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      commands.add(sayAs("r", "secret " + i, "m" + i));
      commands.add(react("r", "m" + i, "+"));
      commands.add(edit("r", "m" + i, "secret, edited " + i));
      commands.add(unreact("r", "m" + i, "+"));
      commands.add(react("r", "m" + i, "+"));
      commands.add(delete("r", "m" + i));
    }
    assertThat(hub.runTogether(commands)).noneMatch(Reply.Refused.class::isInstance);

    assertThat(page("r", null)).isEmpty();
    assertThat(hub.journal.read(ROOM, 1, 1_000))
        .extracting(Publication::offset)
        .hasSize(302)
        .isSorted();
    for (String table :
        List.of("journal_event WHERE payload LIKE '%secret%'", "message_term", "room_reaction")) {
      assertThat(hub.rows(table)).as(table).isZero();
    }
  }

  @Test
  void whatHasExpiredIsGoneBeforeItIsRemovedAndAfter() throws SQLException {
    String id = hub.post(say("r", "old news", "c")).id();
    hub.run(react("r", id, "+"));
    hub.pass(Duration.ofDays(29));
    hub.post(say("r", "new"));
    hub.pass(Duration.ofDays(1));

    for (int round = 0; round < 2; round++) {
      assertThat(page("r", null)).containsExactly("new");
      assertThat(find("news", null, ALICE)).isEmpty();
      assertThat(hub.messages.find(new ShowMessage("r", id))).isNull();
      assertThat(show("r", BOB).messages()).hasSize(1);
      hub.run(new ExpireMessages("r", List.of(id)), Caller.HUB);
    }
    assertThat(hub.rows("room_message")).isEqualTo(1);
    assertThat(hub.rows("room_client_message")).isZero();
    assertThat(hub.rows("room_reaction")).isZero();
    assertThat(hub.rows("message_term")).isEqualTo(1);
    assertThat(hub.rows("journal_event WHERE payload LIKE '%old news%'")).isZero();
  }

  @Test
  void messagesAreFoundByAllTheirWordsAndTheBeginningOfTheLast() {
    hub.run(make("r", RoomType.TEAM));
    hub.run(make("s", RoomType.TEAM));
    hub.post(say("r", "The café opens at nine"));
    hub.post(say("r", "Cafeteria is closed"));
    hub.post(say("s", "A café for everybody"));
    hub.post(say("s", "東京タワー"));

    assertThat(find("CAFE", null, EVE))
        .containsExactly("A café for everybody", "Cafeteria is closed", "The café opens at nine");
    assertThat(find("cafe ", null, EVE))
        .containsExactly("A café for everybody", "The café opens at nine");
    assertThat(find("cafe", "r", EVE))
        .containsExactly("Cafeteria is closed", "The café opens at nine");
    assertThat(find("opens café ni", null, EVE)).containsExactly("The café opens at nine");
    assertThat(find("opens everybody", null, EVE)).isEmpty();
    assertThat(find("caf%", null, EVE)).as("no pattern").isEmpty();
    assertThat(find("京", null, EVE)).containsExactly("東京タワー");
    assertThat(find(" ?! ", null, EVE)).isEmpty();
  }

  @Test
  void aSearchHasPagesAndFindsOnlyWhatOneMayRead() {
    hub.run(make("r", RoomType.TEAM));
    hub.run(make("private", RoomType.DIRECT, "bob"));
    List<DurableCommand> commands = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      commands.add(say(i % 3 == 0 ? "r" : "private", "needle " + i));
    }
    hub.runTogether(commands);

    assertThat(found(EVE, 7)).hasSize(200).startsWith("needle 597").endsWith("needle 0");
    assertThat(found(BOB, 500)).hasSize(600).startsWith("needle 599").endsWith("needle 0");
    assertThat(found(Talk.caller(Caller.Kind.USER, "o", dev.parley.vocabulary.Role.OBSERVER), 9))
        .isEmpty();
  }

  /** Part by part, until nothing follows. */
  private List<String> found(Caller caller, int limit) {
    List<String> found = new ArrayList<>();
    Long before = null;
    do {
      RoomView.Messages part =
          hub.search.find(new SearchMessages("needle", null, new Slice(limit, before)), caller);
      found.addAll(texts(part));
      before = part.next();
    } while (before != null);
    assertThat(found).doesNotHaveDuplicates();
    return found;
  }

  @Test
  void roomsAreListedForThoseWhoMayReadThem() {
    for (int i = 0; i < 12; i++) {
      hub.run(make("r" + i, i % 2 == 0 ? RoomType.TEAM : RoomType.CONTENT));
    }
    hub.run(make("own", RoomType.DIRECT, "bob"));

    assertThat(rooms(BOB, 500)).containsExactly("own", "r10", "r8", "r6", "r4", "r2", "r0");
    assertThat(rooms(BOB, 2)).containsExactly("own", "r10", "r8", "r6", "r4", "r2", "r0");
    assertThat(rooms(EVE, 3)).hasSize(6);
    assertThat(rooms(ADMIN, 5)).hasSize(13);
    assertThat(rooms(Caller.ANONYMOUS, 5)).isEmpty();
  }

  private List<String> rooms(Caller caller, int limit) {
    List<String> found = new ArrayList<>();
    Long before = null;
    do {
      RoomView.Rooms part = hub.rooms.list(new ListRooms(new Slice(limit, before)), caller);
      assertThat(part.rooms()).hasSizeLessThanOrEqualTo(limit);
      part.rooms().forEach(overview -> found.add(overview.room().roomId()));
      before = part.next();
    } while (before != null);
    return found;
  }

  @Test
  void membersComeInPagesAndInvitationsAreListed() {
    hub.run(make("r", RoomType.DIRECT, "bob", "carol", "dave"));
    hub.run(remove("r", "carol"));
    RoomView.Members first = hub.rooms.members(new ListMembers("r", new Slice(2, null)));
    assertThat(first.members()).extracting(m -> m.userId()).containsExactly("dave", "bob");
    RoomView.Members last = hub.rooms.members(new ListMembers("r", new Slice(2, first.next())));
    assertThat(last.members()).extracting(m -> m.userId()).containsExactly("alice");
    assertThat(last.next()).isNull();

    hub.run(invite("r", "eve"));
    assertThat(hub.rooms.invitations(new ListInvitations(), EVE).invitations())
        .extracting(invitation -> invitation.room().roomId())
        .containsExactly("r");
    assertThat(hub.rooms.invitations(new ListInvitations(), BOB).invitations()).isEmpty();
  }

  @Test
  void theRosterIsTheSameReadOrFollowed() throws SQLException {
    hub.run(make("r", RoomType.DIRECT, "bob", "carol"));
    hub.run(remove("r", "carol"));
    hub.run(
        new dev.parley.vocabulary.RoomCommand.MuteMember(
            "r", "bob", java.time.Instant.parse("2027-01-01T00:00:00Z")));
    hub.post(say("r", "hello"));
    hub.run(make("c", RoomType.CONTENT, "bob"));

    for (int round = 0; round < 2; round++) {
      assertThat(hub.roster.membersOf("r")).containsExactlyInAnyOrder("alice", "bob");
      assertThat(hub.roster.roomsOf("bob")).containsExactlyInAnyOrder("r", "c");
      assertThat(hub.roster.roomsOf("carol")).isEmpty();
      assertThat(hub.roster.mutedUntil("r", "bob")).isNotNull();
      assertThat(hub.roster.since("r", 5)).containsExactly("alice");
      assertThat(hub.roster.since("r", 7)).isEmpty();
      assertThat(hub.roster.room("r").type()).isEqualTo(RoomType.DIRECT);
      openAgain();
    }
  }
}
