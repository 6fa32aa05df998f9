package dev.parley.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Clients that each ask again as soon as they are answered. */
final class Clients {
  private Clients() {}

  /** One thing that a client asks for; returns when it is durable. */
  interface Client extends AutoCloseable {
    void record(long round) throws Exception;

    @Override
    default void close() throws IOException {}
  }

  /** Lets them work for so long; gives how many were answered in a second. */
  static double perSecond(List<? extends Client> clients, int seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long begin = System.nanoTime();
    List<Callable<Long>> tasks = new ArrayList<>();
    for (Client client : clients) {
      tasks.add(
          () -> {
            long round = 0;
            while (System.nanoTime() < end) {
              client.record(round++);
            }
            return round;
          });
    }
    long answered = 0;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Long> count : executor.invokeAll(tasks)) {
        answered += count.get();
      }
    }
    return answered / ((System.nanoTime() - begin) / 1e9);
  }
}
