package dev.parley.delivery;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Hears who is connected to this node, through whatever door: the hub tells of every connection.
 *
 * <p>Every method may be called on any thread and must return at once. Of one connection, the
 * opening is told first and the end last, each once.
 */
public interface Attendance {
  /** Nobody wants to know. */
  Attendance IGNORED =
      new Attendance() {
        @Override
        public void opened(
            String connectionId, Caller caller, String door, LongSupplier lastSign) {}

        @Override
        public void listens(String connectionId, Topic topic, Consumer<Publication> to) {}

        @Override
        public void idle(String connectionId, boolean idle) {}

        @Override
        public void ended(String connectionId) {}
      };

  /**
   * Somebody has connected.
   *
   * @param door how: the name of the dialect for a WebSocket, else what kind of way it is
   * @param lastSign when the client last gave a sign of life, by the hub's clock: whoever keeps a
   *     lease asks it
   */
  void opened(String connectionId, Caller caller, String door, LongSupplier lastSign);

  /**
   * A connection hears a topic from now on.
   *
   * @param to takes what is so on that topic at this moment, for this connection alone; to be used
   *     before this returns. Whatever is published from then on reaches the connection later.
   */
  void listens(String connectionId, Topic topic, Consumer<Publication> to);

  /** The client has said that nobody sits before it now, or that somebody does. */
  void idle(String connectionId, boolean idle);

  /** The connection is no more. */
  void ended(String connectionId);
}
