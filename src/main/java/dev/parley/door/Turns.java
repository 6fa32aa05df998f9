package dev.parley.door;

import java.util.ArrayDeque;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one task begin when the one before has come to its end, on whatever thread that is. Safe for
 * use by any number of threads.
 */
final class Turns {
  private final int most;
  private final ArrayDeque<Supplier<CompletionStage<?>>> waiting = new ArrayDeque<>(1);
  private boolean busy;

  /**
   * @param most how many tasks may wait
   */
  Turns(int most) {
    this.most = most;
  }

  /**
   * Begins a task now or when those before it have ended; false, and it is not begun, where too
   * many wait.
   *
   * @param task must not throw, and its stage not fail
   */
  boolean add(Supplier<CompletionStage<?>> task) {
    synchronized (this) {
      if (busy) {
        if (waiting.size() >= most) {
          return false;
        }
        waiting.add(task);
        return true;
      }
      busy = true;
    }
    run(task);
    return true;
  }

  /** A loop and not a recursion: most tasks have ended when they return. */
  private void run(Supplier<CompletionStage<?>> first) {
    for (Supplier<CompletionStage<?>> task = first; task != null; task = next()) {
      var stage = task.get().toCompletableFuture();
      if (!stage.isDone()) {
        var unused = stage.whenComplete((done, failure) -> goOn());
        return;
      }
    }
  }

  private void goOn() {
    Supplier<CompletionStage<?>> task = next();
    if (task != null) {
      run(task);
    }
  }

  private synchronized @Nullable Supplier<CompletionStage<?>> next() {
    Supplier<CompletionStage<?>> task = waiting.poll();
    busy = task != null;
    return task;
  }
}
