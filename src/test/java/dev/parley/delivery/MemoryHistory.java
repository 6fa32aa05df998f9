package dev.parley.delivery;

import dev.parley.vocabulary.ActivityStatus;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import dev.parley.vocabulary.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A journal without a disk, for tests: logs of topics, and their state, which is nothing but its
 * position. Can be made to fail, to forget, and to begin a new epoch. Safe for use by any number of
 * threads.
 */
public final class MemoryHistory implements History, StateSource {
  private final Map<Topic, List<Publication>> logs = new HashMap<>();
  private final Map<Topic, Long> oldest = new HashMap<>();
  private String epoch = "e1";
  private BooleanSupplier readFails = () -> false;
  private BooleanSupplier extentFails = () -> false;
  private BooleanSupplier stateFails = () -> false;
  private long stateLag;
  private int reads;

  /** An event that names its own place, so that an event at a wrong place can be told. */
  public static DurableEvent event(Topic topic, String epoch, long offset) {
    return new DurableEvent.ActivityCompleted(
        topic + "/" + epoch + "/" + offset,
        "agent",
        ActivityType.MEMORY_WRITE,
        ActivityStatus.COMPLETED);
  }

  /** Makes one more event durable, without announcing it. */
  public synchronized Publication append(Topic topic) {
    return append(topic, event(topic, epoch, log(topic).size() + 1));
  }

  /** Makes an event durable, without announcing it. */
  public synchronized Publication append(Topic topic, DurableEvent event) {
    List<Publication> log = log(topic);
    Publication publication =
        new Publication(topic, event, Instant.EPOCH, new Position(epoch, log.size() + 1));
    log.add(publication);
    return publication;
  }

  /** Makes some events durable, without announcing them. */
  public synchronized List<Publication> append(Topic topic, int count) {
    List<Publication> appended = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      appended.add(append(topic));
    }
    return appended;
  }

  /** Makes an event durable that takes others back, without announcing it. */
  public synchronized Publication takeBack(Topic topic, DurableEvent event) {
    Publication publication = append(topic, event);
    for (long offset : event.takesBack()) {
      log(topic).set((int) offset - 1, log(topic).get((int) offset - 1).insteadOf(event));
    }
    return publication;
  }

  private List<Publication> log(Topic topic) {
    return logs.computeIfAbsent(topic, added -> new ArrayList<>());
  }

  /** Cuts the log: offsets below are gone. */
  public synchronized void forgetBelow(Topic topic, long first) {
    oldest.merge(topic, first, Math::max);
  }

  /** Restores a backup: a new epoch, and the newest events of each topic are gone. */
  public synchronized void restore(String newEpoch, int lost) {
    epoch = newEpoch;
    for (Map.Entry<Topic, List<Publication>> log : logs.entrySet()) {
      List<Publication> kept = new ArrayList<>();
      int size = Math.max(0, log.getValue().size() - lost);
      for (int i = 0; i < size; i++) {
        kept.add(
            new Publication(
                log.getKey(),
                event(log.getKey(), newEpoch, i + 1),
                Instant.EPOCH,
                new Position(newEpoch, i + 1)));
      }
      log.setValue(kept);
      oldest.computeIfPresent(log.getKey(), (topic, first) -> Math.min(first, size + 1));
    }
  }

  /** When reads fail. */
  public synchronized void failReads(BooleanSupplier when) {
    readFails = when;
  }

  /** When it cannot be told how far the log reaches. */
  public synchronized void failExtents(BooleanSupplier when) {
    extentFails = when;
  }

  /** When there is no state to be had. */
  public synchronized void failStates(BooleanSupplier when) {
    stateFails = when;
  }

  /** States are that many events behind the log; negative: they are not yet announced. */
  public synchronized void lagStates(long events) {
    stateLag = events;
  }

  /** How often it was read from. */
  public synchronized int reads() {
    return reads;
  }

  public synchronized String epoch() {
    return epoch;
  }

  public synchronized long head(Topic topic) {
    return log(topic).size();
  }

  @Override
  public synchronized Extent extent(Topic topic) {
    if (extentFails.getAsBoolean()) {
      throw new IllegalStateException("planted: no extent");
    }
    return new Extent(epoch, oldest.getOrDefault(topic, 1L), log(topic).size());
  }

  @Override
  public synchronized List<Publication> read(Topic topic, long first, int limit) {
    reads++;
    if (readFails.getAsBoolean()) {
      throw new IllegalStateException("planted: no read");
    }
    List<Publication> log = log(topic);
    if (first < oldest.getOrDefault(topic, 1L) || first > log.size()) {
      return List.of();
    }
    return List.copyOf(log.subList((int) first - 1, (int) Math.min(log.size(), first - 1 + limit)));
  }

  @Override
  public synchronized CompletionStage<Notice.@Nullable State> state(Topic topic) {
    if (stateFails.getAsBoolean()) {
      throw new IllegalStateException("planted: no state");
    }
    long offset = Math.max(0, log(topic).size() - stateLag);
    return CompletableFuture.completedFuture(
        new Notice.State(topic, new View.ActiveSessions(List.of()), new Position(epoch, offset)));
  }
}
