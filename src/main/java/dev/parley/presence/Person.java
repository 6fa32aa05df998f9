package dev.parley.presence;

import dev.parley.vocabulary.Presence;
import dev.parley.vocabulary.PresenceStatus;
import dev.parley.vocabulary.PresenceView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user and their devices. Guarded by the lock of {@link Attendants}. */
final class Person {
  private final String userId;
  private final List<Device> devices = new ArrayList<>(2);

  Person(String userId) {
    this.userId = userId;
  }

  String userId() {
    return userId;
  }

  void add(Device device) {
    devices.add(device);
  }

  void remove(Device device) {
    devices.remove(device);
  }

  /** Whether there is a device, or was one a moment ago. */
  boolean isConnected() {
    return !devices.isEmpty();
  }

  /** What others see. */
  PresenceStatus status(HoldModel.@Nullable Hold hold) {
    if (devices.isEmpty() || (hold != null && hold.status() == PresenceStatus.OFFLINE)) {
      return PresenceStatus.OFFLINE;
    }
    if (hold != null && hold.status() == PresenceStatus.BUSY) {
      return PresenceStatus.BUSY;
    }
    return devices.stream().allMatch(Device::isIdle) ? PresenceStatus.AWAY : PresenceStatus.ONLINE;
  }

  /**
   * What others see. Of somebody who wants to look offline it is the same whatever the devices do.
   *
   * @param lastSeen until when others have seen them, or null
   */
  Presence presence(HoldModel.@Nullable Hold hold, Instant now, @Nullable Instant lastSeen) {
    PresenceStatus status = status(hold);
    if (status != PresenceStatus.OFFLINE) {
      return new Presence(userId, status, now);
    }
    if (lastSeen == null && hold != null && hold.status() == PresenceStatus.OFFLINE) {
      return new Presence(userId, status, hold.since());
    }
    return new Presence(userId, status, lastSeen);
  }

  List<PresenceView.Device> shown() {
    return devices.stream().filter(device -> !device.isGone()).map(Device::shown).toList();
  }
}
