package dev.parley.rooms;

import dev.parley.journal.Snapshots;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Invitation;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomQuery.ListInvitations;
import dev.parley.vocabulary.RoomQuery.ListMembers;
import dev.parley.vocabulary.RoomQuery.ListRooms;
import dev.parley.vocabulary.RoomQuery.ShowRoom;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomView;
import dev.parley.vocabulary.Topic;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers the questions about rooms and their members. Asks the database: blocks. Safe for use by
 * any number of threads. That the caller may read the room that is asked about is the switchboard's
 * matter; of lists, what the caller may not read is left out here.
 */
public final class RoomQueries {
  /** How many rooms are looked at for a part of the list, at most; it may be short then. */
  private static final int MAX_LOOKED_AT = 10_000;

  /** How many are looked at in one go. */
  private static final int CHUNK = 500;

  private static final int MAX_INVITATIONS = 500;

  private final RosterModel roster;
  private final Snapshots snapshots;
  private final InstantSource clock;

  /**
   * @param clock tells which messages have expired
   */
  public RoomQueries(RosterModel roster, Snapshots snapshots, InstantSource clock) {
    this.roster = roster;
    this.snapshots = snapshots;
    this.clock = clock;
  }

  /** The rooms that the caller may read, the newest first. */
  public RoomView.Rooms list(ListRooms query, Caller caller) {
    return snapshots.read(
        (entities, heads) -> {
          List<RoomRow> found = new ArrayList<>();
          long before = query.slice().before() == null ? Long.MAX_VALUE : query.slice().before();
          int limit = query.slice().limit();
          for (int seen = 0; seen < MAX_LOOKED_AT; seen += CHUNK) {
            List<RoomRow> rows = rooms(entities, before, CHUNK);
            for (RoomRow row : rows) {
              before = row.stamp();
              if (roster.mayRead(caller, row.room().topic())) {
                found.add(row);
              }
              if (found.size() == limit) {
                return new RoomView.Rooms(overviews(entities, found, caller), before);
              }
            }
            if (rows.size() < CHUNK) {
              return new RoomView.Rooms(overviews(entities, found, caller), null);
            }
          }
          return new RoomView.Rooms(overviews(entities, found, caller), before);
        });
  }

  private static List<RoomRow> rooms(EntityManager entities, long before, int limit) {
    return entities
        .createQuery(
            "SELECT room FROM RoomRow room WHERE room.stamp < :before ORDER BY room.stamp DESC",
            RoomRow.class)
        .setParameter("before", before)
        .setMaxResults(limit)
        .getResultList();
  }

  private List<RoomView.Overview> overviews(
      EntityManager entities, List<RoomRow> rooms, Caller caller) {
    if (rooms.isEmpty()) {
      return List.of();
    }
    List<String> keys =
        rooms.stream().map(room -> RowKeys.member(room.room().roomId(), caller.id())).toList();
    Map<String, MemberRow> own =
        entities
            .createQuery("SELECT m FROM MemberRow m WHERE m.key IN :keys", MemberRow.class)
            .setParameter("keys", keys)
            .getResultList()
            .stream()
            .collect(Collectors.toMap(MemberRow::roomId, Function.identity()));
    return rooms.stream()
        .map(
            room ->
                overview(
                    entities,
                    room.room(),
                    own.get(room.room().roomId()),
                    roster.membersOf(room.room().roomId()).size()))
        .toList();
  }

  private RoomView.Overview overview(
      EntityManager entities, Room room, @Nullable MemberRow own, int members) {
    RoomRole role = own == null ? null : own.role();
    return own == null || role == null
        ? new RoomView.Overview(room, null, members, 0, 0)
        : new RoomView.Overview(room, role, members, unread(entities, own), own.read());
  }

  private int unread(EntityManager entities, MemberRow member) {
    Object count =
        entities
            .createNativeQuery(
                "SELECT COUNT(*) FROM (SELECT topic_offset FROM room_message WHERE room_id = ?"
                    + " AND topic_offset > ? AND user_id <> ? AND deleted = FALSE"
                    + " AND expires_at > ? LIMIT "
                    + RoomView.Overview.MAX_UNREAD
                    + ") unread")
            .setParameter(1, member.roomId())
            .setParameter(2, member.read())
            .setParameter(3, member.userId())
            .setParameter(4, clock.millis())
            .getSingleResult();
    return ((Number) count).intValue();
  }

