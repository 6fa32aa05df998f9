package dev.parley.rooms;

import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomCommand.ExpireMessages;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages away whose time is over, with all that belongs to them. They are shown to nobody
 * from that moment on; within a second or two they are gone from the store and the journal as well.
 *
 * <p>It looks once a second and asks the journal for what is due, a part at a time; the journal's
 * rules look again, so that to be asked twice does no harm. {@link #start} and {@link #close} may
 * be called by any thread.
 */
public final class MessageExpiry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MessageExpiry.class);
  private static final long PERIOD_MILLIS = 1_000;

  /** How many messages go at a time: everybody waits for the transactions that take them. */
  private static final int PART = 200;

  private final Supplier<EntityManager> database;
  private final Function<DurableCommand, CompletionStage<Reply>> journal;
  private final InstantSource clock;
  private final Executor readers;
  private final AtomicBoolean busy = new AtomicBoolean();
  private @Nullable Future<?> ticking;

  /**
   * Does nothing until {@link #start}.
   *
   * @param database gives fresh entity managers, which are closed here
   * @param readers runs what asks the database
   */
  public MessageExpiry(
      Supplier<EntityManager> database,
      Function<DurableCommand, CompletionStage<Reply>> journal,
      InstantSource clock,
      Executor readers) {
    this.database = database;
    this.journal = journal;
    this.clock = clock;
    this.readers = readers;
  }

  /**
   * Begins to look, once a second.
   *
   * @throws IllegalStateException if it was started before
   */
  public synchronized void start(ScheduledExecutorService timer) {
    if (ticking != null) {
      throw new IllegalStateException("started before");
    }
    ticking =
        timer.scheduleWithFixedDelay(
            this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Looks no more; does not end the timer. */
  @Override
  public synchronized void close() {
    if (ticking != null) {
      ticking.cancel(false);
    }
  }

  /** Looks, and goes on until nothing is due. */
  void tick() {
    if (busy.compareAndSet(false, true)) {
      look();
    }
  }

  private void look() {
    try {
      readers.execute(
          () -> {
            try {
              expire(due());
            } catch (RuntimeException e) {
              later(e);
            }
          });
    } catch (RuntimeException e) {
      later(e);
    }
  }

  private void later(Exception e) {
    busy.set(false);
    LOG.atDebug().setCause(e).log("messages expire later");
  }

  private record Due(String roomId, String messageId) {}

  private List<Due> due() {
    try (EntityManager entities = database.get()) {
      return entities
          .createQuery(
              "SELECT m.roomId, m.messageId FROM MessageRow m WHERE m.expiresAt <= :now"
                  + " ORDER BY m.expiresAt, m.stamp",
              Object[].class)
          .setParameter("now", clock.millis())
          .setMaxResults(PART)
          .getResultList()
          .stream()
          .map(row -> new Due((String) row[0], (String) row[1]))
          .toList();
    }
  }

  private void expire(List<Due> due) {
    if (due.isEmpty()) {
      busy.set(false);
      return;
    }
    Map<String, List<String>> byRoom = new LinkedHashMap<>();
    due.forEach(
        message ->
            byRoom
                .computeIfAbsent(message.roomId(), roomId -> new ArrayList<>())
                .add(message.messageId()));
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    byRoom.forEach(
        (roomId, messageIds) ->
            replies.add(
                journal.apply(new ExpireMessages(roomId, messageIds)).toCompletableFuture()));
    CompletionStage<Void> all = CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new));
    all.whenComplete((done, failure) -> goOn(due.size() == PART && allDone(replies)));
  }

  private static boolean allDone(List<CompletableFuture<Reply>> replies) {
    return replies.stream()
        .allMatch(reply -> !reply.isCompletedExceptionally() && reply.join() instanceof Reply.Done);
  }

  private void goOn(boolean more) {
    if (more) {
      look();
    } else {
      busy.set(false);
    }
  }
}
