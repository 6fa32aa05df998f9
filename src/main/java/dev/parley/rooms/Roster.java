package dev.parley.rooms;

import dev.parley.vocabulary.Member;
import dev.parley.vocabulary.Room;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A room in memory with who belongs to it. Changed by one thread, read by any. */
final class Roster {
  private volatile Room room;
  private final Map<String, Standing> members = new ConcurrentHashMap<>(4);

  /**
   * A member in memory.
   *
   * @param saidAt where in the feed they have said something last; 0 for never
   */
  record Standing(Member member, long saidAt) {}

  Roster(Room room) {
    this.room = room;
  }

  Room room() {
    return room;
  }

  void change(Room changed) {
    room = changed;
  }

  Map<String, Standing> members() {
    return members;
  }
}
