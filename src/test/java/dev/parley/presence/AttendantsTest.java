package dev.parley.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.delivery.ManualTime;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Presence;
import dev.parley.vocabulary.PresenceEvent.PresenceHeld;
import dev.parley.vocabulary.PresenceRemark.PresenceChanged;
import dev.parley.vocabulary.PresenceStatus;
import dev.parley.vocabulary.PresenceView;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttendantsTest {
  private static final List<PresenceStatus> HELD =
      List.of(PresenceStatus.BUSY, PresenceStatus.OFFLINE);
  private static final Duration LEASE = Duration.ofSeconds(60);

  private final ManualTime time = new ManualTime();
  private final Map<String, Set<String>> rooms = new HashMap<>();
  private final List<PresenceChanged> told = new ArrayList<>();
  private long delivered;
  private final List<String> greetings = new ArrayList<>();
  private final Map<String, Long> signs = new HashMap<>();

  /** What those who listen know by what they were told. */
  private final Map<String, Map<String, PresenceStatus>> views = new TreeMap<>();

  private final HoldModel holds = new HoldModel(this::held);
  private Attendants attendants = with(true, 200);

  private Attendants with(boolean everybody, int limit) {
    return with(everybody, limit, new Rooms(rooms));
  }

  private Attendants with(boolean everybody, int limit, Company company) {
    Attendants made =
        new Attendants(
            new PresenceSettings(everybody, limit, PresenceSettings.GRACE, LEASE),
            holds,
            company,
            this::hear,
            time,
            time);
    made.start(time);
    return made;
  }

  private record Rooms(Map<String, Set<String>> rooms) implements Company {
    @Override
    public Collection<Set<String>> circles(String userId) {
      return rooms.values().stream().filter(members -> members.contains(userId)).toList();
    }

    @Override
    public Set<String> circle(String roomId) {
      return rooms.getOrDefault(roomId, Set.of());
    }
  }

  private void hear(List<Publication> publications) {
    for (Publication publication : publications) {
      assertThat(publication.topic()).isEqualTo(Topic.PRESENCE);
      PresenceChanged change = (PresenceChanged) publication.event();
      told.add(change);
      Set<String> audience = change.audience();
      Set<String> hearing = new HashSet<>(audience == null ? views.keySet() : audience);
      hearing.retainAll(views.keySet());
      delivered += hearing.size();
      hearing.forEach(viewer -> see(viewer, change.presence()));
    }
  }

  private void held(String userId) {
    attendants.held(userId);
  }

  private static Caller user(String id) {
    return caller(Caller.Kind.USER, id);
  }

  private static Caller caller(Caller.Kind kind, String id) {
    return new Caller(kind, id, id, Set.of(Role.MEMBER), null, null, null);
  }

  private void open(String connection, String userId) {
    open(connection, user(userId), "rooms");
    attendants.listens(connection, Topic.PRESENCE, present -> greeted(userId, present));
  }

  private void open(String connection, Caller caller, String door) {
    heard(connection);
    attendants.opened(connection, caller, door, () -> signs.getOrDefault(connection, 0L));
  }

  private void heard(String connection) {
    signs.put(connection, time.getAsLong());
  }

  private void greeted(String viewer, Publication publication) {
    assertThat(publication.event().isFor(user(viewer))).isTrue();
    Presence presence = ((PresenceChanged) publication.event()).presence();
    greetings.add(viewer + ": " + presence.userId() + " " + presence.status().wireName());
    see(viewer, presence);
  }

  private void see(String viewer, Presence presence) {
    Map<String, PresenceStatus> seen = views.computeIfAbsent(viewer, id -> new TreeMap<>());
    if (presence.status() == PresenceStatus.OFFLINE) {
      seen.remove(presence.userId());
    } else {
      seen.put(presence.userId(), presence.status());
    }
  }

  private void hold(String userId, @Nullable PresenceStatus status) {
    holds.apply(
        List.of(
            new Publication(
                Topic.ofUser(userId),
                new PresenceHeld(userId, status, time.instant()),
                time.instant(),
                new Position("e", 1))));
  }

  private void pass(Duration duration) {
    Duration left = duration;
    while (!left.isZero()) {
      left = left.minus(time.pass(left));
    }
  }

  private void passGrace() {
    pass(PresenceSettings.GRACE.plusMillis(300));
  }

  private List<String> heard() {
    return told.stream()
        .map(change -> change.presence().userId() + " " + change.presence().status().wireName())
        .toList();
  }

  private Presence seen(String userId) {
    return attendants.show(List.of(userId), user("viewer")).people().get(0);
  }

  @Test
  void whoConnectsIsOnlineAndWhoGoesIsOfflineAfterAWhile() {
    open("c1", "alice");
    assertThat(heard()).containsExactly("alice online");
    pass(Duration.ofSeconds(50));
    heard("c1");
    Instant left = time.instant();
    attendants.ended("c1");

    pass(Duration.ofMillis(4_900));
    assertThat(heard()).as("it may be a reload").containsExactly("alice online");
    assertThat(seen("alice").status()).isEqualTo(PresenceStatus.ONLINE);
    pass(Duration.ofMillis(400));
    assertThat(heard()).containsExactly("alice online", "alice offline");
    assertThat(seen("alice").status()).isEqualTo(PresenceStatus.OFFLINE);
    assertThat(seen("alice").lastSeen()).isBetween(left, left.plusMillis(300));
    assertThat(seen("nobody").lastSeen()).isNull();
  }

  @Test
  void aReloadTellsNothing() {
    open("c1", "alice");
    for (int i = 2; i < 20; i++) {
      attendants.ended("c" + (i - 1));
      pass(Duration.ofMillis(4_900));
      open("c" + i, "alice");
      pass(Duration.ofSeconds(1));
    }
    assertThat(heard()).containsExactly("alice online");
  }

  @Test
  void aReloadOfTheOneDeviceThatIsUsedTellsNothingEither() {
    open("desk", "alice");
    open("phone", "alice");
    attendants.idle("phone", true);
    attendants.ended("desk");
    pass(Duration.ofSeconds(2));
    open("desk again", "alice");
    pass(Duration.ofSeconds(50));
    assertThat(heard()).containsExactly("alice online");
  }

  @Test
  void onlineIsBeforeAway() {
    open("desk", "alice");
    open("phone", "alice");
    attendants.idle("desk", true);
    assertThat(heard()).containsExactly("alice online");
    attendants.idle("phone", true);
    assertThat(heard()).containsExactly("alice online", "alice away");
    attendants.idle("desk", false);
    attendants.idle("desk", false);
    assertThat(heard()).containsExactly("alice online", "alice away", "alice online");
    attendants.ended("desk");
    passGrace();
    assertThat(told).last().extracting(c -> c.presence().status()).isEqualTo(PresenceStatus.AWAY);
  }

  @Test
  void busyHoldsOnAllDevicesUntilChanged() {
    open("desk", "alice");
    hold("alice", PresenceStatus.BUSY);
    open("phone", "alice");
    attendants.idle("desk", true);
    attendants.idle("phone", true);
    assertThat(heard()).containsExactly("alice online", "alice busy");
    hold("alice", null);
    assertThat(heard()).containsExactly("alice online", "alice busy", "alice away");
  }

  @Test
  void whoWantsToLookOfflineDoesSoWhateverTheDevicesDo() {
    open("desk", "alice");
    pass(Duration.ofSeconds(10));
    hold("alice", PresenceStatus.OFFLINE);
    Instant since = time.instant();
    pass(Duration.ofSeconds(10));
    open("phone", "alice");
    attendants.idle("phone", true);
    attendants.ended("desk");
    passGrace();

    assertThat(heard()).containsExactly("alice online", "alice offline");
    assertThat(seen("alice")).isEqualTo(new Presence("alice", PresenceStatus.OFFLINE, since));
    assertThat(attendants.list(user("viewer")).people()).isEmpty();
    PresenceView.Own own = attendants.own(user("alice"));
    assertThat(own.held()).isEqualTo(PresenceStatus.OFFLINE);
    assertThat(own.devices()).hasSize(1);
    hold("alice", null);
    assertThat(heard()).last().isEqualTo("alice away");
  }

  @Test
  void whatHoldsIsSoFromTheFirstConnectionOn() {
    hold("alice", PresenceStatus.BUSY);
    assertThat(told).isEmpty();
    open("desk", "alice");
    assertThat(heard()).containsExactly("alice busy");
  }

  @Test
  void aConnectionOfWhichNobodySaysThatItEndedIsNoGhost() {
    open("c1", "alice");
    open("c2", "bob");
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofSeconds(30));
      heard("c2");
    }
    assertThat(heard()).containsExactly("alice online", "bob online", "alice offline");
    assertThat(attendants.count().total()).isEqualTo(1);
    attendants.ended("c1");
    heard("c1");
    passGrace();
    assertThat(told).hasSize(3);
  }

  @Test
  void onlyUsersHaveAPresenceButAllConnectionsCount() {
    open("c1", "alice");
    open("c2", caller(Caller.Kind.AGENT, "writer"), "agents");
    open("c3", caller(Caller.Kind.SERVICE, "ci"), "agents");
    open("c4", Caller.ANONYMOUS, "sse");

    assertThat(heard()).containsExactly("alice online");
    assertThat(attendants.count())
        .isEqualTo(new PresenceView.Connections(4, 3, Map.of("rooms", 1, "agents", 2, "sse", 1)));
    attendants.ended("c4");
    assertThat(attendants.count().total()).isEqualTo(3);
  }

  @Test
  void everybodySeesEverybodyWhileTheyAreFew() {
    attendants = with(true, 3);
    open("a", "alice");
    open("b", "bob");
    open("c", "carol");
    assertThat(told).allMatch(change -> change.audience() == null);
    assertThat(attendants.list(user("zoe")).people()).hasSize(3);

    rooms.put("r", Set.of("dave", "alice", "absent"));
    open("d", "dave");
    assertThat(told).last().extracting(PresenceChanged::audience).isEqualTo(Set.of("alice"));
    assertThat(attendants.list(user("zoe")).people()).isEmpty();
    assertThat(attendants.list(user("alice")).people())
        .extracting(Presence::userId)
        .containsExactlyInAnyOrder("alice", "dave");
  }

  @Test
  void thoseWhoShareARoomSeeEachOtherAndNobodyElse() {
    attendants = with(false, 200);
    rooms.put("r1", Set.of("alice", "bob"));
    rooms.put("r2", Set.of("alice", "carol"));
    open("a", "alice");
    open("b", "bob");
    open("c", "carol");

    assertThat(told)
        .extracting(PresenceChanged::audience)
        .containsExactly(Set.of("alice"), Set.of("alice"));
    PresenceChanged ofBob = told.get(0);
    assertThat(ofBob.isFor(user("alice"))).isTrue();
    assertThat(ofBob.isFor(user("carol"))).isFalse();
    assertThat(attendants.show(List.of("alice", "bob"), user("carol")).people())
        .extracting(Presence::status)
        .containsExactly(PresenceStatus.ONLINE, PresenceStatus.OFFLINE);
    assertThat(attendants.show(List.of("bob"), user("carol")).people().get(0).lastSeen()).isNull();
  }

  @Test
  void aComingOrGoingNeverCostsAMessageForEachPairOfUsers() {
    int users = 5_000;
    int limit = 200;
    Set<String> all = new HashSet<>();
    IntStream.range(0, users).forEach(i -> all.add("u" + i));
    rooms.put("everybody", all);
    Map<String, Set<String>> teams = new HashMap<>();
    for (int i = 0; i < users; i++) {
      teams.computeIfAbsent("team" + i / 10, team -> new HashSet<>()).add("u" + i);
    }
    rooms.putAll(teams);
    // The plain map of this test is looked through for each question.
    Map<String, List<Set<String>>> circles = new HashMap<>();
    rooms
        .values()
        .forEach(
            members ->
                members.forEach(
                    id -> circles.computeIfAbsent(id, u -> new ArrayList<>()).add(members)));
    attendants =
        with(
            true,
            limit,
            new Company() {
              @Override
              public Collection<Set<String>> circles(String userId) {
                return circles.getOrDefault(userId, List.of());
              }

              @Override
              public Set<String> circle(String roomId) {
                return rooms.getOrDefault(roomId, Set.of());
              }
            });
    for (int i = 0; i < users; i++) {
      open("c" + i, "u" + i);
    }
    long coming = delivered + greetings.size();
    delivered = 0;
    for (int i = 0; i < users; i += 2) {
      attendants.ended("c" + i);
    }
    passGrace();

    // The first two hundred are told of each other, and of each other's end; the ten of a team are.
    long few = (long) limit * limit;
    assertThat(coming).isBetween(users * 9L, few + users * 10L);
    assertThat(delivered).isBetween(users / 2 * 5L, few + users / 2 * 10L);
    assertThat(views.get("u1"))
        .as("whoever was told of somebody is told of the end")
        .allSatisfy((userId, status) -> assertThat(Integer.parseInt(userId.substring(1))).isOdd());
  }

  @Test
  void whoWasToldAsOneOfAllIsToldOfTheEndAlthoughTheyAreManyByThen() {
    attendants = with(true, 2);
    open("a", "alice");
    open("b", "bob");
    open("c", "carol");
    assertThat(views.get("bob")).containsOnlyKeys("alice", "bob");
    assertThat(views.get("carol")).as("one too many").containsOnlyKeys("carol");

    attendants.idle("a", true);
    assertThat(views.get("bob")).as("bob is a stranger now").containsOnlyKeys("bob");
    attendants.ended("b");
    passGrace();
    assertThat(views.get("alice")).containsOnlyKeys("alice");
  }

  @Test
  void whoComesToBelongToARoomAndThoseWhoDoAreToldOfEachOther() {
    attendants = with(false, 200);
    rooms.put("r", new HashSet<>(Set.of("alice", "bob")));
    open("a", "alice");
    open("b", "bob");
    open("c", "carol");
    told.clear();

    rooms.get("r").add("carol");
    attendants.joined("r", "carol");
    attendants.joined("r", "carol");
    assertThat(told).hasSize(3);
    assertThat(views.get("carol")).containsOnlyKeys("alice", "bob", "carol");
    assertThat(views.get("alice")).containsOnlyKeys("alice", "bob", "carol");

    rooms.get("r").remove("carol");
    attendants.idle("a", true);
    assertThat(views.get("carol"))
        .as("alice is none of carol's business")
        .doesNotContainKey("alice");
    assertThat(views.get("bob")).containsEntry("alice", PresenceStatus.AWAY);
  }

  @Test
  void whoBeginsToListenIsToldWhoIsThere() {
    open("a", "alice");
    open("b", "bob");
    hold("bob", PresenceStatus.OFFLINE);
    open("c", "carol");
    assertThat(greetings)
        .containsExactlyInAnyOrder(
            "alice: alice online",
            "bob: alice online",
            "bob: bob online",
            "carol: alice online",
            "carol: carol online");
  }

  @Test
  void nobodyLearnsFromTheTimeThatSomebodyWasSeenThatTheyAreThere() {
    open("a", "alice");
    attendants.ended("a");
    passGrace();
    Presence gone = seen("alice");
    pass(Duration.ofSeconds(10));
    hold("alice", PresenceStatus.OFFLINE);
    open("a2", "alice");
    pass(Duration.ofSeconds(10));
    assertThat(seen("alice")).isEqualTo(gone);
    attendants.ended("a2");
    passGrace();
    assertThat(seen("alice")).isEqualTo(gone);
  }

  @Test
  void agentsThatShareARoomAreToldToo() {
    attendants = with(false, 200);
    rooms.put("r", Set.of("alice", "writer"));
    open("w", caller(Caller.Kind.AGENT, "writer"), "agents");
    attendants.listens("w", Topic.PRESENCE, present -> greeted("writer", present));
    views.put("writer", new TreeMap<>());
    open("a", "alice");
    assertThat(views.get("writer")).containsOnlyKeys("alice");
    attendants.ended("a");
    passGrace();
    assertThat(views.get("writer")).isEmpty();
  }

  /**
   * Whatever devices, rooms and limits do: nobody holds for there who is not, and while there are
   * few, everybody knows of exactly those whom they may see.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void thereAreNoGhosts(long seed) {
    Random random = new Random(seed);
    boolean few = seed % 3 == 0;
    attendants = with(!few && random.nextBoolean(), few ? 100 : 1 + random.nextInt(5));
    Map<String, String> devices = new HashMap<>();
    for (int step = 0; step < 3_000; step++) {
      String userId = "u" + random.nextInt(8);
      String connection = userId + "/" + random.nextInt(2);
      String roomId = "r" + random.nextInt(4);
      Set<String> room = rooms.computeIfAbsent(roomId, id -> new HashSet<>());
      switch (random.nextInt(9)) {
        case 0, 1 -> {
          if (devices.putIfAbsent(connection, userId) == null) {
            open(connection, userId);
          }
        }
        case 2 -> {
          if (devices.remove(connection) != null) {
            attendants.ended(connection);
            if (!devices.containsValue(userId)) {
              views.remove(userId);
            }
          }
        }
        case 3 -> attendants.idle(connection, random.nextBoolean());
        case 4 -> hold(userId, random.nextBoolean() ? null : HELD.get(random.nextInt(2)));
        case 5, 6 -> {
          if (room.add(userId)) {
            attendants.joined(roomId, userId);
          }
        }
        case 7 -> {
          if (!few) {
            room.remove(userId);
          }
        }
        default -> {
          devices.keySet().forEach(this::heard);
          pass(Duration.ofMillis(random.nextInt(4_000)));
        }
      }
      views.forEach((viewer, view) -> check(viewer, view, few));
    }
  }

  private void check(String viewer, Map<String, PresenceStatus> view, boolean few) {
    view.forEach(
        (userId, status) ->
            assertThat(attendants.own(user(userId)).presence().status())
                .as(viewer + " sees " + userId)
                .isNotEqualTo(PresenceStatus.OFFLINE));
    if (few) {
      Map<String, PresenceStatus> visible = new TreeMap<>();
      attendants
          .list(user(viewer))
          .people()
          .forEach(presence -> visible.put(presence.userId(), presence.status()));
      assertThat(view).as(viewer).isEqualTo(visible);
    }
  }

  /** Whatever the devices do: what was told last is what is so, and nothing is told twice. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatWasToldLastIsSo(long seed) {
    Random random = new Random(seed);
    Map<String, String> devices = new HashMap<>();
    Map<String, PresenceStatus> last = new HashMap<>();
    int checked = 0;
    for (int step = 0; step < 2_000; step++) {
      String userId = "u" + random.nextInt(4);
      String connection = userId + "/" + random.nextInt(3);
      switch (random.nextInt(7)) {
        case 0, 1 -> {
          if (devices.putIfAbsent(connection, userId) == null) {
            open(connection, userId);
          }
        }
        case 2 -> {
          if (devices.remove(connection) != null) {
            attendants.ended(connection);
          }
        }
        case 3 -> attendants.idle(connection, random.nextBoolean());
        case 4 ->
            hold(
                userId,
                random.nextInt(3) == 0
                    ? null
                    : random.nextBoolean() ? PresenceStatus.BUSY : PresenceStatus.OFFLINE);
        case 5 -> devices.keySet().forEach(this::heard);
        default -> pass(Duration.ofMillis(random.nextInt(3_000)));
      }
      for (; checked < told.size(); checked++) {
        Presence now = told.get(checked).presence();
        assertThat(last.put(now.userId(), now.status())).isNotEqualTo(now.status());
      }
      assertThat(seen(userId).status())
          .isEqualTo(last.getOrDefault(userId, PresenceStatus.OFFLINE));
    }
    devices.keySet().forEach(attendants::ended);
    passGrace();
    assertThat(attendants.list(user("viewer")).people()).isEmpty();
  }
}
