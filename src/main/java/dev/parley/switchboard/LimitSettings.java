package dev.parley.switchboard;

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
 */
public record LimitSettings(
    int activitiesPerSecond, int activityBurst, int connectionsPerUser, int connectionsPerAddress) {

  /** What holds where nothing is configured. */
  public static final LimitSettings DEFAULTS = new LimitSettings(10, 20, 10, 1_000);

  public LimitSettings {
    atLeastOne("parley.limits.activities-per-second", activitiesPerSecond);
    atLeastOne("parley.limits.activity-burst", activityBurst);
    atLeastOne("parley.limits.connections-per-user", connectionsPerUser);
    atLeastOne("parley.limits.connections-per-address", connectionsPerAddress);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be 1 or more.");
    }
  }
}
