package dev.parley.demo;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the agents of the script work: one step after the other, each a request and its answer. At
 * the end they finish what they have begun.
 */
public final class Demo implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

  private static final Caller CALLER =
      new Caller(Caller.Kind.SERVICE, "demo", "Demo", Set.of(Role.AGENT), null, null, null);
  private static final long PAUSE_MILLIS = 1_200;
  private static final int AFTER_A_REFUSAL = 4;
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private final Door door;
  private final ScheduledExecutorService timer;
  private final Script script;
  private final long pauseMillis;

  // Guarded by this.
  private final Play play;
  private boolean closed;
  private @Nullable ScheduledFuture<?> next;
  private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

  /** The way into the hub. */
  @FunctionalInterface
  public interface Door {
    /** Asks for something; the stage never fails exceptionally. */
    CompletionStage<Reply> ask(Command command, Caller caller);
  }

  /**
   * Agents that do nothing yet.
   *
   * @param timer runs what is short and due later
   */
  public Demo(Door door, ScheduledExecutorService timer, RandomGenerator random) {
    this(door, timer, random, PAUSE_MILLIS);
  }

  /**
   * @param pauseMillis about how long between two steps
   */
  Demo(Door door, ScheduledExecutorService timer, RandomGenerator random, long pauseMillis) {
    this.door = door;
    this.timer = timer;
    this.script = new Script(random);
    this.play = new Play(script);
    this.pauseMillis = pauseMillis;
  }

  /** Lets them begin. */
  public synchronized void start() {
    later(pauseMillis);
  }

  private void later(long millis) {
    if (!closed) {
      try {
        next = timer.schedule(this::step, script.around(millis), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException timerHasEnded) {
        LOG.atDebug().log("the demo ends with the hub");
      }
    }
  }

  private synchronized void step() {
    if (closed) {
      return;
    }
    Play.Step step = play.next();
    running =
        door.ask(step.command(), CALLER)
            .thenAccept(reply -> settled(step, reply))
            .toCompletableFuture();
  }

  private synchronized void settled(Play.Step step, Reply reply) {
    if (reply instanceof Reply.Refused refused) {
      LOG.atDebug().addKeyValue("reason", refused.refusal().detail()).log("the demo was refused");
      if (refused.refusal().code() != Refusal.Code.UNAVAILABLE) {
        play.forget(step.command());
      }
      later(AFTER_A_REFUSAL * pauseMillis);
    } else {
      step.then().accept(reply);
      later(pauseMillis);
    }
  }

  /** Lets them finish what they have begun. Blocks for a few seconds at most. */
  @Override
  public void close() {
    CompletableFuture<Void> last;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (next != null) {
        next.cancel(false);
      }
      last = running;
    }
    CompletableFuture<Void> farewell = last.thenCompose(done -> finish());
    try {
      farewell.get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.atWarn().setCause(e).log("The demo did not finish what it had begun");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized CompletableFuture<Void> finish() {
    return CompletableFuture.allOf(
        play.leftovers().stream()
            .map(command -> door.ask(command, CALLER).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }
}
