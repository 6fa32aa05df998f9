package dev.parley.assembly;

import dev.parley.delivery.Attendance;
import dev.parley.delivery.Broker;
import dev.parley.journal.Model;
import dev.parley.presence.Acquaintances;
import dev.parley.presence.Attendants;
import dev.parley.presence.Company;
import dev.parley.presence.HoldModel;
import dev.parley.presence.PresenceSettings;
import dev.parley.presence.Typists;
import dev.parley.rooms.RosterModel;
import dev.parley.switchboard.Queries;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.PresenceQuery;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The parts of the presence, and how they are bound to the others. */
final class PresenceParts implements AutoCloseable {
  private final HoldModel holds;
  private final Attendants attendants;
  private final Acquaintances acquaintances;
  private final Typists typists;

  /**
   * @param local takes what this node finds out by itself, to be told to its own listeners
   */
  PresenceParts(
      PresenceSettings settings,
      RosterModel roster,
      Broker broker,
      Consumer<List<Publication>> local,
      InstantSource clock) {
    holds = new HoldModel(this::held);
    attendants =
        new Attendants(settings, holds, new Roommates(roster), local, clock, System::nanoTime);
    acquaintances = new Acquaintances(attendants);
    typists = new Typists(broker::publish, clock, System::nanoTime);
  }

  private record Roommates(RosterModel roster) implements Company {
    @Override
    public Collection<Set<String>> circles(String userId) {
      return roster.roomsOf(userId).stream()
          .map(roster::membersOf)
          .collect(Collectors.<Set<String>>toList());
    }

    @Override
    public Set<String> circle(String roomId) {
      return roster.membersOf(roomId);
    }
  }

  private void held(String userId) {
    attendants.held(userId);
  }

  /** To follow the journal after the model of the rooms. */
  List<Model> models() {
    return List.of(holds, acquaintances);
  }

  /** Hears of every connection. */
  Attendance attendance() {
    return attendants;
  }

  /** Begins to look what has come to its end. */
  void start(ScheduledExecutorService timer) {
    attendants.start(timer);
    typists.start(timer);
  }

  /** Who is writing. */
  Typists typists() {
    return typists;
  }

  /** Says who answers what is asked of the presence. */
  void answer(Queries queries) {
    queries
        .inMemory(
            PresenceQuery.ListPresence.class,
            (query, caller) -> Reply.shown(attendants.list(caller)))
        .inMemory(
            PresenceQuery.ShowPresence.class,
            (query, caller) -> Reply.shown(attendants.show(query.userIds(), caller)))
        .inMemory(
            PresenceQuery.ShowOwnPresence.class,
            (query, caller) ->
                caller.kind() == Caller.Kind.USER
                    ? Reply.shown(attendants.own(caller))
                    : Reply.refused(Refusal.Code.CONFLICT, "Only users have a presence."))
        .inMemory(
            PresenceQuery.CountConnections.class,
            (query, caller) -> Reply.shown(attendants.count()));
  }

  @Override
  public void close() {
    attendants.close();
    typists.close();
  }
}
