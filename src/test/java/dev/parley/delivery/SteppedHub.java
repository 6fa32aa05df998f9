package dev.parley.delivery;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A hub without threads: its loops turn, its reads run and its time passes when the test says so,
 * so that a schedule can be repeated exactly.
 */
final class SteppedHub {
  final MemoryHistory history = new MemoryHistory();
  final ManualTime time = new ManualTime();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final LineDialect dialect = new LineDialect("line");
  final List<Runnable> blocking = new ArrayList<>();
  final Hub hub;

  SteppedHub() {
    this(new Settings().build());
  }

  SteppedHub(HubSettings settings) {
    this(settings, null, null);
  }

  SteppedHub(Attendance attendance) {
    this(new Settings().build(), null, null, attendance);
  }

  /** With another history or state source in the place of {@link #history}. */
  SteppedHub(HubSettings settings, @Nullable History other, @Nullable StateSource states) {
    this(settings, other, states, Attendance.IGNORED);
  }

  private SteppedHub(
      HubSettings settings,
      @Nullable History other,
      @Nullable StateSource states,
      Attendance attendance) {
    hub =
        new Hub(
            settings,
            other == null ? history : other,
            states == null ? history : states,
            attendance,
            new Hub.Means(NeverStarted::new, blocking::add, time, time, time, meters));
  }

  /** A thread that leaves its work to the test. */
  private static final class NeverStarted extends Thread {
    private NeverStarted(Runnable work) {
      super(work);
    }

    @Override
    public void start() {}
  }

  Connection open(Transport transport, Topic topic) {
    return open(transport, topic, null, Filter.ALL);
  }

  Connection open(Transport transport, Topic topic, Opening.@Nullable Since since, Filter filter) {
    return open(dialect, transport, topic, since, filter);
  }

  Connection open(
      Dialect spoken,
      Transport transport,
      Topic topic,
      Opening.@Nullable Since since,
      Filter filter) {
    Opening opening = new Opening(List.of(new Opening.Subscription(topic, since)), filter, "test");
    return hub.open(Caller.ANONYMOUS, spoken, transport, opening);
  }

  /** Makes events durable and announces them. */
  void publish(Topic topic, int count) {
    announce(history.append(topic, count));
  }

  void announce(List<Publication> publications) {
    hub.announced(new Broker.Announcement(1, publications.size(), publications));
  }

  /** Works until there is nothing to do but to wait. */
  void settle() {
    for (int rounds = 0; step(); rounds++) {
      if (rounds > 1_000_000) {
        throw new AssertionError("the hub spins");
      }
    }
  }

  private boolean step() {
    boolean worked = false;
    for (Loop loop : hub.loops()) {
      worked |= loop.turn();
    }
    for (Runnable read : new ArrayDeque<>(blocking)) {
      blocking.remove(read);
      read.run();
      worked = true;
    }
    return worked;
  }

  /** One thing that could happen next. */
  void stepAtRandom(Random random) {
    int choice = random.nextInt(hub.loops().size() + 1);
    if (choice < hub.loops().size()) {
      hub.loops().get(choice).turn();
    } else if (!blocking.isEmpty()) {
      blocking.remove(random.nextInt(blocking.size())).run();
    }
  }

  /** Lets time pass, with everything that is due in it. */
  void advance(Duration duration) {
    settle();
    Duration left = duration;
    while (left.isPositive()) {
      left = left.minus(time.pass(left));
      settle();
    }
  }

  double count(String name, String... tags) {
    return meters.get(name).tags(tags).counter().count();
  }
}
