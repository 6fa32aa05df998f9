package dev.parley.switchboard;

import java.util.Map;

/** Settings for tests of some of the limits; the others are as usual. */
public final class Limits {
  private Limits() {}

  /** Those of activities and connections. */
  public static LimitSettings of(int perSecond, int burst, int perUser, int perAddress) {
    return of(perSecond, burst, perUser, perAddress, Map.of());
  }

  /** The same, with plans. */
  public static LimitSettings of(
      int perSecond, int burst, int perUser, int perAddress, Map<String, Double> multipliers) {
    LimitSettings usual = LimitSettings.DEFAULTS;
    return new LimitSettings(
        perSecond,
        burst,
        perUser,
        perAddress,
        usual.messagesPerUser(),
        usual.messagesPerRoom(),
        usual.roomsPerUser(),
        usual.updatesPerUser(),
        usual.uploadsPerUser(),
        multipliers);
  }

  /** Those of rooms. */
  static LimitSettings ofRooms(
      int perUser, int perRoom, int rooms, Map<String, Double> multipliers) {
    return new LimitSettings(1, 1, 1, 1, perUser, perRoom, rooms, 1, 5, multipliers);
  }
}
