package dev.parley.collaboration;

import dev.parley.journal.Model;
import dev.parley.vocabulary.DecisionRequest;
import dev.parley.vocabulary.DurableEvent.DecisionRequested;
import dev.parley.vocabulary.DurableEvent.DecisionResolved;
import dev.parley.vocabulary.Publication;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The decision requests that wait for an answer, and who waits for them. Safe for use by any number
 * of threads; nothing blocks but {@link #load}.
 */
public final class DecisionModel implements Model {
  private final NavigableMap<Long, Pending> pending = new ConcurrentSkipListMap<>();
  private volatile long newestStamp;

  /** A pending request and what is to be done when it is resolved. */
  private static final class Pending {
    private final DecisionRequest request;
    private final Set<Runnable> waiters = ConcurrentHashMap.newKeySet();

    Pending(DecisionRequest request) {
      this.request = request;
    }
  }

  @Override
  public void load(EntityManager database, Heads log) {
    List<Pending> before = List.copyOf(pending.values());
    pending.clear();
    database
        .createQuery(
            "SELECT request FROM DecisionRequestRow request WHERE request.status = :pending",
            DecisionRequestRow.class)
        .setParameter("pending", DecisionRequest.Status.PENDING.wireName())
        .getResultList()
        .forEach(row -> pending.put(row.stamp(), new Pending(row.request())));
    Long newest =
        database
            .createQuery("SELECT MAX(request.stamp) FROM DecisionRequestRow request", Long.class)
            .getSingleResult();
    newestStamp = newest == null ? 0 : newest;
    // Whether theirs was resolved meanwhile is for them to look up.
    before.forEach(DecisionModel::wake);
  }

  @Override
  public void apply(Iterable<Publication> publications) {
    for (Publication publication : publications) {
      if (publication.event() instanceof DecisionRequested requested) {
        long stamp = stampOf(requested.request());
        pending.put(stamp, new Pending(requested.request()));
        newestStamp = stamp;
      } else if (publication.event() instanceof DecisionResolved resolved) {
        Pending done = pending.remove(stampOf(resolved.request()));
        if (done != null) {
          wake(done);
        }
      }
    }
  }

  private static void wake(Pending done) {
    done.waiters.forEach(Runnable::run);
  }

  /** The stamp of the newest request that is durable, or 0. */
  long newestStamp() {
    return newestStamp;
  }

  /** The request, if it waits for an answer; else null. */
  @Nullable DecisionRequest pending(long stamp) {
    Pending found = pending.get(stamp);
    return found == null ? null : found.request;
  }

  /** How many wait for an answer. */
  public int pendingCount() {
    return pending.size();
  }

  /** Ids of pending requests whose time is over, at most so many. */
  List<String> overdue(Instant now, int limit) {
    return pending.values().stream()
        .map(waiting -> waiting.request)
        .filter(request -> !now.isBefore(request.expiresAt()))
        .limit(limit)
        .map(DecisionRequest::requestId)
        .toList();
  }

  /**
   * Has something run once when the request is resolved, on the thread that makes it so: it must
   * not block.
   *
   * @return whether it waits; false where the request is not, or no longer, pending
   */
  boolean await(long stamp, Runnable waiter) {
    Pending found = pending.get(stamp);
    if (found == null) {
      return false;
    }
    found.waiters.add(waiter);
    // It may have been resolved between the two lines above.
    return pending.get(stamp) == found;
  }

  /** Has it not run any more. */
  void forget(long stamp, Runnable waiter) {
    Pending found = pending.get(stamp);
    if (found != null) {
      found.waiters.remove(waiter);
    }
  }

  private static long stampOf(DecisionRequest request) {
    return Ids.parseRequest(request.requestId())
        .orElseThrow(() -> new IllegalStateException("not a request's id: " + request.requestId()));
  }
}
