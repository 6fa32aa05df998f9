package dev.parley.socketio;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The answers that one socket waits for. Safe for use by any number of threads. */
final class Acknowledgements {
  private final ScheduledExecutorService timer;
  private final Executor inOrder;
  private final int max;
  private final AtomicLong next = new AtomicLong();
  private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();
  private volatile boolean ended;

  /**
   * @param inOrder runs what completes an answer, one after another
   * @param max how many may be waited for
   */
  Acknowledgements(ScheduledExecutorService timer, Executor inOrder, int max) {
    this.timer = timer;
    this.inOrder = inOrder;
    this.max = max;
  }

  /**
   * Waits for an answer.
   *
   * @param question sends what asks for the answer with that number
   */
  CompletionStage<Arguments> ask(Duration timeout, LongConsumer question) {
    if (waiting.size() >= max) {
      return CompletableFuture.failedStage(
          new IllegalStateException("too many answers are waited for"));
    }
    long number = next.getAndIncrement();
    CompletableFuture<Arguments> answer = new CompletableFuture<>();
    Waiting entry = new Waiting(answer);
    waiting.put(number, entry);
    if (ended) {
      fail(number, new IOException("the client has left the namespace"));
      return answer;
    }
    try {
      entry.timeout =
          timer.schedule(
              () -> inOrder.execute(() -> fail(number, new TimeoutException("no answer in time"))),
              timeout.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      fail(number, new IOException("the application stops", e));
      return answer;
    }
    question.accept(number);
    return answer;
  }

  /** An answer came in; one that nobody waits for any more is let go. */
  void answered(long number, Arguments arguments) {
    Waiting entry = waiting.remove(number);
    if (entry != null) {
      entry.cancel();
      entry.answer.complete(arguments);
    }
  }

  /** None will come any more. */
  void end() {
    ended = true;
    for (Long number : List.copyOf(waiting.keySet())) {
      fail(number, new IOException("the client has left the namespace"));
    }
  }

  private void fail(long number, Exception cause) {
    Waiting entry = waiting.remove(number);
    if (entry != null) {
      entry.cancel();
      entry.answer.completeExceptionally(cause);
    }
  }

  private static final class Waiting {
    private final CompletableFuture<Arguments> answer;
    private volatile @Nullable ScheduledFuture<?> timeout;

    Waiting(CompletableFuture<Arguments> answer) {
      this.answer = answer;
    }

    void cancel() {
      ScheduledFuture<?> task = timeout;
      if (task != null) {
        task.cancel(false);
      }
    }
  }
}
