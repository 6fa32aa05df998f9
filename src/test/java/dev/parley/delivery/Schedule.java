package dev.parley.delivery;

import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One history of the world, drawn by a seed: events are published while clients come, go, resume
 * from anywhere and read at their own pace, announcements get lost, late and out of order, the
 * history fails, forgets, and begins new epochs, and every thread of the hub runs whenever it
 * likes. In the end all is well again, and every client must have heard everything.
 */
final class Schedule {
  private static final List<Topic> TOPICS =
      List.of(
          Topic.COLLABORATION, new Topic(Topic.Kind.ROOM, "a"), new Topic(Topic.Kind.ROOM, "b"));

  /** What is broken on purpose, to see that the checker sees it. */
  enum Fault {
    NONE,
    HISTORY_SHIFTED,
    FRAME_LOST,
    FRAME_TWICE,
    FRAMES_SWAPPED,
    RESUMED_TOO_LATE,
    RESUMED_TOO_EARLY
  }

  private final Random random;
  private final Fault fault;
  private final SteppedHub stepped;
  private final List<Client> clients = new ArrayList<>();
  private final List<List<Publication>> delayed = new ArrayList<>();
  private int epochs = 1;
  private double failures;
  private FeedChecker.@Nullable Violation violation;

  Schedule(long seed, Fault fault) {
    this.random = new Random(seed);
    this.fault = fault;
    HubSettings settings =
        new Settings()
            .loops(1 + random.nextInt(3))
            .ring(1 + random.nextInt(24), 4000 + random.nextInt(8000))
            .pages(1 + random.nextInt(12), 2000 + random.nextInt(20_000))
            .maxWriteFrames(1 + random.nextInt(7))
            .maxLag(30)
            .build();
    stepped = new SteppedHub(settings, this.new Shifted(), null);
  }

  /** Throws {@link FeedChecker.Violation} if a client was told anything but a gap-free feed. */
  void run() {
    stepped.history.failReads(() -> random.nextDouble() < failures);
    stepped.history.failExtents(() -> random.nextDouble() < failures / 4);
    stepped.history.failStates(() -> random.nextDouble() < failures / 2);
    TOPICS.forEach(topic -> stepped.history.append(topic, random.nextInt(60)));
    int steps = 150 + random.nextInt(450);
    for (int i = 0; i < steps; i++) {
      step();
      complain();
    }
    heal();
    complain();
    for (Client client : clients) {
      client.topics.forEach(client.checker::complete);
    }
  }

  private void complain() {
    if (violation != null) {
      throw violation;
    }
  }

  /** How often something happened in it, by the name of a counter of the hub. */
  double count(String counter) {
    return stepped.meters.find(counter).counters().stream().mapToDouble(Counter::count).sum();
  }

  private void step() {
    int choice = random.nextInt(100);
    if (choice < 25) {
      publish(1 + random.nextInt(4));
    } else if (choice < 27) {
      publish(20 + random.nextInt(100));
    } else if (choice < 32 && clients.size() < 6) {
      clients.add(new Client());
    } else if (choice < 38 && !clients.isEmpty()) {
      anyClient().toggle();
    } else if (choice < 42 && !clients.isEmpty()) {
      anyClient().comeAgain();
    } else if (choice < 46 && !clients.isEmpty()) {
      anyClient().connection.sendState();
    } else if (choice < 52 && !delayed.isEmpty()) {
      stepped.announce(delayed.remove(random.nextInt(delayed.size())));
    } else if (choice < 60) {
      var unused = stepped.time.pass(Duration.ofMillis(random.nextInt(400)));
    } else if (choice < 61) {
      failures = random.nextBoolean() ? 0 : 0.9 * random.nextDouble();
    } else if (choice < 62) {
      stepped.history.lagStates(random.nextInt(3));
    } else if (choice < 63 && random.nextInt(4) == 0) {
      forget();
    } else if (choice < 64 && random.nextInt(8) == 0) {
      stepped.history.restore("e" + ++epochs, random.nextInt(10));
    } else if (choice < 75 && !clients.isEmpty()) {
      anyClient().take();
    } else {
      stepped.stepAtRandom(random);
    }
  }

  private Client anyClient() {
    return clients.get(random.nextInt(clients.size()));
  }

  private Topic anyTopic() {
    return TOPICS.get(random.nextInt(TOPICS.size()));
  }

  private void publish(int count) {
    List<Publication> batch = new ArrayList<>(stepped.history.append(anyTopic(), count));
    if (random.nextInt(3) == 0) {
      batch.addAll(stepped.history.append(anyTopic(), count));
    }
    int fate = random.nextInt(10);
    if (fate < 6) {
      stepped.announce(batch);
    } else if (fate < 9) {
      delayed.add(batch);
    }
  }

  private void forget() {
    Topic topic = anyTopic();
    long head = stepped.history.head(topic);
    stepped.history.forgetBelow(topic, 1 + random.nextLong(head + 1));
  }