  /**
   * A room as of one position of its feed; null where there is none.
   *
   * @param caller whose view it is; null for nobody's
   */
  public RoomView.@Nullable OneRoom show(ShowRoom query, @Nullable Caller caller) {
    String roomId = query.roomId();
    return snapshots.read(
        (entities, heads) -> {
          RoomRow row = entities.find(RoomRow.class, roomId);
          if (row == null) {
            return null;
          }
          List<MemberRow> members =
              entities
                  .createQuery(
                      "SELECT m FROM MemberRow m WHERE m.roomId = :room AND m.role IS NOT NULL"
                          + " ORDER BY m.stamp",
                      MemberRow.class)
                  .setParameter("room", roomId)
                  .setMaxResults(RoomView.OneRoom.MAX_MEMBERS)
                  .getResultList();
          MemberRow own =
              caller == null
                  ? null
                  : entities.find(MemberRow.class, RowKeys.member(roomId, caller.id()));
          int count =
              members.size() < RoomView.OneRoom.MAX_MEMBERS
                  ? members.size()
                  : roster.membersOf(roomId).size();
          List<MessageRow> newest =
              query.messages() == 0
                  ? List.of()
                  : MessageQueries.page(
                      entities, roomId, Long.MAX_VALUE, query.messages(), clock.instant());
          Topic topic = row.room().topic();
          return new RoomView.OneRoom(
              overview(entities, row.room(), own, count),
              members.stream().map(MemberRow::member).filter(Objects::nonNull).toList(),
              members.stream().map(MemberRow::receipt).toList(),
              MessageQueries.shown(entities, newest).reversed(),
              new Position(heads.epoch(), heads.head(topic)));
        });
  }

  /** Who belongs to a room, the newest first. */
  public RoomView.Members members(ListMembers query) {
    long before = query.slice().before() == null ? Long.MAX_VALUE : query.slice().before();
    int limit = query.slice().limit();
    return snapshots.read(
        (entities, heads) -> {
          List<MemberRow> rows =
              entities
                  .createQuery(
                      "SELECT m FROM MemberRow m WHERE m.roomId = :room AND m.stamp < :before"
                          + " AND m.role IS NOT NULL ORDER BY m.roomId DESC, m.stamp DESC",
                      MemberRow.class)
                  .setParameter("room", query.roomId())
                  .setParameter("before", before)
                  .setMaxResults(limit + 1)
                  .getResultList();
          List<MemberRow> part = rows.subList(0, Math.min(limit, rows.size()));
          return new RoomView.Members(
              part.stream().map(MemberRow::member).filter(Objects::nonNull).toList(),
              rows.size() > limit ? part.getLast().stamp() : null);
        });
  }

  /** To which rooms the caller is asked to come, the newest first. */
  public RoomView.Invitations invitations(ListInvitations query, Caller caller) {
    return snapshots.read(
        (entities, heads) -> {
          List<InvitationRow> rows =
              entities
                  .createQuery(
                      "SELECT i FROM InvitationRow i WHERE i.userId = :user AND i.pending = TRUE"
                          + " ORDER BY i.userId DESC, i.pending DESC, i.stamp DESC",
                      InvitationRow.class)
                  .setParameter("user", caller.id())
                  .setMaxResults(MAX_INVITATIONS)
                  .getResultList();
          Map<String, Room> rooms =
              rooms(entities, rows.stream().map(InvitationRow::roomId).toList());
          List<Invitation> invitations = new ArrayList<>();
          for (InvitationRow row : rows) {
            Room room = rooms.get(row.roomId());
            if (room != null) {
              invitations.add(row.invitation(room));
            }
          }
          return new RoomView.Invitations(invitations);
        });
  }

  private static Map<String, Room> rooms(EntityManager entities, Collection<String> roomIds) {
    Map<String, Room> rooms = new HashMap<>();
    if (!roomIds.isEmpty()) {
      entities
          .createQuery("SELECT r FROM RoomRow r WHERE r.roomId IN :ids", RoomRow.class)
          .setParameter("ids", roomIds)
          .getResultList()
          .forEach(row -> rooms.put(row.room().roomId(), row.room()));
    }
    return rooms;
  }
}
