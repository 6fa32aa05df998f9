package dev.parley.vocabulary;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is shown of who is there. */
public sealed interface PresenceView extends View {

  /** Several users. */
  record People(List<Presence> people) implements PresenceView {
    public People {
      people = List.copyOf(people);
    }
  }

  /**
   * The caller.
   *
   * @param presence as others see it
   * @param held what holds on all devices, or null
   */
  record Own(Presence presence, @Nullable PresenceStatus held, List<Device> devices)
      implements PresenceView {
    public Own {
      devices = List.copyOf(devices);
    }
  }

  /**
   * A connection of the caller's.
   *
   * @param idle whether it has said that nobody sits before it
   */
  record Device(String door, boolean idle, Instant since) {}

  /**
   * How many connections there are on this node.
   *
   * @param authenticated those with a credential
   * @param byDoor by the names of doors
   */
  record Connections(int total, int authenticated, Map<String, Integer> byDoor)
      implements PresenceView {
    public Connections {
      byDoor = Map.copyOf(byDoor);
    }
  }
}
