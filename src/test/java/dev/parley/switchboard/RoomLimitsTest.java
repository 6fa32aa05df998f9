package dev.parley.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.RoomType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoomLimitsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final RoomLimits limits =
      new RoomLimits(Limits.ofRooms(20, 50, 3, Map.of("pro", 2.0)), nanos::get);

  private static Caller user(String id, @Nullable String plan) {
    return new Caller(Caller.Kind.USER, id, id, Set.of(Role.MEMBER), plan, null, null);
  }

  private int takeAll(RoomCommand command, Caller caller, boolean makes) {
    int taken = 0;
    while (taken < 1_000 && limits.take(command, caller, makes) == null) {
      taken++;
    }
    return taken;
  }

  @Test
  void aCallerHasItsOwnLimitAndARoomHasOne() {
    RoomCommand post = RoomWords.postAs(null);
    assertThat(takeAll(post, user("a", null), false)).isEqualTo(20);
    assertThat(takeAll(post, user("b", null), false)).isEqualTo(20);
    Refusal refusal = limits.take(post, user("a", null), false);
    assertThat(refusal.code()).isEqualTo(Refusal.Code.RATE_LIMITED);
    assertThat(refusal.quota().name()).isEqualTo("messages");
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(50));
    assertThat(takeAll(post, user("c", null), false)).as("of the room").isEqualTo(10);
    assertThat(limits.take(post, user("d", null), false).quota().name())
        .isEqualTo("messages-of-room");

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(takeAll(post, user("a", null), false)).isEqualTo(20);
  }

  @Test
  void aPlanMultipliesWhatIsTheCallers() {
    assertThat(takeAll(new RoomCommand.EditMessage("r", "m", "t"), user("a", "pro"), false))
        .isEqualTo(40);
    RoomCommand make = new RoomCommand.CreateRoom("r", RoomType.TEAM, null, null, List.of());
    assertThat(takeAll(make, user("a", "pro"), true)).isEqualTo(6);
    assertThat(takeAll(make, user("b", null), true)).isEqualTo(3);
    nanos.addAndGet(Duration.ofMinutes(20).toNanos());
    assertThat(takeAll(make, user("b", null), true)).isEqualTo(1);
  }

  @Test
  void aFileIsCountedOnceHoweverManyPartsItHas() {
    Caller caller = user("a", null);
    RoomCommand first = new RoomCommand.StoreChunk("r", "att", 0, ByteBuffer.allocate(1));
    RoomCommand second = new RoomCommand.StoreChunk("r", "att", 1, ByteBuffer.allocate(1));
    assertThat(takeAll(first, caller, false)).isEqualTo(5);
    assertThat(takeAll(second, caller, false)).isEqualTo(1_000);
    assertThat(takeAll(first, user("b", "pro"), false)).isEqualTo(10);
    Refusal refusal = limits.take(first, caller, false);
    assertThat(refusal.quota().name()).isEqualTo("uploads");
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMinutes(12));
  }

  /** Who changes rooms has others told: that is counted, too. */
  @Test
  void whatAModeratorDoesIsAnUpdate() {
    UpdateLimits updates = new UpdateLimits(Limits.ofRooms(20, 50, 3, Map.of()), nanos::get);
    for (RoomCommand command :
        List.of(
            new RoomCommand.ChangeRoom("r", "n", null),
            new RoomCommand.MuteMember("r", "u", null),
            new RoomCommand.RemoveMember("r", "u"))) {
      assertThat(UpdateLimits.counts(command)).isTrue();
    }
    assertThat(UpdateLimits.counts(RoomWords.postAs(null))).isFalse();
    assertThat(updates.take(user("a", null))).isNull();
    assertThat(updates.take(user("a", null))).isNull();
    assertThat(updates.take(user("a", null)).retryAfter()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void toComeInAndToMarkCostsNothing() {
    Caller caller = user("a", null);
    assertThat(takeAll(new RoomCommand.JoinRoom("r", RoomType.TEAM), caller, false))
        .isEqualTo(1_000);
    assertThat(takeAll(new RoomCommand.MarkReceived("r", 1, true), caller, false)).isEqualTo(1_000);
    assertThat(takeAll(RoomWords.postAs(null), caller, false)).isEqualTo(20);
  }
}
