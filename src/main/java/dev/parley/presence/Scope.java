package dev.parley.presence;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sees whom. Guarded by the lock of {@link Attendants}.
 *
 * <p>A room in which more are connected than the limit is a crowd: because of it nobody is told of
 * anybody, for that would be a message for each pair of them. There, it is for clients to ask.
 */
final class Scope {
  private final PresenceSettings settings;
  private final Company company;
  private final Collection<String> users;
  private final Collection<String> listeners;

  /**
   * @param users ids of the users who are connected; changes with them
   * @param listeners ids of those who are told how users are there; changes with them
   */
  Scope(
      PresenceSettings settings,
      Company company,
      Collection<String> users,
      Collection<String> listeners) {
    this.settings = settings;
    this.company = company;
    this.users = users;
    this.listeners = listeners;
  }

  /** Whether all see all. */
  boolean isEverybody() {
    return settings.everybody() && users.size() <= settings.limit();
  }

  /** Ids of those who are told of a user; null for everybody. */
  @Nullable Set<String> audience(String userId) {
    if (isEverybody()) {
      return null;
    }
    Set<String> audience = new HashSet<>();
    if (listens(userId)) {
      audience.add(userId);
    }
    for (Set<String> circle : company.circles(userId)) {
      audience.addAll(among(listeners, circle));
    }
    return audience;
  }

  /** Ids of the users whom somebody sees, so many as the limit says at most. */
  Collection<String> visible(String viewer) {
    if (isEverybody()) {
      return users;
    }
    Set<String> visible = new LinkedHashSet<>();
    if (users.contains(viewer)) {
      visible.add(viewer);
    }
    for (Set<String> circle : company.circles(viewer)) {
      for (String userId : among(users, circle)) {
        if (visible.size() < settings.limit()) {
          visible.add(userId);
        }
      }
    }
    return visible;
  }

  /** Ids of the users in a room. */
  Set<String> usersIn(String roomId) {
    return among(users, company.circle(roomId));
  }

  /** Ids of those in a room who are told how users are there. */
  Set<String> listenersIn(String roomId) {
    return among(listeners, company.circle(roomId));
  }

  /** Those of a room who are connected; none of a crowd. */
  private Set<String> among(Collection<String> connected, Set<String> circle) {
    Set<String> there = new HashSet<>();
    boolean few = circle.size() < connected.size();
    Collection<String> fewer = few ? circle : connected;
    Collection<String> others = few ? connected : circle;
    for (String id : fewer) {
      if (others.contains(id)) {
        there.add(id);
        if (there.size() > settings.limit()) {
          return Set.of();
        }
      }
    }
    return there;
  }

  /** Whether somebody may see somebody, crowd or not. */
  boolean sees(String viewer, String userId) {
    return viewer.equals(userId)
        || isEverybody()
        || company.circles(viewer).stream().anyMatch(circle -> circle.contains(userId));
  }

  /** Whether somebody is told how users are there. */
  boolean listens(String id) {
    return listeners.contains(id);
  }

  /** All who are told how users are there, at this moment. */
  Set<String> listeners() {
    return new HashSet<>(listeners);
  }
}
