package dev.parley.collaboration;

import dev.parley.vocabulary.DecisionRequest;
import dev.parley.vocabulary.Query.ListDecisionRequests;
import dev.parley.vocabulary.Query.ShowDecisionRequest;
import dev.parley.vocabulary.Slice;
import dev.parley.vocabulary.View;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the questions about decision requests, at once or when they are resolved. Safe for use by
 * any number of threads.
 */
public final class DecisionQueries {
  /** How many may wait at a time; one more is answered at once, and asks again. */
  private static final int MAX_WAITING = 10_000;

  private final DecisionModel model;
  private final Supplier<EntityManager> database;
  private final ScheduledExecutorService timer;
  private final Semaphore waiting = new Semaphore(MAX_WAITING);

  /**
   * @param database gives fresh entity managers, which are closed here
   * @param timer ends waiting
   */
  public DecisionQueries(
      DecisionModel model, Supplier<EntityManager> database, ScheduledExecutorService timer) {
    this.model = model;
    this.database = database;
    this.timer = timer;
  }

  /**
   * Completes when there is no reason to wait any longer: the request is not pending, or the
   * patience is over. Never blocks; may complete on the journal's thread, so what follows must not
   * block either.
   */
  public CompletionStage<Void> settled(ShowDecisionRequest query) {
    OptionalLong stamp = Ids.parseRequest(query.requestId());
    if (stamp.isEmpty() || query.patience().isZero() || !waiting.tryAcquire()) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> settled = new CompletableFuture<>();
    Runnable waiter = () -> settled.complete(null);
    Future<?> end = timer.schedule(waiter, query.patience().toMillis(), TimeUnit.MILLISECONDS);
    if (!model.await(stamp.getAsLong(), waiter)) {
      waiter.run();
    }
    return settled.whenComplete(
        (nothing, failure) -> {
          end.cancel(false);
          model.forget(stamp.getAsLong(), waiter);
          waiting.release();
        });
  }

  /**
   * The request as it is now, or null where there is none. May ask the database: blocks.
   *
   * <p>Shows nothing beyond the durable head: what the model holds as pending is pending, whatever
   * a row says that was not forced to the disk yet.
   *
   * @throws jakarta.persistence.PersistenceException if the database cannot be asked now
   */
  public View.@Nullable OneDecisionRequest find(String requestId) {
    OptionalLong stamp = Ids.parseRequest(requestId);
    if (stamp.isEmpty() || stamp.getAsLong() > model.newestStamp()) {
      return null;
    }
    // The row is read first: if it is pending and the model knows it no longer, it was resolved in
    // between, and a second look finds that.
    DecisionRequest row = row(stamp.getAsLong());
    DecisionRequest pending = model.pending(stamp.getAsLong());
    if (pending == null && row != null && row.isPending()) {
      row = row(stamp.getAsLong());
    }
    DecisionRequest found = pending != null ? pending : row;
    return found == null ? null : new View.OneDecisionRequest(found);
  }

  private @Nullable DecisionRequest row(long stamp) {
    try (EntityManager entities = database.get()) {
      DecisionRequestRow row = entities.find(DecisionRequestRow.class, stamp);
      return row == null ? null : row.request();
    }
  }

  /**
   * Requests, newest first. Asks the database: blocks.
   *
   * @throws jakarta.persistence.PersistenceException if the database cannot be asked now
   */
  public View.DecisionRequests list(ListDecisionRequests query) {
    DecisionRequest.Status status = query.status();
    Part<DecisionRequestRow> part =
        new StampQuery<>(DecisionRequestRow.class, query.slice(), model.newestStamp())
            .equal("status", status == null ? null : status.wireName())
            .read(database);
    return new View.DecisionRequests(
        part.items().stream().map(this::shown).filter(r -> fits(query, r)).toList(),
        part.next(DecisionRequestRow::stamp));
  }

  /**
   * What was asked in a session; the newest 500, newest first. Asks the database: blocks.
   *
   * @throws jakarta.persistence.PersistenceException if the database cannot be asked now
   */
  List<DecisionRequest> ofSession(String sessionId) {
    Slice newest = new Slice(Slice.MAX_LIMIT, null);
    return new StampQuery<>(DecisionRequestRow.class, newest, model.newestStamp())
        .equal("sessionId", sessionId).read(database).items().stream().map(this::shown).toList();
  }

  private DecisionRequest shown(DecisionRequestRow row) {
    DecisionRequest pending = model.pending(row.stamp());
    return pending != null ? pending : row.request();
  }

  private static boolean fits(ListDecisionRequests query, DecisionRequest request) {
    return query.status() == null || query.status() == request.status();
  }
}
