package dev.parley.journal;

import dev.parley.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the store, asked for on any thread and made by the writer between two batches, one at a
 * time.
 */
final class StoreCopies {
  private final Store store;
  private final AtomicReference<@Nullable Copy> next = new AtomicReference<>();
  private volatile boolean ended;

  private record Copy(Path target, CompletableFuture<Void> done) {
    void refuse(String reason) {
      done.completeExceptionally(new IOException(reason));
    }
  }

  StoreCopies(Store store) {
    this.store = store;
  }

  /** Completes on the writer's thread, exceptionally with {@link IOException}. */
  CompletableFuture<Void> ask(Path target) {
    Copy asked = new Copy(target, new CompletableFuture<>());
    if (!next.compareAndSet(null, asked)) {
      asked.refuse("the store is being copied already");
    } else if (ended) {
      refuse("the hub stops");
    }
    return asked.done();
  }

  /** Refuses the one that waits. */
  void refuse(String reason) {
    Copy waiting = next.getAndSet(null);
    if (waiting != null) {
      waiting.refuse(reason);
    }
  }

  /** Refuses the one that waits, and all that are asked for from now on. */
  void end() {
    ended = true;
    refuse("the hub stops");
  }

  /**
   * Makes the one that waits. For the writer's thread.
   *
   * @throws SQLException if the store cannot be trusted any more
   */
  void make() throws SQLException {
    Copy asked = next.get();
    if (asked == null) {
      return;
    }
    try {
      store.copyTo(asked.target());
      asked.done().complete(null);
    } catch (IOException e) {
      asked.done().completeExceptionally(e);
    } catch (SQLException | RuntimeException e) {
      asked.refuse("the store failed");
      throw e;
    } finally {
      next.compareAndSet(asked, null);
    }
  }
}
