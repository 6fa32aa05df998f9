package dev.parley.collaboration;

import dev.parley.vocabulary.LatestEvent.BoardChanged;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.StatusBoard;
import dev.parley.vocabulary.Topic;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the status board every two seconds: to everybody when it has changed, else to those who
 * have not seen it yet.
 *
 * <p>The same {@link Publication} is told again and again until the board changes, so that it is
 * encoded once. Its time is that of the tick that found the change. {@link #start} and {@link
 * #close} may be called by any thread.
 */
public final class BoardTicker implements AutoCloseable {
  /** How often the board is told, in milliseconds. */
  static final long PERIOD_MILLIS = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(BoardTicker.class);

  private final StatusModel model;
  private final Outlet outlet;
  private final InstantSource clock;
  // Of the timer's task alone; the executor runs it one at a time.
  private @Nullable StatusBoard told;
  private @Nullable Publication publication;
  private @Nullable Future<?> ticking;

  /** Where the board is told. */
  @FunctionalInterface
  public interface Outlet {
    /**
     * Passes the board on. Must not block.
     *
     * @param board a {@link BoardChanged} on the collaboration topic
     * @param changed true: it is for everybody; false: it is what was told before, and is for those
     *     alone who have not been told since they came, subscribed anew or were resynced
     */
    void publish(Publication board, boolean changed);
  }

  /** Does nothing until {@link #start}. */
  public BoardTicker(StatusModel model, Outlet outlet, InstantSource clock) {
    this.model = model;
    this.outlet = outlet;
    this.clock = clock;
  }

  /**
   * Begins to tick, at once and then every two seconds.
   *
   * @throws IllegalStateException if it was started before
   */
  public synchronized void start(ScheduledExecutorService timer) {
    if (ticking != null) {
      throw new IllegalStateException("started before");
    }
    ticking = timer.scheduleWithFixedDelay(this::tick, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Ticks no more; does not end the timer. A tick that is under way may still be told. */
  @Override
  public synchronized void close() {
    if (ticking != null) {
      ticking.cancel(false);
    }
  }

  private void tick() {
    try {
      tell(model.snapshot().state().board());
    } catch (RuntimeException e) {
      // A task that throws is never run again.
      LOG.atError().setCause(e).log("the status board could not be told; trying again");
    }
  }

  private void tell(StatusBoard board) {
    Publication current = publication;
    boolean changed = current == null || !board.equals(told);
    if (current == null || changed) {
      current =
          new Publication(Topic.COLLABORATION, new BoardChanged(board), clock.instant(), null);
    }
    outlet.publish(current, changed);
    // Kept only when it was told: what the outlet threw away counts as changed the next time.
    publication = current;
    told = board;
  }
}
