package dev.parley.rooms;

import dev.parley.journal.Model;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Member;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.RoomEvent;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomType;
import dev.parley.vocabulary.Topic;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every room and who belongs to it: who may hear, read and do what. Safe for use by any number of
 * threads; nothing blocks but {@link #load}.
 */
public final class RosterModel implements Model, RoomFacts, Senders {
  private final RoomRules rules;
  private final InstantSource clock;
  private final Listener listener;
  private volatile Rosters rosters = new Rosters();

  /** Hears who may no longer, or from now on, hear a topic; before it is announced why. */
  public interface Listener {
    /** Some may hear it who could not before. */
    void admitted(Topic topic);

    /** Those may no longer hear it. The test may be run later, on any thread. */
    void dismissed(Topic topic, Predicate<Caller> who);
  }

  /**
   * What is known.
   *
   * @param rooms by id
   * @param byUser the ids of the rooms that somebody belongs to
   * @param names each user's id once, however many rooms they are in
   */
  private record Rosters(
      Map<String, Roster> rooms, Map<String, Set<String>> byUser, Map<String, String> names) {
    Rosters() {
      this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }

    void put(Roster roster, Member member, long saidAt) {
      String userId = names.computeIfAbsent(member.userId(), id -> id);
      Member told = new Member(userId, member.role(), member.since(), member.mutedUntil());
      roster.members().put(userId, new Roster.Standing(told, saidAt));
      byUser
          .computeIfAbsent(userId, id -> ConcurrentHashMap.newKeySet(4))
          .add(roster.room().roomId());
    }

    void remove(Roster roster, String userId) {
      roster.members().remove(userId);
      Set<String> left = byUser.get(userId);
      if (left != null) {
        left.remove(roster.room().roomId());
      }
    }
  }

  /** Knows nothing until {@link #load}. */
  public RosterModel(RoomSettings settings, InstantSource clock, Listener listener) {
    this.rules = new RoomRules(settings);
    this.clock = clock;
    this.listener = listener;
  }

  @Override
  public void load(EntityManager snapshot, Heads log) {
    Rosters fresh = new Rosters();
    snapshot
        .createQuery("SELECT room FROM RoomRow room", RoomRow.class)
        .getResultList()
        .forEach(row -> fresh.rooms().put(row.room().roomId(), new Roster(row.room())));
    for (Object[] row :
        snapshot
            .createQuery(
                "SELECT m.roomId, m.userId, m.role, m.since, m.mutedUntil, m.saidAt"
                    + " FROM MemberRow m WHERE m.role IS NOT NULL",
                Object[].class)
            .getResultList()) {
      Roster roster = fresh.rooms().get((String) row[0]);
      Long mutedUntil = (Long) row[4];
      if (roster != null) {
        Member member =
            new Member(
                (String) row[1],
                RoomRole.parse((String) row[2]).orElseThrow(),
                Instant.ofEpochMilli((Long) row[3]),
                mutedUntil == null ? null : Instant.ofEpochMilli(mutedUntil));
        fresh.put(roster, member, (Long) row[5]);
      }
    }
    Rosters before = rosters;
    rosters = fresh;
    before.rooms().values().forEach(roster -> tellOfDifference(roster, fresh));
  }

  /** What happened while this node did not follow. */
  private void tellOfDifference(Roster before, Rosters fresh) {
    Roster now = fresh.rooms().get(before.room().roomId());
    Set<String> members = now == null ? Set.of() : now.members().keySet();
    Set<String> gone = new HashSet<>(before.members().keySet());
    gone.removeAll(members);
    if (!gone.isEmpty()) {
      dismiss(before.room(), gone);
    }
    if (!before.members().keySet().containsAll(members)) {
      admit(before.room());
    }
  }

  @Override
  public void apply(Iterable<Publication> publications) {
    // Who may hear what is told when all of it is known: a room's maker is its member then.
    List<Runnable> tidings = new ArrayList<>();
    for (Publication publication : publications) {
      if (publication.event() instanceof RoomEvent event) {
        follow(event, publication.offset(), tidings);
      }
    }
    tidings.forEach(Runnable::run);
  }

  private void follow(RoomEvent event, long offset, List<Runnable> tidings) {
    Rosters known = rosters;
    if (event instanceof RoomEvent.RoomCreated created) {
      known.rooms().put(created.roomId(), new Roster(created.room()));
      if (created.room().type() == RoomType.CONTENT) {
        Topic content = content(created.room());
        tidings.add(() -> listener.dismissed(content, caller -> !mayRead(caller, content)));
      }
      return;
    }
    Roster roster = known.rooms().get(event.roomId());
    if (roster == null) {
      // An invitation to a room that was made anew, or an event of before a cut in history.
      return;
    }
    switch (event) {
      case RoomEvent.RoomCreated created -> throw new IllegalStateException("followed above");
      case RoomEvent.RoomChanged changed -> roster.change(changed.room());
      case RoomEvent.MemberAdded added -> {
        known.put(roster, added.member(), 0);
        tidings.add(() -> admit(roster.room()));
      }
      case RoomEvent.MemberChanged changed ->
          known.put(roster, changed.member(), saidAt(roster, changed.member().userId()));
      case RoomEvent.MemberRemoved removed -> {
        known.remove(roster, removed.userId());
        tidings.add(() -> dismiss(roster.room(), Set.of(removed.userId())));
      }
      case RoomEvent.MessagePosted posted ->
          roster
              .members()
              .computeIfPresent(
                  posted.message().userId(),
                  (id, standing) -> new Roster.Standing(standing.member(), offset));
      case RoomEvent.MessageEdited edited -> {
        // Says nothing of who belongs to the room.
      }
      case RoomEvent.MessageDeleted deleted -> {
        // Nor this.
      }
      case RoomEvent.ReactionChanged changed -> {
        // Nor this.
      }
      case RoomEvent.InvitationSent sent -> {
        // Nor this, until it is taken.
      }
    }
  }

  private static long saidAt(Roster roster, String userId) {
    Roster.Standing standing = roster.members().get(userId);
    return standing == null ? 0 : standing.saidAt();
  }

  private void admit(Room room) {
    listener.admitted(room.topic());
    if (room.type() == RoomType.CONTENT) {
      listener.admitted(content(room));
    }
  }

  private void dismiss(Room room, Set<String> userIds) {
    dismiss(room.topic(), userIds);
    if (room.type() == RoomType.CONTENT) {
      dismiss(content(room), userIds);
    }
  }

  private void dismiss(Topic topic, Set<String> userIds) {
    listener.dismissed(topic, caller -> userIds.contains(caller.id()) && !mayRead(caller, topic));
  }

  private static Topic content(Room room) {
    return new Topic(Topic.Kind.CONTENT, room.roomId());
  }

  /**
   * Whether somebody may read and hear a topic: a room or a content. What is not a room's matter is
   * not for anybody to hear because of it.
   */
  public boolean mayRead(Caller caller, Topic topic) {
    return switch (topic.kind()) {
      case ROOM -> RoomRules.mayRead(room(topic.id()), caller, this);
      case CONTENT -> {
        Room room = room(topic.id());
        boolean itsOwn = room != null && room.type() == RoomType.CONTENT;
        yield itsOwn
            ? RoomRules.mayRead(room, caller, this)
            : isSomebody(caller) && caller.holds(Role.MEMBER);
      }
      case USER, AGENT, SERVICE, GLOBAL, AGENTS, PRESENCE, COLLABORATION, IDENTITY -> false;
    };
  }

  private static boolean isSomebody(Caller caller) {
    return caller.kind() != Caller.Kind.ANONYMOUS;
  }

  /** Why the caller may not do that, as far as is known here; null where it may. */
  public @Nullable Refusal refusal(RoomCommand command, Caller caller) {
    return rules.refusal(command, caller, clock.instant(), this);
  }

  /** Why the caller may not write in that room, as far as is known here; null where it may. */
  public @Nullable Refusal refusalToWrite(Caller caller, String roomId) {
    return RoomRules.refusalToWrite(roomId, caller, clock.instant(), this);
  }

  /**
   * Why the caller may not tell, or ask for, anything of a content, as far as is known here; null
   * where it may: a content that has a room is a matter of those who may write there.
   */
  public @Nullable Refusal refusalToMake(Caller caller, String contentId) {
    Room room = room(contentId);
    return room != null && room.type() == RoomType.CONTENT
        ? refusalToWrite(caller, contentId)
        : null;
  }

  /** Whether the command would make a room. */
  public boolean makesRoom(RoomCommand command) {
    return rules.makesRoom(command, this);
  }

  /** The ids of the rooms that somebody belongs to; changes with them. */
  public Set<String> roomsOf(String userId) {
    return Collections.unmodifiableSet(rosters.byUser().getOrDefault(userId, Set.of()));
  }

  /** The ids of those who belong to a room; changes with them. */
  public Set<String> membersOf(String roomId) {
    Roster roster = rosters.rooms().get(roomId);
    return roster == null ? Set.of() : Collections.unmodifiableSet(roster.members().keySet());
  }

  @Override
  public @Nullable Room room(String roomId) {
    Roster roster = rosters.rooms().get(roomId);
    return roster == null ? null : roster.room();
  }

  @Override
  public @Nullable Member member(String roomId, String userId) {
    Roster roster = rosters.rooms().get(roomId);
    Roster.Standing standing = roster == null ? null : roster.members().get(userId);
    return standing == null ? null : standing.member();
  }

  /** Of members alone: who has left and is muted is found in the rows. */
  @Override
  public @Nullable Instant mutedUntil(String roomId, String userId) {
    Member member = member(roomId, userId);
    return member == null ? null : member.mutedUntil();
  }

  @Override
  public Set<String> since(String roomId, long offset) {
    Roster roster = rosters.rooms().get(roomId);
    Set<String> senders = new HashSet<>();
    if (roster != null) {
      roster
          .members()
          .forEach(
              (userId, standing) -> {
                if (standing.saidAt() > offset) {
                  senders.add(userId);
                }
              });
    }
    return senders;
  }
}
