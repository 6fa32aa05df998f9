package dev.parley.rooms;

import dev.parley.delivery.StateSource;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.RoomQuery.ShowRoom;
import dev.parley.vocabulary.RoomView;
import dev.parley.vocabulary.Topic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Gives connections the state of a room, as nobody's in particular. Safe for use by any number. */
public final class RoomStates implements StateSource {
  /** How many messages a room's state has. */
  private static final int MESSAGES = 50;

  private final RoomQueries queries;
  private final Executor readers;

  /**
   * @param readers runs what asks the database
   */
  public RoomStates(RoomQueries queries, Executor readers) {
    this.queries = queries;
    this.readers = readers;
  }

  /** Null for every topic but a room's. */
  @Override
  public CompletionStage<Notice.@Nullable State> state(Topic topic) {
    if (topic.kind() != Topic.Kind.ROOM) {
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.supplyAsync(
        () -> {
          RoomView.OneRoom room = queries.show(new ShowRoom(topic.id(), MESSAGES), null);
          return room == null ? null : new Notice.State(topic, room, room.position());
        },
        readers);
  }
}
