package dev.parley.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.delivery.Attendance;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Presence;
import dev.parley.vocabulary.PresenceStatus;
import dev.parley.vocabulary.PresenceView;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Everybody who is connected to this node, and how others see them. Safe for use by any number of
 * threads; nothing waits for anything but a short lock.
 */
public final class Attendants implements Attendance, AutoCloseable {
  private static final long LEASES_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Of how many who are offline it is known when they went. */
  private static final int MAX_REMEMBERED = 100_000;

  private final PresenceSettings settings;
  private final HoldModel holds;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Map<String, Device> devices = new ConcurrentHashMap<>();
  private final Cache<String, Instant> lastSeen =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).executor(Runnable::run).build();

  private final Ticker ticker = new Ticker(this::look);
  private long leasesLookedAt;

  private final ReentrantLock lock = new ReentrantLock();
  // All that follows is guarded by the lock.
  private final Map<String, Person> people = new HashMap<>();
  // How many devices of one id are told; an agent and a user of one id are the same to rooms, too.
  private final Map<String, Integer> listeners = new HashMap<>();
  private final Scope scope;
  private final Herald herald;
  // Of those that have gone, the first one first.
  private final ArrayDeque<Device> leaving = new ArrayDeque<>();

  /**
   * Nobody is connected.
   *
   * @param outlet takes what others see now, to be told to the listeners of this node in that
   *     order; must return at once and not throw
   * @param nanoTime the hub's clock, which never goes back
   */
  public Attendants(
      PresenceSettings settings,
      HoldModel holds,
      Company company,
      Consumer<List<Publication>> outlet,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.holds = holds;
    this.scope = new Scope(settings, company, people.keySet(), listeners.keySet());
    this.herald = new Herald(scope, outlet, clock);
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.leasesLookedAt = nanoTime.getAsLong();
  }

  /**
   * Begins to look what has come to its end.
   *
   * @throws IllegalStateException if it was started before
   */
  public void start(ScheduledExecutorService timer) {
    ticker.start(timer);
  }

  /** Looks no more; does not end the timer. */
  @Override
  public void close() {
    ticker.close();
  }

  @Override
  public void opened(String connectionId, Caller caller, String door, LongSupplier lastSign) {
    Device device = new Device(caller, door, clock.instant(), lastSign);
    devices.put(connectionId, device);
    if (caller.kind() == Caller.Kind.USER) {
      locked(
          () -> {
            Person person = people.computeIfAbsent(caller.id(), Person::new);
            person.add(device);
            herald.counted();
            herald.tell(presence(person));
          });
    }
  }

  @Override
  public void listens(String connectionId, Topic topic, Consumer<Publication> to) {
    Device device = devices.get(connectionId);
    if (device != null && topic.equals(Topic.PRESENCE)) {
      String viewer = device.caller().id();
      locked(
          () -> {
            if (device.listen()) {
              listeners.merge(viewer, 1, Integer::sum);
            }
            seenBy(viewer).forEach(presence -> herald.show(presence, viewer, to));
          });
    }
  }

  @Override
  public void idle(String connectionId, boolean idle) {
    locked(
        () -> {
          Device device = devices.get(connectionId);
          if (device != null && device.isIdle() != idle) {
            device.idle(idle);
            tell(device.caller());
          }
        });
  }

  @Override
  public void ended(String connectionId) {
    long now = nanoTime.getAsLong();
    locked(
        () -> {
          Device device = devices.remove(connectionId);
          if (device != null) {
            if (device.isListening()) {
              listeners.computeIfPresent(
                  device.caller().id(), (id, count) -> count == 1 ? null : count - 1);
            }
            if (device.caller().kind() == Caller.Kind.USER) {
              leave(device, now);
            }
          }
        });
  }

  /** Who was silent for long does not just load a page again. */
  private void leave(Device device, long now) {
    if (now - device.lastSign() >= settings.lease().toNanos()) {
      device.go(now - settings.grace().toNanos(), device.lastSign());
      leaving.addFirst(device);
    } else {
      device.go(now, now);
      leaving.addLast(device);
    }
  }

  /** Something else holds for a user now. */
  public void held(String userId) {
    locked(
        () -> {
          HoldModel.Hold hold = holds.of(userId);
          Person person = people.get(userId);
          if (person != null) {
            if (hold != null
                && hold.status() == PresenceStatus.OFFLINE
                && herald.told(userId) != PresenceStatus.OFFLINE) {
              lastSeen.put(userId, hold.since());
            }
            herald.tell(presence(person));
          }
        });
  }

  /** Somebody belongs to a room now whose members see each other. */
  void joined(String roomId, String userId) {
    locked(
        () -> {
          if (scope.isEverybody()) {
            return;
          }
          if (people.containsKey(userId)) {
            herald.introduce(presence(userId), scope.listenersIn(roomId));
          }
          if (scope.listens(userId)) {
            scope
                .usersIn(roomId)
                .forEach(other -> herald.introduce(presence(other), List.of(userId)));
          }
        });
  }

  private void look() {
    long now = nanoTime.getAsLong();
    if (now - leasesLookedAt >= LEASES_NANOS) {
      leasesLookedAt = now;
      endLeases(now);
    }
    locked(() -> letGo(now));
  }

  /** For those of whom nobody has said that they ended. */
  private void endLeases(long now) {
    devices.forEach(
        (connectionId, device) -> {
          if (now - device.lastSign() >= settings.lease().toNanos()) {
            ended(connectionId);
          }
        });
  }

  private void letGo(long now) {
    long grace = settings.grace().toNanos();
    for (Device first = leaving.peek();
        first != null && now - first.goneAt() >= grace;
        first = leaving.peek()) {
      leaving.remove();
      Person person = people.get(first.caller().id());
      if (person != null) {
        person.remove(first);
        if (!person.isConnected()) {
          if (herald.told(person.userId()) != PresenceStatus.OFFLINE) {
            lastSeen.put(person.userId(), clock.instant().minusNanos(now - first.seenAt()));
          }
          people.remove(person.userId());
        }
        herald.tell(presence(person));
        herald.counted();
      }
    }
  }

  private void tell(Caller caller) {
    Person person = caller.kind() == Caller.Kind.USER ? people.get(caller.id()) : null;
    if (person != null) {
      herald.tell(presence(person));
    }
  }

  private Presence presence(String userId) {
    Person person = people.get(userId);
    return presence(person == null ? new Person(userId) : person);
  }

  private Presence presence(Person person) {
    String userId = person.userId();
    return person.presence(holds.of(userId), clock.instant(), lastSeen.getIfPresent(userId));
  }

  /** Those who are not offline and whom somebody may see. */
  public PresenceView.People list(Caller viewer) {
    return new PresenceView.People(locked(() -> seenBy(viewer.id())));
  }

  private List<Presence> seenBy(String viewer) {
    return scope.visible(viewer).stream()
        .map(this::presence)
        .filter(presence -> presence.status() != PresenceStatus.OFFLINE)
        .toList();
  }

  /** These, in that order; offline where somebody may not see them. */
  public PresenceView.People show(List<String> userIds, Caller viewer) {
    return new PresenceView.People(
        locked(
            () ->
                userIds.stream()
                    .map(
                        userId ->
                            scope.sees(viewer.id(), userId)
                                ? presence(userId)
                                : new Presence(userId, PresenceStatus.OFFLINE, null))
                    .toList()));
  }

  /** The caller's own. */
  public PresenceView.Own own(Caller caller) {
    return locked(
        () -> {
          Person person = people.get(caller.id());
          HoldModel.Hold hold = holds.of(caller.id());
          return new PresenceView.Own(
              presence(caller.id()),
              hold == null ? null : hold.status(),
              person == null ? List.of() : person.shown());
        });
  }

  /** How many connections there are on this node. */
  public PresenceView.Connections count() {
    Map<String, Integer> byDoor = new TreeMap<>();
    int total = 0;
    int authenticated = 0;
    for (Device device : devices.values()) {
      total++;
      authenticated += device.caller().kind() == Caller.Kind.ANONYMOUS ? 0 : 1;
      byDoor.merge(device.door(), 1, Integer::sum);
    }
    return new PresenceView.Connections(total, authenticated, byDoor);
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
