package dev.parley.rooms;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomRemark;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Who looks into which room now. Others are told when somebody begins to, on whatever device, and
 * when they have stopped on the last one. Safe for use by any number of threads.
 */
public final class Viewers {
  private final Consumer<List<Publication>> outlet;
  private final InstantSource clock;

  /** By room, then by who; those of one id may be a user and an agent. */
  private final Map<String, Map<String, Views>> rooms = new HashMap<>();

  private record Views(Caller caller, Set<String> ids) {}

  /**
   * Nobody looks anywhere.
   *
   * @param outlet takes what others are told, to be carried to every node, in that order; must
   *     return at once and not throw
   */
  public Viewers(Consumer<List<Publication>> outlet, InstantSource clock) {
    this.outlet = outlet;
    this.clock = clock;
  }

  /**
   * A view is opened, or closed; nothing where it was so before.
   *
   * @param viewId names the connection
   */
  public synchronized void set(String roomId, Caller caller, String viewId, boolean open) {
    if (open) {
      Map<String, Views> viewers = rooms.computeIfAbsent(roomId, id -> new HashMap<>(2));
      Views views = viewers.get(caller.qualifiedId());
      if (views == null) {
        views = new Views(caller, new HashSet<>(2));
        viewers.put(caller.qualifiedId(), views);
        tell(roomId, caller, true);
      }
      views.ids().add(viewId);
      return;
    }
    Map<String, Views> viewers = rooms.get(roomId);
    Views views = viewers == null ? null : viewers.get(caller.qualifiedId());
    if (viewers != null && views != null && views.ids().remove(viewId) && views.ids().isEmpty()) {
      viewers.remove(caller.qualifiedId());
      forgetIfEmpty(roomId, viewers);
      tell(roomId, caller, false);
    }
  }

  /** Those may no longer look into a room. */
  public synchronized void dismiss(String roomId, Predicate<Caller> who) {
    Map<String, Views> viewers = rooms.get(roomId);
    if (viewers != null) {
      for (Views views : List.copyOf(viewers.values())) {
        if (who.test(views.caller())) {
          viewers.remove(views.caller().qualifiedId());
          tell(roomId, views.caller(), false);
        }
      }
      forgetIfEmpty(roomId, viewers);
    }
  }

  private void forgetIfEmpty(String roomId, Map<String, Views> viewers) {
    if (viewers.isEmpty()) {
      rooms.remove(roomId);
    }
  }

  private void tell(String roomId, Caller caller, boolean here) {
    outlet.accept(
        List.of(
            new Publication(
                Room.topic(roomId),
                new RoomRemark.ViewChanged(roomId, caller.id(), caller.displayName(), here),
                clock.instant(),
                null)));
  }

  /** Into how many rooms somebody looks. */
  synchronized int rooms() {
    return rooms.size();
  }
}
