package dev.parley.delivery;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The topics with listeners on this node, and the loops that bring their events to the connections.
 *
 * <p>Guarantees to each connection, for each of its topics: the durable events come in the order of
 * their offsets, each once, none left out but by the filter or for want of a word in the dialect.
 * What cannot be continued is told by {@link dev.parley.vocabulary.Notice.Resync} and the full
 * state, or by a close, never by silence. Every method may be called on any thread and returns at
 * once.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Hub implements Broker.Listener, AutoCloseable {

  /**
   * What the hub needs of its surroundings.
   *
   * @param loops makes the threads of the delivery loops, which end with the hub
   * @param blocking runs what waits for the {@link History}
   * @param timer runs short tasks later; not shut down by the hub
   * @param clock the time of day, for credentials that end
   * @param nanoTime a time that only goes forward, in nanoseconds; {@code System::nanoTime}
   * @param meters where the hub's metrics are kept
   */
  public record Means(
      ThreadFactory loops,
      Executor blocking,
      ScheduledExecutorService timer,
      InstantSource clock,
      LongSupplier nanoTime,
      MeterRegistry meters) {}

  /** Starts the loops. To be given to {@link Broker#listen} before anything is published. */
  public Hub(HubSettings settings, History history, StateSource states, Means means) {}

  /**
   * Takes a new connection. It is first told {@link dev.parley.vocabulary.Notice.Established};
   * then, for each topic, the events after {@code since}; or the state, and where there was a
   * {@code since} that cannot be continued, before it {@link dev.parley.vocabulary.Notice.Resync};
   * then what happens from there on.
   *
   * @param transport ready to be written to; from now on only the hub writes
   * @return already closed with {@link CloseCode#GOING_AWAY} if the hub is closing
   */
  public Connection open(Caller caller, Dialect dialect, Transport transport, Opening opening) {
    throw new UnsupportedOperationException();
  }

  /**
   * Tells an event of which only the newest counts.
   *
   * @throws IllegalArgumentException if the event is of another class
   */
  public void publishLatest(Publication publication, Audience audience) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void announced(Broker.Announcement announcement) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void published(List<Publication> publications) {
    throw new UnsupportedOperationException();
  }

  /** How many connections are open or being closed. */
  public int connections() {
    throw new UnsupportedOperationException();
  }

  /** Whether a connection of this node hears that topic. */
  public boolean hasListeners(Topic topic) {
    throw new UnsupportedOperationException();
  }

  /** Closes the connections of these callers, also those whose opening is under way. */
  public void closeWhere(Predicate<Caller> callers, CloseCode code) {
    throw new UnsupportedOperationException();
  }

  /**
   * Closes every connection, and from now on every new one at once.
   *
   * @return completes when all transports have ended or had time enough to
   */
  public CompletionStage<Void> closeAll(CloseCode code) {
    throw new UnsupportedOperationException();
  }

  /** Ends the loops; connections that are left are closed first. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
