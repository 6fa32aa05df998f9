package dev.parley.collaboration;

import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.DurableCommand.ExpireActivities;
import dev.parley.vocabulary.DurableCommand.ForgetAgents;
import dev.parley.vocabulary.DurableCommand.TimeOutDecisionRequests;
import dev.parley.vocabulary.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
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
 * Does what time demands: activities that nobody completes expire, requests that nobody answers
 * time out, agents that nobody hears of leave the board.
 *
 * <p>It looks once a second, in memory, and asks the journal for what is due, in parts; the
 * journal's rules look again, so that to be asked twice, by two nodes, does no harm. {@link #start}
 * and {@link #close} may be called by any thread.
 */
public final class Deadlines implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);
  private static final long PERIOD_MILLIS = 1_000;
  private static final long STAMPS_A_MILLISECOND = 1_000;

  /** How many things one command ends: one transaction, for which everybody waits. */
  private static final int PART = 256;

  private final StatusModel status;
  private final DecisionModel decisions;
  private final Settings settings;
  private final Function<DurableCommand, CompletionStage<Reply>> journal;
  private final InstantSource clock;
  private final List<Duty> duties = List.of(new Duty(), new Duty(), new Duty());
  private @Nullable Future<?> ticking;

  /**
   * How long is too long.
   *
   * @param activityTimeout {@code parley.activity.timeout}
   * @param forgetAfter {@code parley.agents.forget-after}
   */
  public record Settings(Duration activityTimeout, Duration forgetAfter) {}

  /** Does nothing until {@link #start}. */
  public Deadlines(
      StatusModel status,
      DecisionModel decisions,
      Settings settings,
      Function<DurableCommand, CompletionStage<Reply>> journal,
      InstantSource clock) {
    this.status = status;
    this.decisions = decisions;
    this.settings = settings;
    this.journal = journal;
    this.clock = clock;
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

  /** Looks once. */
  void tick() {
    try {
      Instant now = clock.instant();
      long expired = stamp(now.minus(settings.activityTimeout()));
      long forgotten = stamp(now.minus(settings.forgetAfter()));
      duties.get(0).run(() -> status.activeBefore(expired, PART), ExpireActivities::new);
      duties.get(1).run(() -> decisions.overdue(now, PART), TimeOutDecisionRequests::new);
      duties
          .get(2)
          .run(() -> status.quietSince(forgotten, PART), ids -> new ForgetAgents(ids, forgotten));
    } catch (RuntimeException e) {
      // A task that throws is never run again.
      LOG.atError().setCause(e).log("what is overdue could not be ended; trying again");
    }
  }

  private static long stamp(Instant time) {
    return Math.max(0, time.toEpochMilli()) * STAMPS_A_MILLISECOND;
  }

  /** One kind of thing to end: a part at a time, the next when the journal has answered. */
  private final class Duty {
    private final AtomicBoolean busy = new AtomicBoolean();

    void run(Supplier<List<String>> due, Function<List<String>, DurableCommand> command) {
      if (!busy.compareAndSet(false, true)) {
        return;
      }
      List<String> ids = List.of();
      try {
        ids = due.get();
      } finally {
        if (ids.isEmpty()) {
          busy.set(false);
        }
      }
      if (!ids.isEmpty()) {
        boolean more = ids.size() == PART;
        journal
            .apply(command.apply(ids))
            .thenAccept(
                reply -> {
                  busy.set(false);
                  if (more && reply instanceof Reply.Done) {
                    run(due, command);
                  }
                });
      }
    }
  }
}
