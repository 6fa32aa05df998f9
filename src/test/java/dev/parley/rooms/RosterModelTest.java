package dev.parley.rooms;

import static dev.parley.rooms.Talk.ADMIN;
import static dev.parley.rooms.Talk.ALICE;
import static dev.parley.rooms.Talk.BOB;
import static dev.parley.rooms.Talk.CI;
import static dev.parley.rooms.Talk.EVE;
import static dev.parley.rooms.Talk.make;
import static dev.parley.rooms.Talk.put;
import static dev.parley.rooms.Talk.remove;
import static dev.parley.rooms.Talk.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomCommand.JoinRoom;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomType;
import dev.parley.vocabulary.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RosterModelTest {
  private static final Caller OBSERVER = Talk.caller(Caller.Kind.USER, "olga", Role.OBSERVER);

  /** Somebody could call an account that. */
  private static final Caller NOBODY = Caller.ANONYMOUS;

  private static final List<Caller> ALL = List.of(ALICE, BOB, EVE, CI, ADMIN, OBSERVER, NOBODY);

  private final RoomJournal journal = new RoomJournal();
  private final List<String> told = new ArrayList<>();
  private final RosterModel roster =
      journal.follow(new RosterModel(RoomJournal.SETTINGS, journal::now, new Told()));

  private final class Told implements RosterModel.Listener {
    @Override
    public void admitted(Topic topic) {
      told.add("+" + topic);
    }

    @Override
    public void dismissed(Topic topic, Predicate<Caller> who) {
      List<String> gone = ALL.stream().filter(who).map(Caller::id).toList();
      told.add("-" + topic + gone);
    }
  }

  private List<String> readers(Topic topic) {
    return ALL.stream().filter(who -> roster.mayRead(who, topic)).map(Caller::id).toList();
  }

  @Test
  void aTeamRoomIsReadByEveryMemberOfTheHubAndAPrivateOneByItsOwn() {
    journal.run(make("team", RoomType.TEAM));
    journal.run(make("private", RoomType.DIRECT, "bob", "olga", "anonymous"));

    assertThat(readers(Room.topic("team"))).containsExactly("alice", "bob", "eve", "ci", "root");
    assertThat(readers(Room.topic("private"))).containsExactly("alice", "bob", "root", "olga");
    assertThat(readers(Room.topic("none"))).isEmpty();
    journal.run(put("team", "olga", RoomRole.GUEST));
    assertThat(readers(Room.topic("team"))).contains("olga");
  }

  @Test
  void otherTopicsHaveTheirOwnReaders() {
    journal.run(make("post-1", RoomType.CONTENT, "bob"));
    journal.run(make("post-2", RoomType.TEAM));

    // Who hears these is said elsewhere; a room lets nobody in.
    assertThat(readers(new Topic(Topic.Kind.USER, "bob"))).isEmpty();
    assertThat(readers(Topic.GLOBAL)).isEmpty();
    assertThat(readers(new Topic(Topic.Kind.CONTENT, "post-1")))
        .containsExactly("alice", "bob", "root");
    assertThat(readers(new Topic(Topic.Kind.CONTENT, "post-2")))
        .containsExactly("alice", "bob", "eve", "ci", "root");
    assertThat(readers(Topic.IDENTITY)).isEmpty();
  }

  @Test
  void whoComesAndGoesIsToldOf() {
    journal.run(make("r", RoomType.DIRECT));
    journal.run(put("r", "bob", RoomRole.MEMBER));
    journal.run(remove("r", "bob"));
    assertThat(told).containsExactly("+room:r", "+room:r", "-room:r[bob]");
    assertThat(roster.membersOf("r")).containsExactly("alice");
    assertThat(roster.roomsOf("bob")).isEmpty();
  }

  @Test
  void whoLeavesATeamRoomMayStillHearIt() {
    journal.run(make("r", RoomType.TEAM, "bob"));
    told.clear();
    journal.run(remove("r", "bob"));
    assertThat(told).containsExactly("-room:r[]");
  }

  @Test
  void aContentWithARoomOfItsOwnIsHeardThereAlone() {
    journal.run(make("c", RoomType.CONTENT, "bob"));
    assertThat(told)
        .containsExactly(
            "-content:c[eve, ci, olga, anonymous]",
            "+room:c",
            "+content:c",
            "+room:c",
            "+content:c");
    told.clear();
    journal.run(remove("c", "bob"));
    assertThat(told).containsExactly("-room:c[bob]", "-content:c[bob]");
  }

  @Test
  void knowsWhoHasSaidSomething() {
    journal.run(make("r", RoomType.TEAM, "bob"));
    journal.run(say("r", "one"));
    journal.run(say("r", "two"), BOB);
    assertThat(roster.since("r", 0)).containsExactlyInAnyOrder("alice", "bob");
    assertThat(roster.since("r", 4)).containsExactly("bob");
    assertThat(roster.since("r", 5)).isEmpty();
    assertThat(roster.since("none", 0)).isEmpty();
  }

  @Test
  void refusesWhatTheRowsWouldRefuse() {
    journal.run(make("r", RoomType.DIRECT));
    assertThat(roster.refusal(say("r", "x"), EVE)).isEqualTo(RoomRules.noRoom());
    assertThat(roster.refusal(say("r", "x"), ALICE)).isNull();
    assertThat(roster.makesRoom(say("r", "x"))).isFalse();
    assertThat(roster.makesRoom(say("s", "x"))).isTrue();
    assertThat(roster.makesRoom(new JoinRoom("s", RoomType.BOT))).isTrue();
    assertThat(roster.makesRoom(make("s", RoomType.BOT))).isTrue();
  }
}
