package dev.parley.rooms;

import static dev.parley.rooms.Talk.ADMIN;
import static dev.parley.rooms.Talk.ALICE;
import static dev.parley.rooms.Talk.BOB;
import static dev.parley.rooms.Talk.EVE;
import static dev.parley.rooms.Talk.code;
import static dev.parley.rooms.Talk.invite;
import static dev.parley.rooms.Talk.make;
import static dev.parley.rooms.Talk.put;
import static dev.parley.rooms.Talk.remove;
import static dev.parley.rooms.Talk.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Refusal.Code;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.RoomCommand.AnswerInvitation;
import dev.parley.vocabulary.RoomCommand.ArchiveRoom;
import dev.parley.vocabulary.RoomCommand.ChangeRoom;
import dev.parley.vocabulary.RoomCommand.CreateRoom;
import dev.parley.vocabulary.RoomCommand.JoinRoom;
import dev.parley.vocabulary.RoomCommand.MuteMember;
import dev.parley.vocabulary.RoomEvent;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoomHandlerTest {
  private final RoomJournal journal = new RoomJournal();

  private List<Class<?>> said() {
    return journal.events().stream().<Class<?>>map(DurableEvent::getClass).toList();
  }

  private MemberRow member(String roomId, String userId) {
    return journal.row(MemberRow.class, RowKeys.member(roomId, userId));
  }

  private Reply join(String roomId, dev.parley.vocabulary.Caller caller) {
    return journal.run(new JoinRoom(roomId, RoomType.TEAM), caller);
  }

  @Test
  void aRoomHasItsMakerAsOwnerAndTheOthersAsMembers() {
    assertThat(journal.run(make("r", RoomType.DIRECT, "bob", "alice", "bob")))
        .isEqualTo(Reply.created("r"));

    assertThat(said())
        .containsExactly(
            RoomEvent.RoomCreated.class, RoomEvent.MemberAdded.class, RoomEvent.MemberAdded.class);
    assertThat(member("r", "alice").role()).isEqualTo(RoomRole.OWNER);
    assertThat(member("r", "bob").role()).isEqualTo(RoomRole.MEMBER);
    assertThat(journal.row(RoomRow.class, "r").room().name()).isEqualTo("r");
    assertThat(code(journal.run(make("r", RoomType.TEAM), EVE))).isEqualTo(Code.CONFLICT);
  }

  @Test
  void theFirstWhoJoinsMakesTheRoomAndTheOthersComeIn() {
    assertThat(join("r", ALICE)).isEqualTo(Reply.done());
    assertThat(join("r", BOB)).isEqualTo(Reply.done());
    assertThat(join("r", BOB)).isEqualTo(Reply.done());

    assertThat(member("r", "alice").role()).isEqualTo(RoomRole.OWNER);
    assertThat(member("r", "bob").role()).isEqualTo(RoomRole.MEMBER);
    assertThat(said()).hasSize(3);
  }

  @Test
  void roomsAreNotMadeByThemselvesWhereTheDeploymentSaysSo() {
    RoomJournal strict =
        new RoomJournal(new RoomSettings(false, Duration.ofDays(1)), (room, offset) -> null);
    assertThat(code(strict.run(new JoinRoom("r", RoomType.TEAM)))).isEqualTo(Code.NOT_FOUND);
    assertThat(code(strict.run(say("r", "hello")))).isEqualTo(Code.NOT_FOUND);
    strict.run(make("r", RoomType.TEAM));
    assertThat(strict.run(say("r", "hello"))).isInstanceOf(Reply.Posted.class);
  }

  @ParameterizedTest
  @EnumSource(value = RoomType.class, names = "TEAM", mode = EnumSource.Mode.EXCLUDE)
  void nobodyIsToldOfAPrivateRoom(RoomType type) {
    journal.run(make("r", type, "bob"));
    for (RoomCommand command :
        List.of(
            new JoinRoom("r", type),
            say("r", "let me in"),
            put("r", "eve", RoomRole.MEMBER),
            remove("r", "bob"),
            remove("r", "eve"),
            new ChangeRoom("r", "mine", null),
            new ArchiveRoom("r"),
            invite("r", "eve"),
            new MuteMember("r", "bob", null),
            new AnswerInvitation("r", "inv_1", true),
            Talk.read("r", 1),
            Talk.react("r", "m", "+"),
            Talk.edit("r", "m", "t"),
            Talk.delete("r", "m"))) {
      assertThat(journal.run(command, EVE)).as("%s", command).isEqualTo(none());
    }
    assertThat(said()).hasSize(3);
  }

  private static Reply none() {
    return new Reply.Refused(RoomRules.noRoom());
  }

  @Test
  void rolesSayWhoMayDoWhat() {
    journal.run(make("r", RoomType.TEAM, "bob", "eve"));
    assertThat(code(journal.run(new ChangeRoom("r", "n", null), BOB))).isEqualTo(Code.FORBIDDEN);
    assertThat(code(journal.run(remove("r", "eve"), BOB))).isEqualTo(Code.FORBIDDEN);

    journal.run(put("r", "bob", RoomRole.MODERATOR));
    assertThat(journal.run(new ChangeRoom("r", "Named", null), BOB)).isEqualTo(Reply.done());
    assertThat(journal.row(RoomRow.class, "r").room().name()).isEqualTo("Named");
    assertThat(journal.run(put("r", "eve", RoomRole.GUEST), BOB)).isEqualTo(Reply.done());
    assertThat(code(journal.run(say("r", "hello"), EVE))).isEqualTo(Code.FORBIDDEN);
    // Only owners make moderators, touch owners, and archive.
    assertThat(code(journal.run(put("r", "eve", RoomRole.MODERATOR), BOB)))
        .isEqualTo(Code.FORBIDDEN);
    assertThat(code(journal.run(put("r", "alice", RoomRole.MEMBER), BOB)))
        .isEqualTo(Code.FORBIDDEN);
    assertThat(code(journal.run(remove("r", "alice"), BOB))).isEqualTo(Code.FORBIDDEN);
    assertThat(code(journal.run(new ArchiveRoom("r"), BOB))).isEqualTo(Code.FORBIDDEN);
    assertThat(journal.run(new ArchiveRoom("r"), ADMIN)).isEqualTo(Reply.done());
  }

  @Test
  void aRoomDoesNotLoseItsLastOwner() {
    journal.run(make("r", RoomType.TEAM, "bob"));
    assertThat(code(journal.run(remove("r", "alice")))).isEqualTo(Code.CONFLICT);
    assertThat(code(journal.run(put("r", "alice", RoomRole.MEMBER)))).isEqualTo(Code.CONFLICT);

    journal.run(put("r", "bob", RoomRole.OWNER));
    assertThat(journal.run(remove("r", "alice"))).isEqualTo(Reply.done());
    assertThat(journal.lastEvent()).isEqualTo(new RoomEvent.MemberRemoved("r", "alice", "alice"));
    assertThat(code(journal.run(remove("r", "bob"), BOB))).isEqualTo(Code.CONFLICT);
  }

  @Test
  void nobodyWritesInAnArchivedRoom() {
    journal.run(make("r", RoomType.TEAM, "bob"));
    journal.run(say("r", "last words"));
    journal.run(new ArchiveRoom("r"));
    journal.run(new ArchiveRoom("r"));
    assertThat(said()).hasSize(5).endsWith(RoomEvent.RoomChanged.class);

    assertThat(code(journal.run(say("r", "more")))).isEqualTo(Code.CONFLICT);
    assertThat(code(journal.run(put("r", "eve", RoomRole.MEMBER)))).isEqualTo(Code.CONFLICT);
    assertThat(code(journal.run(invite("r", "eve")))).isEqualTo(Code.CONFLICT);
    assertThat(join("r", EVE)).as("to look").isEqualTo(Reply.done());
    assertThat(member("r", "eve")).isNull();
    assertThat(journal.run(Talk.read("r", 4), BOB)).isEqualTo(Reply.done());
  }

  @Test
  void whoIsMutedCannotWriteAlsoAfterLeaving() {
    journal.run(make("r", RoomType.TEAM, "bob"));
    journal.run(new MuteMember("r", "bob", journal.now().plusSeconds(60)));

    Reply refused = journal.run(say("r", "but"), BOB);
    assertThat(code(refused)).isEqualTo(Code.FORBIDDEN);
    assertThat(((Reply.Refused) refused).refusal().retryAfter())
        .isBetween(Duration.ofSeconds(55), Duration.ofSeconds(60));
    journal.run(remove("r", "bob"), BOB);
    assertThat(code(journal.run(say("r", "but"), BOB))).isEqualTo(Code.FORBIDDEN);
    join("r", BOB);
    assertThat(code(journal.run(say("r", "but"), BOB))).isEqualTo(Code.FORBIDDEN);

    journal.pass(Duration.ofSeconds(60));
    assertThat(journal.run(say("r", "at last"), BOB)).isInstanceOf(Reply.Posted.class);
    assertThat(code(journal.run(new MuteMember("r", "nobody", null)))).isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void whoIsInvitedComesIn() {
    journal.run(make("r", RoomType.DIRECT));
    String first = journal.create(invite("r", "bob"));
    assertThat(journal.create(invite("r", "bob"))).isEqualTo(first);
    assertThat(said()).hasSize(3);
    assertThat(((RoomEvent.InvitationSent) journal.lastEvent()).invitation().userId())
        .isEqualTo("bob");
    assertThat(journal.publications().getLast().topic().name()).isEqualTo("user:bob");

    assertThat(journal.run(new AnswerInvitation("r", first, true), EVE)).isEqualTo(none());
    assertThat(journal.run(new AnswerInvitation("r", "inv_1", true), BOB)).isEqualTo(none());
    assertThat(journal.run(new AnswerInvitation("r", first, true), BOB)).isEqualTo(Reply.done());
    assertThat(member("r", "bob").role()).isEqualTo(RoomRole.MEMBER);
    assertThat(journal.run(new AnswerInvitation("r", first, true), BOB)).isEqualTo(none());
    assertThat(code(journal.run(invite("r", "bob")))).isEqualTo(Code.CONFLICT);
  }

  @Test
  void anInvitationIsTurnedDownOrTakenBack() {
    journal.run(make("r", RoomType.DIRECT));
    String declined = journal.create(invite("r", "bob"));
    journal.run(new AnswerInvitation("r", declined, false), BOB);
    assertThat(member("r", "bob")).isNull();

    String again = journal.create(invite("r", "bob"));
    assertThat(again).isNotEqualTo(declined);
    journal.run(remove("r", "bob"));
    assertThat(journal.run(new AnswerInvitation("r", again, true), BOB)).isEqualTo(none());
  }

  @Test
  void aRoomKeepsMessagesNoLongerThanTheDeployment() {
    Duration tooLong = Duration.ofDays(31);
    assertThat(code(journal.run(new CreateRoom("r", RoomType.TEAM, null, tooLong, List.of()))))
        .isEqualTo(Code.INVALID);
    journal.run(new CreateRoom("r", RoomType.TEAM, null, Duration.ofHours(1), List.of()));
    assertThat(journal.row(RoomRow.class, "r").room().messageTtl()).isEqualTo(Duration.ofHours(1));
    assertThat(code(journal.run(new ChangeRoom("r", null, tooLong)))).isEqualTo(Code.INVALID);
    journal.run(new ChangeRoom("r", null, Duration.ZERO));
    assertThat(journal.row(RoomRow.class, "r").room().messageTtl()).isNull();
  }
}
