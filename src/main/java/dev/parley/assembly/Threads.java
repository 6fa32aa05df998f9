package dev.parley.assembly;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the hub: the container's own where it offers some, which have to be asked for
 * while the application starts; else ours.
 */
final class Threads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Threads.class);

  /** From this one on a virtual thread does not pin its carrier while it waits for a monitor. */
  private static final int JAVA_THAT_DOES_NOT_PIN = 24;

  private static final int MAX_BLOCKING = 64;
  private static final int READERS = 8;
  private static final int WAITING_READS = 512;
  private static final long JOIN_SECONDS = 2;

  private final ThreadFactory factory;
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService blocking;
  private final ThreadPoolExecutor readers;

  /** Asks the container, and makes what it does not have. */
  Threads() {
    ThreadFactory managed = lookup("java:comp/DefaultManagedThreadFactory", ThreadFactory.class);
    factory = managed == null ? Thread.ofPlatform().daemon().name("parley-", 1).factory() : managed;
    // Not the container's: some keep what was scheduled for longer than the application.
    timer = new ScheduledThreadPoolExecutor(1, loops());
    timer.setRemoveOnCancelPolicy(true);
    blocking =
        Runtime.version().feature() >= JAVA_THAT_DOES_NOT_PIN
            ? Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual()
                    .name("blocking-", 1)
                    // Nor do these pass the application's class loader on.
                    .inheritInheritableThreadLocals(false)
                    .factory())
            : pool("blocking-", MAX_BLOCKING, Integer.MAX_VALUE);
    readers = pool("reader-", READERS, WAITING_READS);
  }

  private static ThreadPoolExecutor pool(String name, int threads, int waiting) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            waiting == Integer.MAX_VALUE
                ? new java.util.concurrent.LinkedBlockingQueue<>()
                : new ArrayBlockingQueue<>(waiting),
            Thread.ofPlatform().daemon().name(name, 1).factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Makes threads that bring events to the container. They do not pass the application's class
   * loader on to threads that the container makes meanwhile: its pools keep those longer than it
   * keeps the application.
   */
  ThreadFactory loops() {
    return task ->
        factory.newThread(
            () -> {
              Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
              task.run();
            });
  }

  /** Makes threads for tasks that never end. */
  ThreadFactory factory() {
    return factory;
  }

  /** Runs short tasks later, which never block. */
  ScheduledExecutorService timer() {
    return timer;
  }

  /** Runs what may wait for the network or for a client. */
  Executor blocking() {
    return blocking;
  }

  /** Reads from the database; refuses when too many wait. */
  Executor readers() {
    return readers;
  }

  /** Names of our own, in the application's own name space: nothing a client sends comes here. */
  @SuppressWarnings("BanJNDI")
  private static <T> @Nullable T lookup(String name, Class<T> type) {
    try {
      return type.cast(InitialContext.doLookup(name));
    } catch (NamingException | ClassCastException e) {
      LOG.atDebug().addKeyValue("name", name).log("The container has none; the hub makes its own");
      return null;
    }
  }

  @Override
  public void close() {
    readers.shutdownNow();
    blocking.shutdown();
    timer.shutdownNow();
    try {
      if (!blocking.awaitTermination(JOIN_SECONDS, TimeUnit.SECONDS)) {
        blocking.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
