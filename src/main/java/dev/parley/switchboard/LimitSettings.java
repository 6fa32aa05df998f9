package dev.parley.switchboard;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much is admitted. All at least 1.
 *
 * @param activitiesPerSecond {@code parley.limits.activities-per-second}: recorded activities of
 *     one agent, in the long run
 * @param activityBurst {@code parley.limits.activity-burst}: recorded activities of one agent at
 *     once
 * @param connectionsPerUser {@code parley.limits.connections-per-user}: live connections of one
 *     user; agents, services and administrators are exempt
 * @param connectionsPerAddress {@code parley.limits.connections-per-address}: live connections
 *     without a credential from one address
 * @param messagesPerUser {@code parley.limits.messages-per-user}: what one caller says and does in
 *     rooms in a second
 * @param messagesPerRoom {@code parley.limits.messages-per-room}: messages in one room in a second
 * @param roomsPerUser {@code parley.limits.rooms-per-user}: rooms that one caller makes in an hour
 * @param updatesPerUser {@code parley.limits.updates-per-user}: what one caller has others told
 *     beside activities and messages, in a second in the long run; twice as much at once
 * @param uploadsPerUser {@code parley.limits.uploads-per-user}: files that one caller brings to
 *     rooms in an hour
 * @param multipliers {@code parley.plans.<name>.multiplier}: by the names of plans, how many times
 *     the limits a caller has whose token names the plan; each more than 0 and at most {@value
 *     #MAX_MULTIPLIER}
 */
public record LimitSettings(
    int activitiesPerSecond,
    int activityBurst,
    int connectionsPerUser,
    int connectionsPerAddress,
    int messagesPerUser,
    int messagesPerRoom,
    int roomsPerUser,
    int updatesPerUser,
    int uploadsPerUser,
    Map<String, Double> multipliers) {

  /** The largest multiplier. */
  public static final int MAX_MULTIPLIER = 100;

  /** What holds where nothing is configured. */
  public static final LimitSettings DEFAULTS =
      new LimitSettings(10, 20, 10, 1_000, 20, 50, 60, 50, 100, Map.of());

  public LimitSettings {
    multipliers = Map.copyOf(multipliers);
    multipliers.forEach(LimitSettings::checkMultiplier);
    atLeastOne("parley.limits.activities-per-second", activitiesPerSecond);
    atLeastOne("parley.limits.activity-burst", activityBurst);
    atLeastOne("parley.limits.connections-per-user", connectionsPerUser);
    atLeastOne("parley.limits.connections-per-address", connectionsPerAddress);
    atLeastOne("parley.limits.messages-per-user", messagesPerUser);
    atLeastOne("parley.limits.messages-per-room", messagesPerRoom);
    atLeastOne("parley.limits.rooms-per-user", roomsPerUser);
    atLeastOne("parley.limits.updates-per-user", updatesPerUser);
    atLeastOne("parley.limits.uploads-per-user", uploadsPerUser);
  }

  /** How many times the limits that plan has; 1 for none, and for one that is not configured. */
  double multiplier(@Nullable String plan) {
    return plan == null ? 1 : multipliers.getOrDefault(plan, 1.0);
  }

  private static void checkMultiplier(String plan, double multiplier) {
    if (!(multiplier > 0 && multiplier <= MAX_MULTIPLIER)) {
      throw new IllegalArgumentException(
          "parley.plans."
              + plan
              + ".multiplier is "
              + multiplier
              + "; it must be more than 0 and at most "
              + MAX_MULTIPLIER
              + ".");
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be 1 or more.");
    }
  }
}
