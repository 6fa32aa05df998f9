package dev.parley.blackbox.client;

import dev.parley.blackbox.client.DurabilityChecker.Heard;
import dev.parley.blackbox.client.DurabilityChecker.Recorded;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Follows the feed over any number of connections, each of which goes on after the last event of
 * the one before. Safe for use by any number of threads.
 */
public final class Subscriber implements AutoCloseable {
  private final Target target;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Heard> heard = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final Thread thread;
  private final long after;
  private Position position;
  private @Nullable Dashboard dashboard;
  private int lives = 1;
  private int connections;
  private boolean stopped;

  private Subscriber(Target target, Position from) {
    this.target = target;
    this.after = from.offset();
    this.position = from;
    thread = Thread.ofVirtual().unstarted(this::follow);
  }

  /** Follows from where the hub is now. */
  public static Subscriber from(Target target) throws Exception {
    return from(target, target.position());
  }

  /** Follows from a place in the past. */
  public static Subscriber from(Target target, Position position) {
    Subscriber subscriber = new Subscriber(target, position);
    subscriber.thread.start();
    return subscriber;
  }

  static Recorded recorded(JsonObject activity) {
    return new Recorded(
        activity.getJsonObject("metadata").getString("marker"), activity.getString("activity_id"));
  }

  /** Tells that a server that had gone is back. */
  public void serverIsBack() {
    lock.lock();
    try {
      lives++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything up to that offset was heard. */
  public void reach(long offset, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long nanos = patience.toNanos();
      while (position.offset() < offset) {
        if (nanos <= 0) {
          throw new AssertionError("heard up to " + position + ", not to " + offset + faults);
        }
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** All events of activities so far, in the order in which they came. */
  public List<Heard> heard() {
    lock.lock();
    try {
      return List.copyOf(heard);
    } finally {
      lock.unlock();
    }
  }

  /** What came that should not. */
  public List<String> faults() {
    lock.lock();
    try {
      return List.copyOf(faults);
    } finally {
      lock.unlock();
    }
  }

  /** The offset after which it began. */
  public long after() {
    return after;
  }

  /** How often it has connected. */
  public int connections() {
    lock.lock();
    try {
      return connections;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
      if (dashboard != null) {
        dashboard.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private void follow() {
    try {
      while (!isStopped()) {
        int life = life();
        try (Dashboard open = open()) {
          listen(open);
        } catch (IOException e) {
          // Nobody listens there, or the connection was cut: it goes on when there is a server.
          awaitLifeAfter(life);
        }
      }
    } catch (Exception | AssertionError e) {
      fault(e.toString());
    }
  }

  private Dashboard open() throws Exception {
    Dashboard open;
    try {
      open =
          Dashboard.open(target, target.adminKey(), "?client_id=subscriber" + position().query());
    } catch (WebSocketHandshakeException e) {
      throw new AssertionError("refused: " + e.getResponse(), e);
    }
    lock.lock();
    try {
      connections++;
      dashboard = open;
      if (stopped) {
        open.close();
      }
    } finally {
      lock.unlock();
    }
    return open;
  }

  private void listen(Dashboard open) throws InterruptedException {
    while (true) {
      JsonObject frame = open.nextIfAny().orElse(null);
      if (frame == null) {
        return;
      }
      switch (frame.getString("type")) {
        case "agent_activity" -> heard(frame);
        case "connection_established", "agent_status_update", "collaboration_state" -> {}
        default -> fault("unexpected: " + frame);
      }
    }
  }

  private void heard(JsonObject frame) {
    long offset = frame.getJsonNumber("offset").longValueExact();
    lock.lock();
    try {
      heard.add(new Heard(offset, recorded(frame.getJsonObject("activity"))));
      position = new Position(position().epoch(), offset);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Position position() {
    lock.lock();
    try {
      return position;
    } finally {
      lock.unlock();
    }
  }

  private void awaitLifeAfter(int life) throws InterruptedException {
    lock.lock();
    try {
      while (lives == life && !stopped) {
        if (!changed.await(2, TimeUnit.MINUTES)) {
          throw new AssertionError("the server did not come back");
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private int life() {
    lock.lock();
    try {
      return lives;
    } finally {
      lock.unlock();
    }
  }

  private boolean isStopped() {
    lock.lock();
    try {
      return stopped;
    } finally {
      lock.unlock();
    }
  }

  private void fault(String fault) {
    lock.lock();
    try {
      faults.add(fault);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
