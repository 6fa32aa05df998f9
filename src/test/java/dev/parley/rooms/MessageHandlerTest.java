package dev.parley.rooms;

import static dev.parley.rooms.Talk.ADMIN;
import static dev.parley.rooms.Talk.ALICE;
import static dev.parley.rooms.Talk.BOB;
import static dev.parley.rooms.Talk.CI;
import static dev.parley.rooms.Talk.EVE;
import static dev.parley.rooms.Talk.answer;
import static dev.parley.rooms.Talk.code;
import static dev.parley.rooms.Talk.delete;
import static dev.parley.rooms.Talk.edit;
import static dev.parley.rooms.Talk.make;
import static dev.parley.rooms.Talk.posted;
import static dev.parley.rooms.Talk.put;
import static dev.parley.rooms.Talk.react;
import static dev.parley.rooms.Talk.read;
import static dev.parley.rooms.Talk.say;
import static dev.parley.rooms.Talk.sayAs;
import static dev.parley.rooms.Talk.sayFor;
import static dev.parley.rooms.Talk.unreact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.Refusal.Code;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomCommand.ExpireMessages;
import dev.parley.vocabulary.RoomEvent.MessageDeleted;
import dev.parley.vocabulary.RoomEvent.MessageEdited;
import dev.parley.vocabulary.RoomEvent.MessagePosted;
import dev.parley.vocabulary.RoomEvent.ReactionChanged;
import dev.parley.vocabulary.RoomRemark.Received;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageHandlerTest {
  private final RoomJournal journal = new RoomJournal();

  private MessageRow row(String messageId) {
    return journal.row(MessageRow.class, messageId);
  }

  @Test
  void aMessageIsToldAsItWasSaid() {
    Reply.Posted posted = posted(journal.run(say("r", "Good\nmorning")));

    assertThat(posted.id()).matches("msg_[0-9]{16}");
    Message told = ((MessagePosted) journal.lastEvent()).message();
    assertThat(told.messageId()).isEqualTo(posted.id());
    assertThat(told.userId()).isEqualTo("alice");
    assertThat(told.userName()).isEqualTo("Name of alice");
    assertThat(told.text()).isEqualTo("Good\nmorning");
    assertThat(told.sentAt()).isEqualTo(posted.time());
    assertThat(told.expiresAt()).isEqualTo(posted.time().plus(Duration.ofDays(30)));
    assertThat(journal.publications().getLast().position()).isEqualTo(posted.position());
    assertThat(posted.position().offset()).as("after room and owner").isEqualTo(3);
    assertThat(journal.writes()).hasSize(2).allMatch(write -> write.contains("message_term"));
  }

  @Test
  void aRepeatedMessageIsAnsweredAsTheFirstTime() {
    Reply first = journal.run(say("r", "once", "c1"));
    assertThat(journal.run(say("r", "once, again", "c1"))).isEqualTo(first);
    assertThat(journal.run(say("r", "once", "c2"))).isNotEqualTo(first);
    assertThat(journal.run(say("r", "once", "c1"), BOB)).isNotEqualTo(first);
    assertThat(journal.run(say("other", "once", "c1"))).isNotEqualTo(first);
    assertThat(journal.rows(MessageRow.class)).hasSize(4);
  }

  @Test
  void anIdThatTheSenderChoseIsKeptAndMeansOneMessage() {
    Reply.Posted first = posted(journal.run(sayAs("r", "mine", "order-7")));
    assertThat(first.id()).isEqualTo("order-7");
    assertThat(journal.run(sayAs("r", "mine", "order-7"))).isEqualTo(first);
    assertThat(code(journal.run(sayAs("r", "mine", "order-7"), BOB))).isEqualTo(Code.CONFLICT);
    assertThat(code(journal.run(sayAs("s", "mine", "order-7")))).isEqualTo(Code.CONFLICT);
    assertThat(code(journal.run(sayAs("r", "mine", "msg_99")))).isEqualTo(Code.INVALID);

    journal.run(delete("r", "order-7"));
    assertThat(journal.run(sayAs("r", "mine", "order-7"))).isEqualTo(first);
  }

  @Test
  void whoWritesToATeamRoomComesIn() {
    journal.run(make("r", RoomType.TEAM));
    journal.run(say("r", "hello"), BOB);
    assertThat(journal.row(MemberRow.class, RowKeys.member("r", "bob")).role())
        .isEqualTo(RoomRole.MEMBER);
    journal.run(say("r", "hello"), ADMIN);
    assertThat(journal.events()).hasSize(6);
  }

  @Test
  void inSomebodysNameThatOnesMembershipCounts() {
    journal.run(make("r", RoomType.DIRECT, "bot"));
    assertThat(code(journal.run(sayFor("stranger", "r", "hi"), CI))).isEqualTo(Code.NOT_FOUND);
    Reply.Posted posted = posted(journal.run(sayFor("bot", "r", "hi"), CI));
    Message told = ((MessagePosted) journal.lastEvent()).message();
    assertThat(told.userId()).isEqualTo("bot");
    assertThat(told.userName()).isEqualTo("bot");
    // Who said it may change it, but only where it belongs.
    assertThat(code(journal.run(edit("r", posted.id(), "ho"), CI))).isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void aMessageIsEditedByItsSender() {
    String id = posted(journal.run(say("r", "Helo"))).id();
    journal.run(say("r", "me too"), BOB);
    assertThat(code(journal.run(edit("r", id, "Goodbye"), BOB))).isEqualTo(Code.FORBIDDEN);
    assertThat(code(journal.run(edit("r", "msg_1", "x")))).isEqualTo(Code.NOT_FOUND);
    assertThat(code(journal.run(edit("r2", id, "x")))).isEqualTo(Code.NOT_FOUND);

    Reply.Posted edited = posted(journal.run(edit("r", id, "Hello")));

    MessageEdited told = (MessageEdited) journal.lastEvent();
    assertThat(told.message().text()).isEqualTo("Hello");
    assertThat(told.message().editedAt()).isEqualTo(edited.time());
    assertThat(row(id).saidAt()).containsExactly(3L, edited.position().offset());
    assertThat(journal.events()).hasSize(6);
    journal.run(edit("r", id, "Hello"));
    assertThat(journal.events()).as("nothing has changed").hasSize(6);
  }

  @Test
  void aMessageIsNotEditedForEver() {
    String id = posted(journal.run(say("r", "0"))).id();
    for (int i = 1; i <= MessageHandler.MAX_EDITS; i++) {
      posted(journal.run(edit("r", id, "" + i)));
    }
    assertThat(code(journal.run(edit("r", id, "x")))).isEqualTo(Code.CONFLICT);
  }

  @Test
  void ofADeletedMessageNothingIsLeft() {
    journal.run(make("r", RoomType.TEAM, "bob", "eve"));
    String id = posted(journal.run(say("r", "secret", "c1"), BOB)).id();
    journal.run(edit("r", id, "secrets"), BOB);
    journal.run(react("r", id, "+"));
    assertThat(code(journal.run(delete("r", id), EVE))).isEqualTo(Code.FORBIDDEN);

    assertThat(journal.run(delete("r", id), ALICE)).as("an owner").isEqualTo(Reply.done());

    assertThat(journal.lastEvent())
        .isEqualTo(new MessageDeleted("r", id, "alice", List.of(5L, 6L)));
    assertThat(row(id).isDeleted()).isTrue();
    assertThat(row(id).text()).isEmpty();
    assertThat(journal.writes())
        .endsWith(
            "DELETE FROM message_term WHERE stamp = ? [" + row(id).stamp() + "]",
            "DELETE FROM room_reaction WHERE message_id = ? [" + id + "]");
    int events = journal.events().size();
    assertThat(journal.run(delete("r", id), EVE)).as("gone already").isEqualTo(Reply.done());
    assertThat(code(journal.run(edit("r", id, "x"), BOB))).isEqualTo(Code.NOT_FOUND);
    assertThat(code(journal.run(react("r", id, "x"), BOB))).isEqualTo(Code.NOT_FOUND);
    assertThat(journal.events()).hasSize(events);
  }

  @Test
  void answersAreCounted() {
    String id = posted(journal.run(say("r", "who?"))).id();
    String first = posted(journal.run(answer("r", "me", id))).id();
    journal.run(answer("r", "me too", id), BOB);
    assertThat(row(id).replies()).isEqualTo(2);
    journal.run(delete("r", first));
    assertThat(row(id).replies()).isEqualTo(1);
    assertThat(code(journal.run(answer("r", "x", first)))).isEqualTo(Code.INVALID);
    assertThat(code(journal.run(answer("other", "x", id)))).isEqualTo(Code.INVALID);
    assertThat(code(journal.run(answer("r", "x", "msg_1")))).isEqualTo(Code.INVALID);
  }

  @Test
  void aReactionIsThereOnceAndIsTakenBackOnce() {
    String id = posted(journal.run(say("r", "!"))).id();
    for (int i = 0; i < 2; i++) {
      assertThat(journal.run(react("r", id, "+"), BOB)).isEqualTo(Reply.done());
    }
    assertThat(row(id).reactions()).isEqualTo(1);
    for (int i = 0; i < 2; i++) {
      assertThat(journal.run(unreact("r", id, "+"), BOB)).isEqualTo(Reply.done());
    }
    assertThat(row(id).reactions()).isZero();
    journal.run(react("r", id, "+"), BOB);
    assertThat(journal.events().stream().filter(ReactionChanged.class::isInstance)).hasSize(3);
    assertThat(row(id).reactions()).isEqualTo(1);
  }

  @Test
  void whatWasReadIsKeptAndToldToTheSenders() {
    journal.run(make("r", RoomType.TEAM, "bob", "eve"));
    journal.run(say("r", "one"));
    int events = journal.events().size();

    assertThat(journal.run(read("r", 5), BOB)).isEqualTo(Reply.done());
    assertThat(journal.remarks())
        .containsExactly(new Received("r", "bob", 5, true, Set.of("alice")));
    journal.run(read("r", 4), BOB);
    journal.run(read("r", 5), BOB);
    assertThat(journal.remarks()).as("nothing new").hasSize(1);
    assertThat(journal.row(MemberRow.class, RowKeys.member("r", "bob")).read()).isEqualTo(5);

    journal.run(read("r", Long.MAX_VALUE), EVE);
    assertThat(journal.row(MemberRow.class, RowKeys.member("r", "eve")).read()).isEqualTo(5);
    assertThat(journal.events()).hasSize(events);
    assertThat(code(journal.run(read("r", 1), Talk.user("stranger")))).isEqualTo(Code.CONFLICT);
  }

  @Test
  void whatHasExpiredIsGone() {
    String id = posted(journal.run(say("r", "old", "c1"))).id();
    String deleted = posted(journal.run(say("r", "deleted"))).id();
    journal.run(delete("r", deleted));
    int events = journal.events().size();
    List<String> both = List.of(id, deleted, "msg_1");
    journal.run(new ExpireMessages("r", both), ADMIN);
    assertThat(journal.events()).as("too early").hasSize(events);

    journal.pass(Duration.ofDays(30));
    journal.run(new ExpireMessages("r", both), ADMIN);

    assertThat(journal.events()).hasSize(events + 1);
    assertThat(journal.lastEvent()).isEqualTo(new MessageDeleted("r", id, null, List.of(3L)));
    assertThat(journal.rows(MessageRow.class)).isEmpty();
    assertThat(journal.rows(ClientMessageRow.class)).isEmpty();
  }

  @Test
  void aGuestReadsAndMarks() {
    journal.run(make("r", RoomType.DIRECT));
    journal.run(put("r", "bob", RoomRole.GUEST));
    String id = posted(journal.run(say("r", "look"))).id();
    assertThat(journal.run(read("r", 4), BOB)).isEqualTo(Reply.done());
    assertThat(code(journal.run(react("r", id, "+"), BOB))).isEqualTo(Code.FORBIDDEN);
    assertThat(code(journal.run(say("r", "+"), BOB))).isEqualTo(Code.FORBIDDEN);
  }
}
