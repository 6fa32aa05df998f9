package dev.parley.delivery;

import dev.parley.vocabulary.Publication;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the cursors need that the rings no longer have: aligned pages of the history, each read once
 * for all who ask for it, few at a time, and kept as long as there is room and somebody uses them.
 *
 * <p>A read that fails is repeated, later and later; those who wait go on waiting. Safe for use by
 * any number of threads.
 */
final class Pages {
  private static final long FIRST_RETRY_MILLIS = 50;
  private static final long LAST_RETRY_MILLIS = 5_000;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

  private final HubSettings settings;
  private final History history;
  private final Hub.Means means;
  private final HubMeters meters;

  /** Least recently used first. */
  private final LinkedHashMap<Key, Page> kept = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<Key, Reading> readings = new HashMap<>();
  private final ArrayDeque<Reading> queue = new ArrayDeque<>();
  private int active;
  private long bytes;

  Pages(HubSettings settings, History history, Hub.Means means, HubMeters meters) {
    this.settings = settings;
    this.history = history;
    this.means = means;
    this.meters = meters;
  }

  /**
   * The page with that event.
   *
   * @return null where it has to be read first; the waiter will be told
   */
  @Nullable Page find(Feed feed, String epoch, long offset, Listeners waiter) {
    synchronized (this) {
      Key key = new Key(feed, epoch, (offset - 1) / settings.pageSize());
      Page page = kept.get(key);
      if (page != null && page.contains(offset)) {
        page.use(means.nanoTime().getAsLong());
        return page;
      }
      if (page != null) {
        // It was read when the log was shorter.
        drop(page);
      }
      Reading reading = readings.get(key);
      if (reading == null) {
        reading = new Reading(key);
        readings.put(key, reading);
        queue.add(reading);
      }
      reading.waiters.add(waiter);
      if (!reading.started) {
        reading.wanted = Math.max(reading.wanted, offset);
      }
    }
    startReadings();
    return null;
  }

  private void startReadings() {
    for (Reading next = nextReading(); next != null; next = nextReading()) {
      Reading reading = next;
      try {
        means.blocking().execute(() -> read(reading));
      } catch (RejectedExecutionException e) {
        failed(reading, e);
      }
    }
  }

  private synchronized @Nullable Reading nextReading() {
    if (active == settings.pageReads() || queue.isEmpty()) {
      return null;
    }
    active++;
    Reading reading = queue.remove();
    reading.started = true;
    return reading;
  }

  private void read(Reading reading) {
    Page page = null;
    try {
      Feed feed = reading.key.feed();
      feed.refresh();
      History.Extent extent = feed.known();
      if (extent != null && extent.epoch().equals(reading.key.epoch())) {
        page = read(reading.key, reading.wanted, extent);
      }
    } catch (RuntimeException | StackOverflowError e) {
      failed(reading, e);
      return;
    }
    finished(reading, page);
  }

  /** Null where the log has been cut meanwhile. */
  private @Nullable Page read(Key key, long wanted, History.Extent extent) {
    long end = (key.index() + 1) * settings.pageSize();
    long first = Math.max(key.index() * settings.pageSize() + 1, extent.oldest());
    if (wanted < extent.oldest() || first > end) {
      return null;
    }
    List<Publication> publications =
        history.read(key.feed().topic(), first, (int) (end - first + 1));
    meters.pageRead();
    if (publications.isEmpty()) {
      key.feed().refresh();
      History.Extent now = key.feed().known();
      if (now == null || !now.epoch().equals(key.epoch()) || now.oldest() > first) {
        return null;
      }
      throw new IllegalStateException("the history has nothing at offset " + first);
    }
    Page page = new Page(this, key, first, publications);
    if (!page.contains(wanted)) {
      throw new IllegalStateException(
          "the history ends before offset " + wanted + ", which was announced");
    }
    return page;
  }

  private void finished(Reading reading, @Nullable Page read) {
    @Nullable Page page;
    Set<Listeners> waiters;
    synchronized (this) {
      active--;
      boolean asked = readings.remove(reading.key, reading);
      waiters = reading.waiters;
      page = reading.outdated ? null : read;
      if (page != null && asked) {
        page.use(means.nanoTime().getAsLong());
        kept.put(reading.key, page);
        bytes += page.bytes();
        shrink();
      }
    }
    waiters.forEach(waiter -> waiter.arrived(page));
    startReadings();
  }

  private void failed(Reading reading, Throwable cause) {
    meters.pageFailed();
    int failures;
    synchronized (this) {
      active--;
      reading.started = false;
      reading.outdated = false;
      failures = ++reading.failures;
    }
    long delay = Math.min(FIRST_RETRY_MILLIS << Math.min(failures - 1, 16), LAST_RETRY_MILLIS);
    LOG.atWarn()
        .addKeyValue("topic", reading.key.feed().topic())
        .addKeyValue("page", reading.key.index())
        .addKeyValue("failures", failures)
        .setCause(failures == 1 ? cause : null)
        .log("a page of the history could not be read");
    try {
      var unused = means.timer().schedule(() -> again(reading), delay, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The hub is closing: nobody waits any more.
      forget(reading.key.feed());
    }
    startReadings();
  }

  private void again(Reading reading) {
    synchronized (this) {
      if (readings.get(reading.key) != reading) {
        return;
      }
      queue.add(reading);
    }
    startReadings();
  }

  /**
   * What is kept of the feed is no longer what the history says. Pages that are being read are read
   * again.
   */
  synchronized void outdated(Feed feed) {
    List<Page> dropped = kept.values().stream().filter(page -> page.key().feed() == feed).toList();
    dropped.forEach(this::drop);
    readings.values().stream()
        .filter(reading -> reading.key.feed() == feed && reading.started)
        .forEach(reading -> reading.outdated = true);
  }

  /** The feed has no listeners any more. */
  synchronized void forget(Feed feed) {
    List<Page> dropped = new ArrayList<>();
    kept.values().stream().filter(page -> page.key().feed() == feed).forEach(dropped::add);
    dropped.forEach(this::drop);
    queue.removeIf(reading -> reading.key.feed() == feed);
    readings.keySet().removeIf(key -> key.feed() == feed);
  }

  /** Drops pages that nobody has used for a while. */
  synchronized void dropIdle() {
    long now = means.nanoTime().getAsLong();
    List<Page> idle = kept.values().stream().filter(p -> now - p.usedAt() > IDLE_NANOS).toList();
    idle.forEach(this::drop);
  }

  synchronized void grown(Page page, int by) {
    page.grow(by);
    if (kept.get(page.key()) == page) {
      bytes += by;
      shrink();
    }
  }

  /** How many bytes the pages take, roughly. */
  synchronized long bytes() {
    return bytes;
  }

  private void shrink() {
    while (bytes > settings.pageBytes() && kept.size() > 1) {
      drop(kept.values().iterator().next());
    }
  }

  private void drop(Page page) {
    if (kept.remove(page.key(), page)) {
      bytes -= page.bytes();
    }
  }

  /**
   * Names a page.
   *
   * @param index 0 for the first page of the log
   */
  record Key(Feed feed, String epoch, long index) {}

  /** A page that is waited for; guarded by the lock of {@link Pages}. */
  private static final class Reading {
    private final Key key;
    private final Set<Listeners> waiters = new LinkedHashSet<>();

    /** The greatest offset that was asked for before the read began. */
    private long wanted;

    private boolean started;
    private boolean outdated;
    private int failures;

    private Reading(Key key) {
      this.key = key;
    }
  }
}
