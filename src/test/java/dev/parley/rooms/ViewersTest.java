package dev.parley.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.RoomRemark.ViewChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ViewersTest {
  private final List<String> told = new ArrayList<>();
  private final Viewers viewers =
      new Viewers(
          publications ->
              publications.forEach(
                  said -> {
                    ViewChanged change = (ViewChanged) said.event();
                    assertThat(said.topic().name()).isEqualTo("room:" + change.roomId());
                    told.add((change.here() ? "+" : "-") + change.userId() + "@" + change.roomId());
                  }),
          () -> Instant.EPOCH);

  private static Caller caller(Caller.Kind kind, String id) {
    return new Caller(kind, id, id, Set.of(Role.MEMBER), null, null, null);
  }

  private static Caller user(String id) {
    return caller(Caller.Kind.USER, id);
  }

  @Test
  void othersAreToldOfTheFirstDeviceAndOfTheLast() {
    viewers.set("r", user("alice"), "c1", true);
    viewers.set("r", user("alice"), "c1", true);
    viewers.set("r", user("alice"), "c2", true);
    viewers.set("s", user("alice"), "c2", true);
    viewers.set("r", user("alice"), "c1", false);
    assertThat(told).containsExactly("+alice@r", "+alice@s");
    viewers.set("r", user("alice"), "c1", false);
    viewers.set("r", user("alice"), "c2", false);
    assertThat(told).containsExactly("+alice@r", "+alice@s", "-alice@r");
    viewers.set("s", user("alice"), "c2", false);
    assertThat(viewers.rooms()).isZero();
  }

  @Test
  void thoseOfOneIdMayBeTwo() {
    viewers.set("r", user("bot"), "c1", true);
    viewers.set("r", caller(Caller.Kind.AGENT, "bot"), "c2", true);
    viewers.set("r", user("bot"), "c1", false);
    assertThat(told).containsExactly("+bot@r", "+bot@r", "-bot@r");
  }

  @Test
  void whoIsDismissedLooksNoMore() {
    viewers.set("r", user("alice"), "c1", true);
    viewers.set("r", user("bob"), "c2", true);
    viewers.set("r", user("bob"), "c3", true);
    viewers.dismiss("r", caller -> caller.id().equals("bob"));
    viewers.dismiss("none", caller -> true);
    viewers.set("r", user("bob"), "c2", false);
    assertThat(told).containsExactly("+alice@r", "+bob@r", "-bob@r");
    viewers.dismiss("r", caller -> true);
    assertThat(viewers.rooms()).isZero();
  }

  @Test
  void whoNeverLookedDoesNotLeave() {
    viewers.set("r", user("alice"), "c1", false);
    assertThat(told).isEmpty();
    assertThat(viewers.rooms()).isZero();
  }
}