  /** Everything works again, and there is time enough. */
  private void heal() {
    failures = 0;
    stepped.history.lagStates(0);
    for (int i = 0; i < 12 && (i < 2 || !clients.stream().allMatch(Client::level)); i++) {
      clients.forEach(Client::flow);
      stepped.advance(Duration.ofSeconds(2));
    }
  }

  /** The history, which gives the events of one place at another where that is the fault. */
  private final class Shifted implements History {
    @Override
    public Extent extent(Topic topic) {
      return stepped.history.extent(topic);
    }

    @Override
    public List<Publication> read(Topic topic, long first, int limit) {
      List<Publication> read = stepped.history.read(topic, first, limit);
      if (fault != Fault.HISTORY_SHIFTED) {
        return read;
      }
      return read.stream()
          .map(
              publication ->
                  new Publication(
                      topic,
                      MemoryHistory.event(topic, stepped.history.epoch(), publication.offset() + 1),
                      publication.time(),
                      publication.position()))
          .toList();
    }
  }

  /** Somebody with one to three topics, who comes back as often as it is thrown out. */
  private final class Client {
    private final List<Topic> topics = TOPICS.subList(0, 1 + random.nextInt(TOPICS.size()));
    private final FeedChecker checker = new FeedChecker(new Sure());
    private final LineDialect dialect = stepped.dialect;
    private @Nullable Line line;
    private Connection connection;
    private boolean slow;

    private Client() {
      connection = connect(random.nextBoolean());
    }

    private Connection connect(boolean resume) {
      List<Opening.Subscription> wanted = new ArrayList<>();
      for (Topic topic : topics) {
        wanted.add(new Opening.Subscription(topic, resume ? since(topic) : null));
      }
      checker.connected(wanted);
      Line next = new Line(this);
      line = next;
      Opening opening = new Opening(wanted, Filter.ALL, "test");
      return stepped.hub.open(dev.parley.vocabulary.Caller.ANONYMOUS, dialect, next, opening);
    }

    private Opening.@Nullable Since since(Topic topic) {
      Position place = checker.place(topic);
      if (place == null) {
        return null;
      }
      int wrong =
          switch (fault) {
            case RESUMED_TOO_EARLY -> place.offset() > 0 ? -1 : 0;
            case RESUMED_TOO_LATE -> 1;
            default -> 0;
          };
      return new Opening.Since(place.epoch(), place.offset() + wrong);
    }

    private void toggle() {
      slow = !slow;
      take();
    }

    private void take() {
      if (line != null) {
        line.take();
      }
    }

    private void comeAgain() {
      if (random.nextBoolean()) {
        connection.transportClosed();
      } else {
        connection.close(CloseCode.NORMAL);
      }
      connection = connect(random.nextInt(4) > 0);
    }

    private boolean level() {
      return topics.stream().allMatch(checker::isComplete);
    }

    private void flow() {
      slow = false;
      take();
      if (connection.code() != null) {
        connection = connect(true);
      }
    }
  }

  /** The history as it is, for the checker. */
  private final class Sure implements History {
    @Override
    public Extent extent(Topic topic) {
      double before = failures;
      failures = 0;
      try {
        return stepped.history.extent(topic);
      } finally {
        failures = before;
      }
    }

    @Override
    public List<Publication> read(Topic topic, long first, int limit) {
      throw new UnsupportedOperationException();
    }
  }

  /** One connection of a client, in the hands of the schedule. */
  private final class Line implements Transport {
    private final Client client;
    private @Nullable Completion held;
    private boolean closed;

    private Line(Client client) {
      this.client = client;
    }

    @Override
    public void write(List<Frame> frames, Completion completion) {
      try {
        if (held != null) {
          throw new FeedChecker.Violation("two writes at a time");
        }
        if (client.line == this && !closed) {
          spoilt(frames).forEach(client.checker::sent);
        }
      } catch (FeedChecker.Violation e) {
        // Not thrown here, because the hub survives what transports throw.
        violation = e;
      }
      if (client.slow) {
        held = completion;
      } else {
        completion.done();
      }
    }

    private List<Frame> spoilt(List<Frame> frames) {
      List<Frame> spoilt = new ArrayList<>(frames);
      int last = spoilt.size() - 1;
      boolean chosen = random.nextInt(10) == 0;
      if (chosen && fault == Fault.FRAME_LOST) {
        spoilt.remove(last);
      } else if (chosen && fault == Fault.FRAME_TWICE) {
        spoilt.add(spoilt.get(last));
      } else if (chosen && fault == Fault.FRAMES_SWAPPED && last > 0) {
        spoilt.add(spoilt.remove(last - 1));
      }
      return spoilt;
    }

    private void take() {
      Completion taken = held;
      held = null;
      if (taken != null) {
        taken.progressed();
        taken.done();
      }
    }

    @Override
    public void ping() {
      if (held != null) {
        violation = new FeedChecker.Violation("a ping while a write is in flight");
      }
      if (client.line == this) {
        client.connection.heard();
      }
    }

    @Override
    public void close(CloseCode code) {
      closed = true;
      if (client.line == this) {
        client.connection.transportClosed();
      }
    }
  }
}
