package dev.parley.presence;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.EphemeralCommand.SetTyping;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomRemark;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Who is writing in which room. Others are told when somebody begins and when somebody stops, by
 * saying so or by not saying anything for {@link #PATIENCE}; saying again that one writes costs no
 * message. Safe for use by any number of threads.
 */
public final class Typists implements AutoCloseable {
  /** How long somebody writes who does not say so again. */
  public static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Consumer<List<Publication>> outlet;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  // By the time at which it was said last, the first one first.
  private final Map<Typist, Writing> writing = new LinkedHashMap<>();
  private final Ticker ticker = new Ticker(this::look);

  /** Those of one id may be a user and an agent. */
  private record Typist(String roomId, String qualifiedId) {}

  private record Writing(Caller caller, long saidAt) {}

  /**
   * Nobody writes.
   *
   * @param outlet takes what others are told, to be carried to every node, in that order; must
   *     return at once and not throw
   * @param nanoTime a clock that never goes back, as {@link System#nanoTime()}
   */
  public Typists(Consumer<List<Publication>> outlet, InstantSource clock, LongSupplier nanoTime) {
    this.outlet = outlet;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Begins to look who has stopped.
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

  /** Somebody says that they write, or have stopped. */
  public synchronized void set(SetTyping command, Caller caller) {
    Typist typist = new Typist(command.roomId(), caller.qualifiedId());
    boolean before = writing.remove(typist) != null;
    if (command.isTyping()) {
      writing.put(typist, new Writing(caller, nanoTime.getAsLong()));
    }
    if (before != command.isTyping()) {
      tell(command.roomId(), caller, command.isTyping());
    }
  }

  private synchronized void look() {
    long now = nanoTime.getAsLong();
    Iterator<Map.Entry<Typist, Writing>> first = writing.entrySet().iterator();
    while (first.hasNext()) {
      Map.Entry<Typist, Writing> entry = first.next();
      if (now - entry.getValue().saidAt() < PATIENCE.toNanos()) {
        break;
      }
      first.remove();
      tell(entry.getKey().roomId(), entry.getValue().caller(), false);
    }
  }

  private void tell(String roomId, Caller caller, boolean isTyping) {
    outlet.accept(
        List.of(
            new Publication(
                Room.topic(roomId),
                new RoomRemark.Typing(roomId, caller.id(), caller.displayName(), isTyping),
                clock.instant(),
                null)));
  }
}
