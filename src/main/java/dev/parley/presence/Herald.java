package dev.parley.presence;

import dev.parley.vocabulary.Presence;
import dev.parley.vocabulary.PresenceRemark.PresenceChanged;
import dev.parley.vocabulary.PresenceStatus;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells others how users are there when that changes, and remembers who was told, so that nobody is
 * left with what is no longer so: who was told that a user is there is also told that the user is
 * gone, whatever rooms both are in by then. Guarded by the lock of {@link Attendants}.
 */
final class Herald {
  private final Scope scope;
  private final Consumer<List<Publication>> outlet;
  private final InstantSource clock;

  /** Of those who are not offline to others. */
  private final Map<String, Told> told = new HashMap<>();

  private boolean everybody = true;

  /** What was told, and to whom; null for everybody. */
  private record Told(PresenceStatus status, @Nullable Set<String> witnesses) {}

  /**
   * @param outlet takes what is told, in that order; must return at once and not throw
   */
  Herald(Scope scope, Consumer<List<Publication>> outlet, InstantSource clock) {
    this.scope = scope;
    this.outlet = outlet;
    this.clock = clock;
  }

  /** What others were told last. */
  PresenceStatus told(String userId) {
    Told last = told.get(userId);
    return last == null ? PresenceStatus.OFFLINE : last.status();
  }

  /**
   * More are connected, or fewer: who was told as one of all is so no longer when they are many.
   */
  void counted() {
    boolean before = everybody;
    everybody = scope.isEverybody();
    if (before && !everybody) {
      told.replaceAll(
          (userId, last) ->
              last.witnesses() == null ? new Told(last.status(), scope.listeners()) : last);
    }
  }

  /** A user is there like that; nothing is said where that is what was told. */
  void tell(Presence now) {
    String userId = now.userId();
    if (told(userId) == now.status()) {
      return;
    }
    Told before = told.get(userId);
    Set<String> audience = scope.audience(userId);
    if (audience == null) {
      say(now, null);
    } else {
      Set<String> strangers = new HashSet<>();
      if (before != null && before.witnesses() != null) {
        for (String witness : before.witnesses()) {
          if (scope.listens(witness) && !audience.contains(witness)) {
            (scope.sees(witness, userId) ? audience : strangers).add(witness);
          }
        }
      }
      say(now, audience);
      say(new Presence(userId, PresenceStatus.OFFLINE, null), strangers);
    }
    if (now.status() == PresenceStatus.OFFLINE) {
      told.remove(userId);
    } else {
      told.put(userId, new Told(now.status(), audience));
    }
  }

  /** Those are told how a user is there, if others are. */
  void introduce(Presence now, Collection<String> viewers) {
    Told last = told.get(now.userId());
    if (last == null || last.witnesses() == null) {
      return;
    }
    Set<String> newcomers = new HashSet<>(viewers);
    newcomers.removeAll(last.witnesses());
    last.witnesses().addAll(newcomers);
    say(now, newcomers);
  }

  /** One listener is told how a user is there, by the way given; nothing where offline. */
  void show(Presence now, String viewer, Consumer<Publication> to) {
    Told last = told.get(now.userId());
    if (last != null) {
      if (last.witnesses() != null) {
        last.witnesses().add(viewer);
      }
      to.accept(publication(now, Set.of(viewer)));
    }
  }

  private void say(Presence presence, @Nullable Set<String> audience) {
    if (audience == null || !audience.isEmpty()) {
      outlet.accept(List.of(publication(presence, audience)));
    }
  }

  private Publication publication(Presence presence, @Nullable Set<String> audience) {
    return new Publication(
        Topic.PRESENCE, new PresenceChanged(presence, audience), clock.instant(), null);
  }
}
