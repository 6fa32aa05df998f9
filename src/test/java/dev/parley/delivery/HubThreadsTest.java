package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same promise with real threads, where the schedules cannot be chosen. */
final class HubThreadsTest {
  private static final Topic TOPIC = Topic.COLLABORATION;
  private static final int EVENTS = 20_000;
  private static final int CLIENTS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MemoryHistory history = new MemoryHistory();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final ExecutorService network = Executors.newFixedThreadPool(2);
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final Semaphore written = new Semaphore(0);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LineDialect dialect = new LineDialect("line");
  private final Hub hub =
      new Hub(
          new Settings().loops(2).ring(200, 1 << 20).pages(100, 1 << 20).build(),
          history,
          history,
          new Hub.Means(
              Thread::new, workers, timer, InstantSource.system(), System::nanoTime, meters));

  @AfterEach
  void end() {
    hub.close();
    timer.shutdownNow();
    network.shutdownNow();
    workers.shutdownNow();
  }

  @Test
  void clientsThatComeAndGoMissNothing() throws Exception {
    InMemoryBroker broker = new InMemoryBroker();
    broker.listen(hub);
    List<Future<?>> work = new ArrayList<>();
    work.add(workers.submit((Callable<Void>) () -> publish(broker)));
    for (int i = 0; i < CLIENTS; i++) {
      long seed = i;
      work.add(workers.submit((Callable<Void>) () -> new Client(seed).follow()));
    }
    for (Future<?> each : work) {
      each.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
    assertThat(history.head(TOPIC)).isEqualTo(EVENTS);
    assertThat(meters.counter("parley.deliveries", "dialect", "line").count())
        .isGreaterThan((double) CLIENTS * EVENTS);
    hub.closeAll(CloseCode.GOING_AWAY)
        .toCompletableFuture()
        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(hub.connections()).isZero();
  }

  private @Nullable Void publish(Broker broker) throws InterruptedException {
    Random random = new Random(1);
    for (int left = EVENTS; left > 0; ) {
      int count = Math.min(left, 1 + random.nextInt(20));
      List<Publication> batch = history.append(TOPIC, count);
      if (random.nextInt(50) > 0) {
        broker.announce(new Broker.Announcement(1, count, batch));
      }
      left -= count;
      // Neither far ahead of the clients nor waiting for them.
      var unused = written.tryAcquire(20, TimeUnit.MILLISECONDS);
    }
    return null;
  }

  /** Follows the feed to its end, coming back after every few hundred events. */
  private final class Client {
    private final FeedChecker checker = new FeedChecker(history);
    private final Random random;

    private Client(long seed) {
      random = new Random(seed);
      checker.begins(TOPIC, new Position(history.epoch(), 0));
    }

    @Nullable Void follow() throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!reached(EVENTS)) {
        assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
        Position place = checker.place(TOPIC);
        Opening.Since since =
            place == null ? null : new Opening.Since(place.epoch(), place.offset());
        List<Opening.Subscription> wanted = List.of(new Opening.Subscription(TOPIC, since));
        checker.connected(wanted);
        Line line = new Line((place == null ? 0 : place.offset()) + 1 + random.nextInt(3000));
        Connection connection =
            hub.open(Caller.ANONYMOUS, dialect, line, new Opening(wanted, Filter.ALL, "test"));
        line.await();
        connection.transportClosed();
        connection.ended().toCompletableFuture().join();
        line.check();
      }
      return null;
    }

    private boolean reached(long offset) {
      Position place = checker.place(TOPIC);
      return place != null && place.offset() >= offset;
    }

    /** One connection, which has enough when it has come to an offset. */
    private final class Line implements Transport {
      private final long enough;
      private FeedChecker.@Nullable Violation violation;
      private boolean done;

      private Line(long enough) {
        this.enough = enough;
      }

      @Override
      public void write(List<Frame> frames, Completion completion) {
        written.release();
        boolean elsewhere;
        synchronized (this) {
          if (!done) {
            take(frames);
          }
          elsewhere = random.nextBoolean();
        }
        if (elsewhere) {
          network.execute(completion::done);
        } else {
          completion.done();
        }
      }

      private void take(List<Frame> frames) {
        try {
          frames.forEach(checker::sent);
        } catch (FeedChecker.Violation e) {
          violation = e;
        }
        done = violation != null || reached(Math.min(enough, EVENTS));
        notifyAll();
      }

      private synchronized void await() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!done && System.nanoTime() < deadline) {
          wait(100);
        }
        done = true;
      }

      private synchronized void check() {
        if (violation != null) {
          throw violation;
        }
      }

      @Override
      public void ping() {}

      @Override
      public void close(CloseCode code) {}
    }
  }
}
