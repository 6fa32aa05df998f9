package dev.parley.blackbox.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Many dashboards on one thread: little work for a machine that also runs the server. Each counts
 * what it hears and knows when something is missing, comes twice or in another order.
 */
public final class Watchers implements AutoCloseable {
  /** The name of the member that carries the intended time of a recording. */
  static final String INTENDED = "\"intended\":";

  private static final String OFFSET = "\"offset\":";
  private static final String STATE = "\"type\":\"collaboration_state\"";
  private static final int PONG = 10;

  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
  private final Queue<Watcher> arriving = new ConcurrentLinkedQueue<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition heard = lock.newCondition();
  private final Thread thread;
  private Latencies latencies = new Latencies();
  private volatile boolean stopped;

  /** A group without members. */
  public Watchers() throws IOException {
    selector = Selector.open();
    thread = Thread.ofPlatform().name("watchers").daemon().start(this::run);
  }

  /** Connects one more dashboard. */
  public Watcher add(Target target, String credential, String query) throws IOException {
    Handshake handshake =
        Handshake.of(target, query, 0, List.of("Authorization: Bearer " + credential));
    if (handshake.status() != 101) {
      throw new IOException("refused: " + handshake.head() + handshake.body());
    }
    Watcher watcher = new Watcher(handshake.channel());
    watcher.channel.configureBlocking(false);
    lock.lock();
    try {
      watchers.add(watcher);
    } finally {
      lock.unlock();
    }
    arriving.add(watcher);
    selector.wakeup();
    return watcher;
  }

  /** Waits until all have their first state. */
  public void awaitStates(Duration patience) throws InterruptedException {
    await("first states", patience, watcher -> watcher.offset >= 0);
  }

  /** Waits until all have heard that offset, or one is known never to. */
  public void reach(long offset, Duration patience) throws InterruptedException {
    await("offset " + offset, patience, w -> w.offset >= offset || w.fault != null);
  }

  private void await(String what, Duration patience, Predicate<Watcher> condition)
      throws InterruptedException {
    lock.lock();
    try {
      long nanos = patience.toNanos();
      while (!watchers.stream().allMatch(condition)) {
        if (nanos <= 0) {
          throw new AssertionError(
              watchers.stream().filter(condition.negate()).count() + " are without " + what);
        }
        nanos = heard.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The first thing that went wrong with each of them to which something happened. */
  public List<String> faults() {
    lock.lock();
    try {
      return watchers.stream().filter(w -> w.fault != null).map(w -> w.fault).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Events that all of them together have heard. */
  public long events() {
    lock.lock();
    try {
      return watchers.stream().mapToLong(w -> w.events).sum();
    } finally {
      lock.unlock();
    }
  }

  /** How long events took since they were meant to be sent; begins anew. */
  public Latencies takeLatencies() {
    lock.lock();
    try {
      Latencies taken = latencies;
      latencies = new Latencies();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    stopped = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (selector) {
      while (!stopped) {
        selector.select(this::read);
        for (Watcher watcher = arriving.poll(); watcher != null; watcher = arriving.poll()) {
          watcher.channel.register(selector, SelectionKey.OP_READ, watcher);
        }
      }
      for (Watcher watcher : watchers) {
        watcher.channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(SelectionKey key) {
    Watcher watcher = (Watcher) key.attachment();
    lock.lock();
    try {
      buffer.clear();
      if (watcher.channel.read(buffer) < 0) {
        watcher.end("cut", key);
      } else {
        watcher.now = System.nanoTime();
        watcher.reader.take(buffer.flip(), watcher);
      }
      heard.signalAll();
    } catch (IOException e) {
      watcher.end(e.toString(), key);
    } finally {
      lock.unlock();
    }
  }

  /** One dashboard. */
  public final class Watcher implements FrameReader.Ear {
    private final SocketChannel channel;
    private final FrameReader reader = new FrameReader();
    private @Nullable String fault;
    private long offset = -1;
    private long events;
    private long now;

    private Watcher(SocketChannel channel) {
      this.channel = channel;
    }

    /** The last offset that it has heard; -1 before the first state. */
    public long offset() {
      lock.lock();
      try {
        return offset;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void text(String text) {
      int place = text.lastIndexOf(OFFSET);
      if (place < 0) {
        return;
      }
      if (text.contains(STATE)) {
        offset = Position.of(Api.object(text)).offset();
        return;
      }
      long next = number(text, place + OFFSET.length());
      if (next != offset + 1) {
        fail("offset " + (offset + 1) + " expected: " + text);
      }
      offset = next;
      events++;
      int intended = text.indexOf(INTENDED);
      if (intended >= 0) {
        latencies.add(now - number(text, intended + INTENDED.length()));
      }
    }

    @Override
    public void ping(byte[] payload) {
      try {
        channel.write(FrameReader.masked(PONG, payload));
      } catch (IOException e) {
        fail(e.toString());
      }
    }

    @Override
    public void close(int code) {
      fail("closed with " + code);
    }

    private void end(String how, SelectionKey key) {
      fail(how);
      key.cancel();
    }

    private void fail(String what) {
      if (fault == null) {
        fault = what;
      }
    }

    private static long number(String text, int start) {
      int end = start;
      while (end < text.length()
          && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '-')) {
        end++;
      }
      return Long.parseLong(text, start, end, 10);
    }
  }
}
