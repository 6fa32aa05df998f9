package dev.parley.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.delivery.ManualTime;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.EphemeralCommand.SetTyping;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomRemark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TypistsTest {
  private final ManualTime time = new ManualTime();
  private final List<String> told = new ArrayList<>();
  private final Typists typists = new Typists(this::hear, time, time);

  @BeforeEach
  void start() {
    typists.start(time);
  }

  private void hear(List<Publication> publications) {
    for (Publication publication : publications) {
      RoomRemark.Typing typing = (RoomRemark.Typing) publication.event();
      assertThat(publication.topic()).isEqualTo(Room.topic(typing.roomId()));
      told.add(
          typing.userId() + "@" + typing.roomId() + (typing.isTyping() ? " writes" : " stops"));
    }
  }

  private static Caller caller(Caller.Kind kind, String id) {
    return new Caller(kind, id, id, Set.of(Role.MEMBER), null, null, null);
  }

  private void set(String userId, String roomId, boolean isTyping) {
    typists.set(new SetTyping(roomId, isTyping), caller(Caller.Kind.USER, userId));
  }

  private void pass(Duration duration) {
    Duration left = duration;
    while (!left.isZero()) {
      left = left.minus(time.pass(left));
    }
  }

  @Test
  void itEndsByItself() {
    set("alice", "r", true);
    pass(Duration.ofMillis(2_900));
    assertThat(told).containsExactly("alice@r writes");
    pass(Duration.ofMillis(400));
    assertThat(told).containsExactly("alice@r writes", "alice@r stops");
    pass(Duration.ofSeconds(10));
    assertThat(told).hasSize(2);
  }

  @Test
  void whoSaysItAgainCostsNoMessage() {
    for (int i = 0; i < 10; i++) {
      set("alice", "r", true);
      pass(Duration.ofSeconds(2));
    }
    assertThat(told).containsExactly("alice@r writes");
    set("alice", "r", false);
    set("alice", "r", false);
    assertThat(told).containsExactly("alice@r writes", "alice@r stops");
  }

  @Test
  void eachRoomAndEachWriterByThemselves() {
    set("alice", "r", true);
    pass(Duration.ofSeconds(1));
    set("bob", "r", true);
    set("alice", "s", true);
    pass(Duration.ofSeconds(1));
    set("alice", "r", true);
    pass(Duration.ofMillis(2_400));
    assertThat(told)
        .containsExactly(
            "alice@r writes", "bob@r writes", "alice@s writes", "bob@r stops", "alice@s stops");
    pass(Duration.ofSeconds(1));
    assertThat(told).last().isEqualTo("alice@r stops");
  }

  @Test
  void anAgentOfAUsersIdIsSomebodyElse() {
    set("alice", "r", true);
    typists.set(new SetTyping("r", true), caller(Caller.Kind.AGENT, "alice"));
    assertThat(told).hasSize(2);
  }
}
