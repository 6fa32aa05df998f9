package dev.parley.presence;

import dev.parley.journal.Model;
import dev.parley.vocabulary.PresenceEvent.PresenceHeld;
import dev.parley.vocabulary.PresenceStatus;
import dev.parley.vocabulary.Publication;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What users have said for all their devices. Safe for use by any number of threads. */
public final class HoldModel implements Model {
  private final Map<String, Hold> holds = new ConcurrentHashMap<>();
  private final Consumer<String> changed;

  /** What holds, and since when. */
  record Hold(PresenceStatus status, Instant since) {}

  /**
   * Nothing holds until {@link #load}.
   *
   * @param changed told the ids of users for whom something else holds now; called by the journal's
   *     writer, must return soon and not throw
   */
  public HoldModel(Consumer<String> changed) {
    this.changed = changed;
  }

  @Override
  public void load(EntityManager database, Heads log) {
    Set<String> touched = new HashSet<>(holds.keySet());
    holds.clear();
    for (PresenceHoldRow row :
        database
            .createQuery("SELECT hold FROM PresenceHoldRow hold", PresenceHoldRow.class)
            .getResultList()) {
      holds.put(row.userId(), new Hold(row.status(), row.since()));
      touched.add(row.userId());
    }
    touched.forEach(changed);
  }

  @Override
  public void apply(Iterable<Publication> publications) {
    for (Publication publication : publications) {
      if (publication.event() instanceof PresenceHeld event) {
        PresenceStatus held = event.held();
        if (held == null) {
          holds.remove(event.userId());
        } else {
          holds.put(event.userId(), new Hold(held, event.since()));
        }
        changed.accept(event.userId());
      }
    }
  }

  /** What holds for a user, or null. */
  @Nullable Hold of(String userId) {
    return holds.get(userId);
  }
}
