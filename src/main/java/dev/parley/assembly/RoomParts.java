package dev.parley.assembly;

import dev.parley.delivery.Broker;
import dev.parley.delivery.Hub;
import dev.parley.journal.CommandHandler;
import dev.parley.journal.Journal;
import dev.parley.journal.Snapshots;
import dev.parley.rooms.AttachmentHandler;
import dev.parley.rooms.AttachmentQueries;
import dev.parley.rooms.MessageExpiry;
import dev.parley.rooms.MessageHandler;
import dev.parley.rooms.MessageQueries;
import dev.parley.rooms.MessageSearch;
import dev.parley.rooms.RoomHandler;
import dev.parley.rooms.RoomQueries;
import dev.parley.rooms.RoomSettings;
import dev.parley.rooms.RosterModel;
import dev.parley.rooms.Viewers;
import dev.parley.store.Store;
import dev.parley.switchboard.Queries;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.RoomQuery;
import dev.parley.vocabulary.Topic;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The parts of the feature {@code rooms}, and how they are put together. */
final class RoomParts {
  private final RoomSettings settings;
  private final InstantSource clock;
  private final RosterModel roster;
  private final Viewers viewers;

  /**
   * @param hub gives what is there when the journal has started
   */
  RoomParts(RoomSettings settings, InstantSource clock, Broker broker, Supplier<Hub> hub) {
    this.settings = settings;
    this.clock = clock;
    this.viewers = new Viewers(broker::publish, clock);
    this.roster = new RosterModel(settings, clock, new ToOthers(hub, viewers));
  }

  private record ToOthers(Supplier<Hub> hub, Viewers viewers) implements RosterModel.Listener {
    @Override
    public void admitted(Topic topic) {
      hub.get().admitted(topic);
    }

    @Override
    public void dismissed(Topic topic, Predicate<Caller> who) {
      hub.get().dismiss(topic, who);
      if (topic.kind() == Topic.Kind.ROOM) {
        viewers.dismiss(topic.id(), who);
      }
    }
  }

  RosterModel roster() {
    return roster;
  }

  /** Who looks into which room. */
  Viewers viewers() {
    return viewers;
  }

  List<CommandHandler> handlers() {
    return List.of(
        new RoomHandler(settings),
        new MessageHandler(settings, roster),
        new AttachmentHandler(settings));
  }

  /** The rooms' questions. */
  RoomQueries queries(Snapshots snapshots) {
    return new RoomQueries(roster, snapshots, clock);
  }

  static Snapshots snapshots(Store store, Journal journal) {
    return new Snapshots(store::entityManager, journal::durableStamp);
  }

  /** What takes messages away. */
  MessageExpiry expiry(Store store, Journal journal, Executor readers) {
    return new MessageExpiry(
        store::entityManager, command -> journal.submit(command, Caller.HUB, null), clock, readers);
  }

  /** Says who answers what is asked of rooms. */
  void answer(Queries queries, Snapshots snapshots) {
    RoomQueries rooms = queries(snapshots);
    MessageQueries messages = new MessageQueries(snapshots, clock);
    AttachmentQueries attachments = new AttachmentQueries(snapshots, clock);
    MessageSearch search = new MessageSearch(roster, snapshots, clock);
    queries
        .reading(
            RoomQuery.ListRooms.class,
            (query, caller) -> Answers.read(() -> rooms.list(query, caller)))
        .reading(
            RoomQuery.ShowRoom.class,
            (query, caller) -> Answers.read(() -> rooms.show(query, caller)))
        .reading(
            RoomQuery.ListMembers.class,
            (query, caller) -> Answers.read(() -> rooms.members(query)))
        .reading(
            RoomQuery.ListInvitations.class,
            (query, caller) -> Answers.read(() -> rooms.invitations(query, caller)))
        .reading(
            RoomQuery.ListMessages.class,
            (query, caller) -> Answers.read(() -> messages.list(query)))
        .reading(
            RoomQuery.ShowMessage.class,
            (query, caller) -> Answers.read(() -> messages.find(query)))
        .reading(
            RoomQuery.ShowAttachment.class,
            (query, caller) -> Answers.read(() -> attachments.find(query, caller)))
        .reading(
            RoomQuery.ShowChunk.class,
            (query, caller) -> Answers.read(() -> attachments.chunk(query, caller)))
        .reading(
            RoomQuery.SearchMessages.class,
            (query, caller) -> Answers.read(() -> search.find(query, caller)));
  }
}
